package io.github.ecsmonitoring.exporter.websecurity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the file says.
 *
 * @param tls null for plain HTTP
 * @param rateLimit null for no limit
 * @param http2 whether the file asks for it in so many words
 * @param headers the headers that each answer gets
 * @param users the bcrypt hashes by user; empty: everyone may come in
 */
record Settings(Tls tls, RateLimit rateLimit, boolean http2, Map<String, String> headers, Map<String, String> users) {

    /** @param interval after which one more request may come; @param burst requests that may come at once */
    record RateLimit(Duration interval, int burst) {}

    /**
     * How connections are encrypted.
     *
     * @param clientCa null: the JDK's own authorities
     * @param allowedSans names of which a client's certificate must have one; null: any name
     * @param protocols the JDK's names
     * @param ciphers empty: Go's defaults
     * @param groups the JDK's names of the curves; empty: the JDK's defaults
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

    /** A text in PEM: in a file, or in the configuration itself. */
    record Source(String name, Path file, String text) {
        String read() throws IOException {
            return file == null ? text : TextFile.read(toString(), file, StandardCharsets.ISO_8859_1);
        }

        /** Where it is, for messages; never what it says. */
        @Override
        public String toString() {
            return file == null ? name : name + " (" + file + ")";
        }
    }

    /** What a client must show, by Go's names. */
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
