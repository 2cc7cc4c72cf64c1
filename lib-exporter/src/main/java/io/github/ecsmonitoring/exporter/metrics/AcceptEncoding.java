package io.github.ecsmonitoring.exporter.metrics;

import java.util.List;

/**
 * Whether a client accepts gzip.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#field.accept-encoding">RFC 9110, Accept-Encoding</a>
 */
final class AcceptEncoding {
    private AcceptEncoding() {}

    static boolean allowsGzip(List<String> headers) {
        if (headers == null) {
            return false;
        }
        for (String header : headers) {
            for (String coding : header.split(",")) {
                String[] parts = coding.split(";", -1);
                if (parts[0].strip().equalsIgnoreCase("gzip")) {
                    return parts.length < 2 || !isZero(parts[1].strip());
                }
            }
        }
        return false;
    }

    /** {@code q=0} with any number of zeros after the point means "not acceptable". */
    private static boolean isZero(String quality) {
        return quality.toLowerCase(java.util.Locale.ROOT).matches("q\\s*=\\s*0(\\.0*)?");
    }
}
