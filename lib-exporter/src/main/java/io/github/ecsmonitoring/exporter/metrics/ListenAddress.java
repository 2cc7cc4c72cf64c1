package io.github.ecsmonitoring.exporter.metrics;

import io.github.ecsmonitoring.exporter.flags.FlagException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Parses {@code --web.listen-address}: {@code :9100} (all addresses), {@code 127.0.0.1:9100}, {@code [::1]:9100} or
 * {@code host:9100}.
 */
public final class ListenAddress {
    private ListenAddress() {}

    /**
     * Resolves the host.
     *
     * @throws FlagException if the text is not an address with a port, or the host is unknown
     */
    public static InetSocketAddress parse(String text) {
        if (text.startsWith("vsock://")) {
            throw new FlagException("--web.listen-address " + text + ": vsock is not supported, use TCP such as :9100");
        }
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (colon < 0 || host.contains(":") && !bracketed) {
            throw wrong(text);
        }
        int port = port(text, text.substring(colon + 1));
        try {
            return host.isEmpty()
                    ? new InetSocketAddress(port)
                    : new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            throw new FlagException("--web.listen-address " + text + ": no such host '" + host + "'");
        }
    }

    private static int port(String text, String port) {
        try {
            int number = Integer.parseInt(port);
            if (number >= 0 && number <= 65_535) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // reported below
        }
        throw wrong(text);
    }

    private static FlagException wrong(String text) {
        return new FlagException(
                "--web.listen-address must be ADDRESS:PORT with a port from 0 to 65535, such as :9100 or 127.0.0.1:9100, got '"
                        + text + "'");
    }
}
