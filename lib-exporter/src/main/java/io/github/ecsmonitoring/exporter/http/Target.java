package io.github.ecsmonitoring.exporter.http;

import java.nio.charset.StandardCharsets;

/**
 * What a request asks for.
 *
 * @param path decoded
 * @param query as it came, but with sound escapes; null without a question mark
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-3.2">RFC 9112, Request Target</a>
 */
record Target(String path, String query) {

    /** Reads {@code /path?query}, {@code http://host/path?query}, or the {@code *} of OPTIONS. */
    static Target parse(String method, String text) throws BadRequest {
        if (!Grammar.isVisible(text)) {
            throw new BadRequest("the request target has characters that must be escaped");
        }
        if (text.equals("*") && method.equals("OPTIONS")) {
            return new Target(text, null);
        }
        String relative = text.startsWith("/") ? text : withoutHost(text);
        int mark = relative.indexOf('?');
        String path = mark < 0 ? relative : relative.substring(0, mark);
        String query = mark < 0 ? null : relative.substring(mark + 1);
        if (query != null) {
            checkEscapes(query);
        }
        return new Target(decode(path), query);
    }

    private static String withoutHost(String text) throws BadRequest {
        int host = text.regionMatches(true, 0, "http://", 0, 7)
                ? 7
                : text.regionMatches(true, 0, "https://", 0, 8) ? 8 : -1;
        if (host < 0) {
            throw new BadRequest("the request target must begin with / or http://");
        }
        int path = host;
        while (path < text.length() && text.charAt(path) != '/' && text.charAt(path) != '?') {
            path++;
        }
        if (path == host) {
            throw new BadRequest("the request target has no host");
        }
        return path < text.length() && text.charAt(path) == '/' ? text.substring(path) : "/" + text.substring(path);
    }

    private static void checkEscapes(String text) throws BadRequest {
        for (int at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
            escaped(text, at);
        }
    }

    /** Bytes that are no UTF-8 become the replacement character, and so name no page. */
    private static String decode(String path) throws BadRequest {
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

    /** The byte that {@code %2f} stands for. */
    private static int escaped(String text, int at) throws BadRequest {
        int high = at + 2 < text.length() ? Grammar.hexDigit(text.charAt(at + 1)) : -1;
        int low = high < 0 ? -1 : Grammar.hexDigit(text.charAt(at + 2));
        if (low < 0) {
            throw new BadRequest("the request target has a % without two hexadecimal digits");
        }
        return high << 4 | low;
    }
}
