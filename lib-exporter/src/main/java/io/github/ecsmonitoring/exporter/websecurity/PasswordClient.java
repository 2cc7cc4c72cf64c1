package io.github.ecsmonitoring.exporter.websecurity;

import java.net.InetSocketAddress;
import java.util.Arrays;

/**
 * The client that sent a password.
 *
 * @param network the IPv4 address, or the first half of the IPv6 address, since one machine has all of the second half
 * @param connection address and port
 */
record PasswordClient(String network, String connection) {
    private static final int IPV6_NETWORK_BYTES = 8;

    static PasswordClient of(InetSocketAddress client) {
        byte[] address = client.getAddress().getAddress();
        byte[] network = Arrays.copyOf(address, Math.min(address.length, IPV6_NETWORK_BYTES));
        return new PasswordClient(
                Arrays.toString(network), client.getAddress().getHostAddress() + '/' + client.getPort());
    }
}
