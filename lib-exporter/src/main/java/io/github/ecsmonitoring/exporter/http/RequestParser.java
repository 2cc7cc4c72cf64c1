package io.github.ecsmonitoring.exporter.http;

import java.nio.charset.StandardCharsets;

/**
 * Parses request line and headers, and rejects what two parsers could understand differently.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112</a>
 */
final class RequestParser {
    private final byte[] bytes;
    private int at;
    private boolean strict = true;

    private RequestParser(byte[] bytes, int from) {
        this.bytes = bytes;
        this.at = from;
    }

    /** Parses lines that each end with CR LF or LF and have no other control characters; the last line is empty. */
    static RequestHead parse(byte[] bytes, int from) throws BadRequestException {
        return new RequestParser(bytes, from).request();
    }

    private RequestHead request() throws BadRequestException {
        String line = line();
        int first = line.indexOf(' ');
        int last = line.lastIndexOf(' ');
        String method = first < 0 ? line : line.substring(0, first);
        if (first == last || !HttpGrammar.isToken(method)) {
            throw new BadRequestException(
                    "request line must be a method, a target and HTTP/1.1, separated by single spaces");
        }
        int minor = minor(line.substring(last + 1));
        RequestTarget target = RequestTarget.parse(method, line.substring(first + 1, last));
        HeaderFields headers = headers();
        checkHost(headers, minor);
        return new RequestHead(method, target, minor, headers, strict);
    }

    /** A higher minor version is served as 1.1. */
    private static int minor(String version) throws BadRequestException {
        boolean valid = version.length() == 8
                && version.startsWith("HTTP/")
                && version.charAt(6) == '.'
                && HttpGrammar.number(version.substring(5, 6)) >= 0
                && HttpGrammar.number(version.substring(7)) >= 0;
        if (!valid) {
            throw new BadRequestException("request line must end with HTTP/1.1");
        }
        if (version.charAt(5) != '1') {
            throw new BadRequestException(505, "HTTP version must be 1.1 or 1.0");
        }
        return version.charAt(7) == '0' ? 0 : 1;
    }

    private HeaderFields headers() throws BadRequestException {
        HeaderFields headers = new HeaderFields();
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (headers.size() == ConnectionLimits.HEADERS) {
                throw new BadRequestException(431, "at most " + ConnectionLimits.HEADERS + " headers are allowed");
            }
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon);
            // Also rejects a continuation line and a space before the colon.
            if (!HttpGrammar.isToken(name)) {
                throw new BadRequestException("header must be a name, a colon and a value on one line");
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

    private static void checkHost(HeaderFields headers, int minor) throws BadRequestException {
        String host = headers.only("Host");
        if (host == null ? minor > 0 : !HttpGrammar.isVisible(host)) {
            throw new BadRequestException(
                    host == null ? "Host header is missing" : "Host must be a name or an address");
        }
    }

    private String line() {
        int from = at;
        while (bytes[at] != '\n') {
            at++;
        }
        boolean afterReturn = at > from && bytes[at - 1] == '\r';
        strict &= afterReturn;
        int to = afterReturn ? at - 1 : at;
        at++;
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
