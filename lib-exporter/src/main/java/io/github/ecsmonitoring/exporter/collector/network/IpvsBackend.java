package io.github.ecsmonitoring.exporter.collector.network;

import io.github.ecsmonitoring.exporter.host.KernelNumber;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.netlink.IpText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A backend of the IPVS load balancer and the service that it belongs to, from {@code /proc/net/ip_vs}.
 *
 * <pre>
 * TCP  0A000001:0050 rr
 *   -&gt; 0A000109:1F90      Masq    100    7          2
 * </pre>
 *
 * @param protocol {@code TCP}, {@code UDP}, or {@code FWM} for a service that is selected by a firewall mark
 * @param mark the firewall mark in hexadecimal; empty for other services
 * @param values weight, active and inactive connections
 */
record IpvsBackend(String protocol, Endpoint local, String mark, Endpoint remote, double[] values) {
    private static final Endpoint NONE = new Endpoint("", "0");
    private static final int V4_LENGTH = 8;
    private static final int PORT_LENGTH = 4;

    /** An IP address and a port as text. */
    record Endpoint(String address, String port) {

        /** IPv4 is {@code C0A80016:0CEA}, IPv6 {@code [2001:0db8:…:0001]:0CEA}. */
        static Endpoint parse(KernelText text) throws IOException {
            String field = text.nextString();
            int colon = field.lastIndexOf(':');
            if (colon < 0 || field.length() - colon - 1 != PORT_LENGTH) {
                throw text.expected("an address and a port");
            }
            return new Endpoint(address(text, field.substring(0, colon)), port(text, field, colon + 1));
        }

        private static String port(KernelText text, String field, int from) throws IOException {
            try {
                return Long.toString(KernelNumber.parseHexadecimal(field, from, field.length()));
            } catch (NumberFormatException notANumber) {
                throw text.expected("an address and a port");
            }
        }

        private static String address(KernelText text, String address) throws IOException {
            try {
                if (address.length() == V4_LENGTH) {
                    return IpText.of(HexFormat.of().parseHex(address));
                }
                // Eight groups in brackets are never looked up as a host name.
                if (address.startsWith("[")
                        && address.endsWith("]")
                        && address.chars().filter(c -> c == ':').count() == 7) {
                    return IpText.of(InetAddress.getByName(address).getAddress());
                }
            } catch (IllegalArgumentException | UnknownHostException notAnAddress) {
                // reported below
            }
            throw text.expected("an IP address");
        }
    }

    static List<IpvsBackend> parse(KernelText text) throws IOException {
        List<IpvsBackend> backends = new ArrayList<>();
        String protocol = "";
        String mark = "";
        Endpoint local = NONE;
        while (text.nextLine()) {
            int fields = text.fieldCount();
            if (fields < 2) {
                continue;
            }
            String first = text.nextString();
            if (first.equals("TCP") || first.equals("UDP")) {
                protocol = first;
                mark = "";
                local = Endpoint.parse(text);
            } else if (first.equals("FWM")) {
                protocol = first;
                mark = text.nextString();
                local = NONE;
            } else if (first.equals("->") && fields >= 6 && !text.line().contains("RemoteAddress:Port")) {
                Endpoint remote = Endpoint.parse(text);
                text.nextString();
                double[] values = {text.nextUnsigned(), text.nextUnsigned(), text.nextUnsigned()};
                backends.add(new IpvsBackend(protocol, local, mark, remote, values));
            }
        }
        return backends;
    }
}
