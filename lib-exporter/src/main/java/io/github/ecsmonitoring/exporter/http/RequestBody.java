package io.github.ecsmonitoring.exporter.http;

import java.io.IOException;

/**
 * The body of a request. No endpoint reads one; it is skipped, since the next request begins after it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-6">RFC 9112, Message Body</a>
 */
final class RequestBody {
    private static final long CHUNKED = -1;
    private static final RequestBody NONE = new RequestBody(0, false);

    private final long length;
    private final boolean expected;

    private RequestBody(long length, boolean expected) {
        this.length = length;
        this.expected = expected;
    }

    /** The body that the headers announce. */
    static RequestBody of(RequestHead request) throws BadRequestException {
        String coding = request.headers().only("Transfer-Encoding");
        String length = request.headers().only("Content-Length");
        long bytes = length == null ? 0 : HttpGrammar.number(length);
        if (bytes < 0) {
            throw new BadRequestException("Content-Length must be a number");
        }
        if (coding != null) {
            checkCoding(coding, length, request.minor());
            bytes = CHUNKED;
        }
        if (bytes != 0 && !request.strict()) {
            throw new BadRequestException("lines of a request with a body must end with CR LF");
        }
        if (bytes > ConnectionLimits.BODY_BYTES) {
            throw tooLarge();
        }
        boolean expected = expectsContinue(request);
        return bytes == 0 ? NONE : new RequestBody(bytes, expected);
    }

    private static void checkCoding(String coding, String length, int minor) throws BadRequestException {
        if (length != null) {
            throw new BadRequestException("Content-Length and Transfer-Encoding exclude each other");
        }
        if (minor == 0) {
            throw new BadRequestException("Transfer-Encoding is not allowed in HTTP/1.0");
        }
        if (!coding.equalsIgnoreCase("chunked")) {
            throw new BadRequestException(501, "Transfer-Encoding must be chunked");
        }
    }

    private static boolean expectsContinue(RequestHead request) throws BadRequestException {
        String expect = request.headers().first("Expect");
        if (expect == null || request.minor() == 0) {
            return false;
        }
        if (!expect.equalsIgnoreCase("100-continue")) {
            throw new BadRequestException(417, "Expect must be 100-continue");
        }
        return true;
    }

    private static BadRequestException tooLarge() {
        return new BadRequestException(413, "request body must have at most " + ConnectionLimits.BODY_BYTES + " bytes");
    }

    /** Skips the body, after a 100 response to a client that waits for one. */
    void skip(RequestReader in, ResponseWriter out) throws IOException, BadRequestException {
        if (expected && !in.hasMore()) {
            out.append("HTTP/1.1 100 Continue\r\n\r\n");
            out.flush();
        }
        if (length == CHUNKED) {
            skipChunks(in);
        } else {
            in.skip(length);
        }
    }

    /** Chunk headers and trailers count too; otherwise a client could send without end. */
    private static void skipChunks(RequestReader in) throws IOException, BadRequestException {
        long left = ConnectionLimits.BODY_BYTES;
        for (long size = -1; size != 0; ) {
            StringBuilder line = line(in);
            size = size(line);
            left -= size + line.length();
            if (left < 0) {
                throw tooLarge();
            }
            in.skip(size);
            if (size > 0 && !line(in).isEmpty()) {
                throw new BadRequestException("chunk is longer than its size");
            }
        }
        for (StringBuilder trailer = line(in); !trailer.isEmpty(); trailer = line(in)) {
            left -= trailer.length();
            if (left < 0) {
                throw tooLarge();
            }
        }
    }

    private static long size(StringBuilder line) throws BadRequestException {
        long size = 0;
        int digits = 0;
        while (digits < line.length() && HttpGrammar.hexDigit(line.charAt(digits)) >= 0) {
            size = Math.min(Integer.MAX_VALUE, size << 4 | HttpGrammar.hexDigit(line.charAt(digits)));
            digits++;
        }
        boolean ends = digits == line.length() || line.charAt(digits) == ';';
        if (digits == 0 || !ends) {
            throw new BadRequestException("chunk must begin with its size");
        }
        return size;
    }

    private static StringBuilder line(RequestReader in) throws IOException, BadRequestException {
        StringBuilder line = new StringBuilder();
        for (int c = in.next(); c != '\r'; c = in.next()) {
            if (HttpGrammar.isControl(c) || line.length() == ConnectionLimits.HEAD_BYTES) {
                throw new BadRequestException("lines between chunks must end with CR LF");
            }
            line.append((char) c);
        }
        if (in.next() != '\n') {
            throw new BadRequestException("lines between chunks must end with CR LF");
        }
        return line;
    }
}
