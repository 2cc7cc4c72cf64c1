package io.github.ecsmonitoring.exporter.ecs;

import java.net.InetSocketAddress;

/**
 * Host and port of a URL. Unlike {@link java.net.URI}, allows underscores in host names, which docker compose makes
 * from names of services.
 *
 * @param text as in the URL, such as {@code ecs_endpoints:8080}
 */
record ServerAddress(String text, String host, int port) {
    private static final int DEFAULT_PORT = 80;
    private static final int MAX_PORT = 0xffff;

    /** Null for a text that is not a host with or without a port. */
    static ServerAddress parse(String text) {
        int colon = text.indexOf(':', text.lastIndexOf(']') + 1);
        String host = colon < 0 ? text : text.substring(0, colon);
        int port = colon < 0 ? DEFAULT_PORT : port(text.substring(colon + 1));
        return isHost(host) && port >= 0 ? new ServerAddress(text, host, port) : null;
    }

    /** An address in brackets was checked by {@link java.net.URI}. */
    private static boolean isHost(String host) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        return !host.isEmpty()
                && (bracketed || host.chars().allMatch(c -> Character.isLetterOrDigit(c) || "._-".indexOf(c) >= 0));
    }

    private static int port(String text) {
        try {
            int port = Integer.parseUnsignedInt(text);
            return port <= MAX_PORT ? port : -1;
        } catch (NumberFormatException notANumber) {
            return -1;
        }
    }

    /** Resolves the host; unresolved if that fails. */
    InetSocketAddress resolve() {
        return new InetSocketAddress(host, port);
    }
}
