package io.github.ecsmonitoring.exporter.http;

import java.net.InetSocketAddress;

/** A socket address, whose text is made when it is logged. */
record HostPort(InetSocketAddress address) {

    @Override
    public String toString() {
        return of(address);
    }

    /** {@code :9100} for all addresses, {@code 127.0.0.1:9100}, {@code [0:0:0:0:0:0:0:1]:9100}. */
    static String of(InetSocketAddress address) {
        String host = address.getAddress().isAnyLocalAddress()
                ? ""
                : address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
