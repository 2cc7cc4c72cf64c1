package io.github.ecsmonitoring.exporter.http;

import java.nio.charset.StandardCharsets;

/**
 * Reads a request's line and headers, and refuses what two readers could understand in two ways.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112</a>
 */
final class RequestParser {
    private final byte[] bytes;
    private int at;

    private RequestParser(byte[] bytes, int from) {
        this.bytes = bytes;
        this.at = from;
    }

    /** Reads lines that each end with CR and LF, the last one being empty, and have no other control characters. */
    static Request parse(byte[] bytes, int from) throws BadRequest {
        return new RequestParser(bytes, from).request();
    }

    private Request request() throws BadRequest {
        String line = line();
        int first = line.indexOf(' ');
        int last = line.lastIndexOf(' ');
        String method = first < 0 ? line : line.substring(0, first);
        if (first == last || !Grammar.isToken(method)) {
            throw new BadRequest("the first line must be a method, a target and HTTP/1.1, with a space between each");
        }
        int minor = minor(line.substring(last + 1));
        Target target = Target.parse(method, line.substring(first + 1, last));
        Headers headers = headers();
        checkHost(headers, minor);
        return new Request(method, target, minor, headers);
    }

    private static int minor(String version) throws BadRequest {
        if (version.equals("HTTP/1.1")) {
            return 1;
        }
        if (version.equals("HTTP/1.0")) {
            return 0;
        }
        boolean other = version.length() == 8
                && version.startsWith("HTTP/")
                && version.charAt(6) == '.'
                && Grammar.number(version.substring(5, 6)) >= 0
                && Grammar.number(version.substring(7)) >= 0;
        throw other
                ? new BadRequest(505, "HTTP/1.1 and HTTP/1.0 are spoken here")
                : new BadRequest("the first line must end with HTTP/1.1");
    }

    private Headers headers() throws BadRequest {
        Headers headers = new Headers();
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (headers.size() == Limits.HEADERS) {
                throw new BadRequest(431, "more than " + Limits.HEADERS + " headers");
            }
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon);
            // That also refuses a line that goes on from the one before, and a space before the colon.
            if (!Grammar.isToken(name)) {
                throw new BadRequest("a header must be a name, a colon and a value on one line");
            }
            headers.add(name, trimmed(line, colon + 1));
        }
        return headers;
    }

    private static String trimmed(String line, int from) {
        int to = line.length();
        while (from < to && isBlank(line.charAt(from))) {
            from++;
        }
        while (from < to && isBlank(line.charAt(to - 1))) {
            to--;
        }
        return line.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static void checkHost(Headers headers, int minor) throws BadRequest {
        String host = headers.only("Host");
        if (host == null ? minor > 0 : !Grammar.isVisible(host)) {
            throw new BadRequest(host == null ? "Host is missing" : "Host must be a name or an address");
        }
    }

    private String line() {
        int from = at;
        while (bytes[at] != '\r') {
            at++;
        }
        at += 2;
        return new String(bytes, from, at - 2 - from, StandardCharsets.ISO_8859_1);
    }
}
