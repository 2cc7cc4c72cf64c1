package io.github.ecsmonitoring.exporter.websecurity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The settings of a configuration file.
 *
 * @param tls null for plain HTTP
 * @param rateLimit null for no limit
 * @param http2 whether the file enables it explicitly
 * @param headers added to each response
 * @param users bcrypt hashes by user; empty for no authentication
 */
record WebSettings(
        Tls tls, RateLimit rateLimit, boolean http2, Map<String, String> headers, Map<String, String> users) {

    /**
     * A token bucket.
     *
     * @param interval per request
     * @param burst requests granted at once
     */
    record RateLimit(Duration interval, int burst) {}

    /**
     * TLS settings.
     *
     * @param clientCa null for the JDK's authorities
     * @param allowedSans names of which a client's certificate must have one; null for any name
     * @param protocols by the JDK's names
     * @param ciphers empty for Go's defaults
     * @param groups curves by the JDK's names; empty for the JDK's defaults
     */
    record Tls(
            Source cert,
            Source key,
            Source clientCa,
            ClientAuth clientAuth,
            List<String> allowedSans,
            List<String> protocols,
            List<String> ciphers,
            List<String> groups,
            boolean preferServerCiphers) {}

    /** PEM text, in a file or inline. */
    record Source(String name, Path file, String text) {
        String read() throws IOException {
            return file == null ? text : TextFile.read(toString(), file, StandardCharsets.ISO_8859_1);
        }

        /** The location for messages, never the content. */
        @Override
        public String toString() {
            return file == null ? name : name + " (" + file + ")";
        }
    }

    /** Client authentication policies, by Go's names. */
    enum ClientAuth {
        NO_CLIENT_CERT(false, false, false),
        REQUEST_CLIENT_CERT(true, false, false),
        REQUIRE_ANY_CLIENT_CERT(true, true, false),
        VERIFY_CLIENT_CERT_IF_GIVEN(true, false, true),
        REQUIRE_AND_VERIFY_CLIENT_CERT(true, true, true);

        final boolean asks;
        final boolean requires;
        final boolean verifies;

        ClientAuth(boolean asks, boolean requires, boolean verifies) {
            this.asks = asks;
            this.requires = requires;
            this.verifies = verifies;
        }
    }
}
