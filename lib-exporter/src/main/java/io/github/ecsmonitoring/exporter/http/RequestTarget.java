package io.github.ecsmonitoring.exporter.http;

import java.nio.charset.StandardCharsets;

/**
 * The target of a request.
 *
 * @param path decoded
 * @param query as sent, with valid escapes; null without a question mark
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-3.2">RFC 9112, Request Target</a>
 */
record RequestTarget(String path, String query) {

    /** Parses {@code /path?query}, {@code http://host/path?query}, or the {@code *} of OPTIONS. */
    static RequestTarget parse(String method, String text) throws BadRequestException {
        if (!HttpGrammar.isVisible(text)) {
            throw new BadRequestException("request target: space, control and non-ASCII characters must be escaped");
        }
        if (text.equals("*") && method.equals("OPTIONS")) {
            return new RequestTarget(text, null);
        }
        String relative = text.startsWith("/") ? text : withoutHost(text);
        int mark = relative.indexOf('?');
        String path = mark < 0 ? relative : relative.substring(0, mark);
        String query = mark < 0 ? null : relative.substring(mark + 1);
        if (query != null) {
            checkEscapes(query);
        }
        return new RequestTarget(decode(path), query);
    }

    private static String withoutHost(String text) throws BadRequestException {
        int host = text.regionMatches(true, 0, "http://", 0, 7)
                ? 7
                : text.regionMatches(true, 0, "https://", 0, 8) ? 8 : -1;
        if (host < 0) {
            throw new BadRequestException("request target must begin with / or http://");
        }
        int path = host;
        while (path < text.length() && text.charAt(path) != '/' && text.charAt(path) != '?') {
            path++;
        }
        if (path == host) {
            throw new BadRequestException("request target has no host after http://");
        }
        return path < text.length() && text.charAt(path) == '/' ? text.substring(path) : "/" + text.substring(path);
    }

    private static void checkEscapes(String text) throws BadRequestException {
        for (int at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
            escaped(text, at);
        }
    }

    /** Invalid UTF-8 becomes the replacement character, which no endpoint's path has. */
    private static String decode(String path) throws BadRequestException {
        if (path.indexOf('%') < 0) {
            return path;
        }
        byte[] bytes = new byte[path.length()];
        int size = 0;
        for (int i = 0; i < path.length(); i++) {
            boolean escape = path.charAt(i) == '%';
            bytes[size++] = (byte) (escape ? escaped(path, i) : path.charAt(i));
            i += escape ? 2 : 0;
        }
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }

    /** The byte of an escape such as {@code %2f}. */
    private static int escaped(String text, int at) throws BadRequestException {
        int high = at + 2 < text.length() ? HttpGrammar.hexDigit(text.charAt(at + 1)) : -1;
        int low = high < 0 ? -1 : HttpGrammar.hexDigit(text.charAt(at + 2));
        if (low < 0) {
            throw new BadRequestException("request target: % must be followed by two hexadecimal digits");
        }
        return high << 4 | low;
    }
}
