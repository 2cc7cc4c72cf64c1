package io.github.ecsmonitoring.exporter.collector.network;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;

/**
 * The ports and link modes that a network device supports, and those that it advertises to its link partner.
 *
 * @param supported bits of ETHTOOL_LINK_MODE, of which ETHTOOL_GSET returns the first 32
 * @param advertising the same bits for what is advertised
 * @param autonegotiate 1 if autonegotiation is enabled
 */
record EthtoolLink(int supported, int advertising, int autonegotiate) {
    private static final int AUTONEGOTIATE = 6;
    private static final int PAUSE = 13;
    private static final int ASYMMETRIC_PAUSE = 14;
    private static final double MEGABIT = 1_000_000.0 / 8.0;

    private record Port(int bit, String type) {}

    private static final Port[] PORTS = {
        new Port(7, "TP"),
        new Port(8, "AUI"),
        new Port(9, "MII"),
        new Port(10, "FIBRE"),
        new Port(11, "BNC"),
        new Port(16, "Backplane"),
    };

    private record Speed(int bit, int megabits, String duplex, String medium) {
        static Speed full(int bit, int megabits, String medium) {
            return new Speed(bit, megabits, "full", medium);
        }

        static Speed half(int bit, int megabits, String medium) {
            return new Speed(bit, megabits, "half", medium);
        }
    }

    /** Without bit 15 (2500baseX), as in node_exporter. */
    private static final Speed[] SPEEDS = {
        Speed.half(0, 10, "T"), Speed.full(1, 10, "T"), Speed.half(2, 100, "T"), Speed.full(3, 100, "T"),
        Speed.half(4, 1000, "T"), Speed.full(5, 1000, "T"), Speed.full(12, 10000, "T"), Speed.full(17, 1000, "KX"),
        Speed.full(18, 10000, "KX4"), Speed.full(19, 10000, "KR"), Speed.full(20, 10000, "R_FEC"),
                Speed.full(21, 20000, "MLD2"),
        Speed.full(22, 20000, "KR2"), Speed.full(23, 40000, "KR4"), Speed.full(24, 40000, "CR4"),
                Speed.full(25, 40000, "SR4"),
        Speed.full(26, 40000, "LR4"), Speed.full(27, 56000, "KR4"), Speed.full(28, 56000, "CR4"),
                Speed.full(29, 56000, "SR4"),
        Speed.full(30, 56000, "LR4"), Speed.full(31, 25000, "CR"),
    };

    void emit(MetricSink out, String device) {
        for (Port port : PORTS) {
            if (has(supported, port.bit)) {
                out.gauge(
                        "node_network_supported_port_info",
                        "Type of ports or PHYs supported by network device",
                        1,
                        "device",
                        device,
                        "type",
                        port.type);
            }
        }
        emit(out, device, supported, "supported", "If this port device supports ", "supported by network device");
        emit(out, device, advertising, "advertised", "If this port device offers ", "offered by network device");
        out.gauge("node_network_autonegotiate", "If this port is using autonegotiate", autonegotiate, "device", device);
    }

    private static void emit(MetricSink out, String device, int modes, String kind, String doesHelp, String byHelp) {
        for (Speed speed : SPEEDS) {
            if (has(modes, speed.bit)) {
                out.gauge(
                        "node_network_" + kind + "_speed_bytes",
                        "Combination of speeds and features " + byHelp,
                        speed.megabits * MEGABIT,
                        "device",
                        device,
                        "duplex",
                        speed.duplex,
                        "mode",
                        speed.megabits + "base" + speed.medium);
            }
        }
        String suffix = kind.equals("advertised") ? "capability" : "frames";
        emitMode(out, device, "autonegotiate_" + kind, doesHelp + "autonegotiate", has(modes, AUTONEGOTIATE));
        emitMode(out, device, "pause_" + kind, doesHelp + "pause " + suffix, has(modes, PAUSE));
        emitMode(
                out,
                device,
                "asymmetricpause_" + kind,
                doesHelp + "asymmetric pause " + suffix,
                has(modes, ASYMMETRIC_PAUSE));
    }

    private static void emitMode(MetricSink out, String device, String name, String help, boolean enabled) {
        out.gauge("node_network_" + name, help, enabled ? 1 : 0, "device", device);
    }

    private static boolean has(int modes, int bit) {
        return (modes >>> bit & 1) != 0;
    }
}
