package io.github.ecsmonitoring.exporter.http;

import java.io.IOException;

/**
 * The body of a request: nothing here reads one, but the next request begins behind it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-6">RFC 9112, Message Body</a>
 */
final class Body {
    private static final long CHUNKED = -1;

    private final long length;
    private final boolean expected;

    private Body(long length, boolean expected) {
        this.length = length;
        this.expected = expected;
    }

    /** As the request announces it. */
    static Body of(Request request) throws BadRequest {
        String coding = request.headers().only("Transfer-Encoding");
        String length = request.headers().only("Content-Length");
        long bytes = length == null ? 0 : Grammar.number(length);
        if (bytes < 0) {
            throw new BadRequest("Content-Length must be a number");
        }
        if (coding != null) {
            checkCoding(coding, length, request.minor());
            bytes = CHUNKED;
        }
        if (bytes > Limits.BODY_BYTES) {
            throw tooLarge();
        }
        return new Body(bytes, expects(request) && bytes != 0);
    }

    private static void checkCoding(String coding, String length, int minor) throws BadRequest {
        if (length != null) {
            throw new BadRequest("Content-Length and Transfer-Encoding contradict each other");
        }
        if (minor == 0) {
            throw new BadRequest("Transfer-Encoding does not belong to HTTP/1.0");
        }
        if (!coding.equalsIgnoreCase("chunked")) {
            throw new BadRequest(501, "Transfer-Encoding must be chunked");
        }
    }

    private static boolean expects(Request request) throws BadRequest {
        String expect = request.headers().first("Expect");
        if (expect == null || request.minor() == 0) {
            return false;
        }
        if (!expect.equalsIgnoreCase("100-continue")) {
            throw new BadRequest(417, "Expect must be 100-continue");
        }
        return true;
    }

    private static BadRequest tooLarge() {
        return new BadRequest(413, "the body has more than " + Limits.BODY_BYTES + " bytes");
    }

    /** Reads all of it, after a word to a client that waits for one. */
    void discard(Input in, Output out) throws IOException, BadRequest {
        if (expected && !in.hasMore()) {
            out.append("HTTP/1.1 100 Continue\r\n\r\n");
            out.flush();
        }
        if (length == CHUNKED) {
            discardChunks(in);
        } else {
            in.skip(length);
        }
    }

    /** What the chunks are wrapped in counts too: else a client could send without end. */
    private static void discardChunks(Input in) throws IOException, BadRequest {
        long left = Limits.BODY_BYTES;
        for (long size = -1; size != 0; ) {
            StringBuilder line = line(in);
            size = size(line);
            left -= size + line.length();
            if (left < 0) {
                throw tooLarge();
            }
            in.skip(size);
            if (size > 0 && !line(in).isEmpty()) {
                throw new BadRequest("a chunk is longer than its size");
            }
        }
        for (StringBuilder trailer = line(in); !trailer.isEmpty(); trailer = line(in)) {
            left -= trailer.length();
            if (left < 0) {
                throw tooLarge();
            }
        }
    }

    private static long size(StringBuilder line) throws BadRequest {
        long size = 0;
        int digits = 0;
        while (digits < line.length() && Grammar.hexDigit(line.charAt(digits)) >= 0) {
            size = Math.min(Integer.MAX_VALUE, size << 4 | Grammar.hexDigit(line.charAt(digits)));
            digits++;
        }
        boolean ends = digits == line.length() || line.charAt(digits) == ';';
        if (digits == 0 || !ends) {
            throw new BadRequest("a chunk must begin with its size");
        }
        return size;
    }

    private static StringBuilder line(Input in) throws IOException, BadRequest {
        StringBuilder line = new StringBuilder();
        for (int c = in.next(); c != '\r'; c = in.next()) {
            if (Grammar.isControl(c) || line.length() == Limits.HEAD_BYTES) {
                throw new BadRequest("lines between chunks must end with CR and LF");
            }
            line.append((char) c);
        }
        if (in.next() != '\n') {
            throw new BadRequest("lines between chunks must end with CR and LF");
        }
        return line;
    }
}
