package io.github.ecsmonitoring.exporter.http;

/**
 * The target of a request.
 *
 * @param rawPath as sent
 * @param path decoded
 * @param query as sent; null without a question mark
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-3.2">RFC 9112, Request Target</a>
 */
record RequestTarget(String rawPath, String path, String query) {
    private static final String SERVER = "*";

    /** Parses {@code /path?query}, {@code http://host/path?query}, or the {@code *} of OPTIONS. */
    static RequestTarget parse(String method, String text) throws BadRequestException {
        if (!HttpGrammar.isVisible(text)) {
            throw new BadRequestException("request target: space, control and non-ASCII characters must be escaped");
        }
        if (text.equals(SERVER) && method.equals("OPTIONS")) {
            return new RequestTarget(text, text, null);
        }
        String relative = text.startsWith("/") ? text : withoutHost(text);
        int mark = relative.indexOf('?');
        String path = mark < 0 ? relative : relative.substring(0, mark);
        String query = mark < 0 ? null : relative.substring(mark + 1);
        return new RequestTarget(path, decode(path), query);
    }

    /** Whether an OPTIONS request asks about the server as a whole. */
    boolean isServer() {
        return rawPath.equals(SERVER);
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

    private static String decode(String path) throws BadRequestException {
        String decoded = PercentEncoding.decode(path);
        if (decoded == null) {
            throw new BadRequestException("request target: % must be followed by two hexadecimal digits");
        }
        return decoded;
    }
}
