package io.github.ecsmonitoring.exporter.http;

/** Status codes and their reason phrases. */
final class StatusCode {
    private StatusCode() {}

    /** For example {@code 404 Not Found}. A status that the exporter does not use has an empty reason phrase. */
    static String text(int status) {
        return switch (status) {
            case 200 -> "200 OK";
            case 307 -> "307 Temporary Redirect";
            case 400 -> "400 Bad Request";
            case 401 -> "401 Unauthorized";
            case 404 -> "404 Not Found";
            case 413 -> "413 Content Too Large";
            case 417 -> "417 Expectation Failed";
            case 429 -> "429 Too Many Requests";
            case 431 -> "431 Request Header Fields Too Large";
            case 500 -> "500 Internal Server Error";
            case 501 -> "501 Not Implemented";
            case 503 -> "503 Service Unavailable";
            case 505 -> "505 HTTP Version Not Supported";
            default -> status + " ";
        };
    }
}
