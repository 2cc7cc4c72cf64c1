package io.github.ecsmonitoring.exporter.collector.network;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The metric name of a driver's statistic: {@code Tx Bytes (good)} becomes
 * {@code node_ethtool_transmitted_bytes_good_}.
 *
 * @param plain the driver's name, with underscores for the characters that a metric name cannot contain
 * @param key the metric name without the special names of common statistics; statistics with equal keys are omitted
 */
record EthtoolName(String plain, String key, String metric, String help) {
    private static final Pattern FORBIDDEN = Pattern.compile("_*[^0-9A-Za-z_]+_*");
    private static final Pattern RECEIVED = Pattern.compile("(^|_)rx(_|$)");
    private static final Pattern TRANSMITTED = Pattern.compile("(^|_)tx(_|$)");

    private record Metric(String name, String help) {}

    /** Statistics that nearly all drivers have. */
    private static final Map<String, Metric> COMMON = Map.of(
            "rx_bytes", new Metric("received_bytes_total", "Network interface bytes received"),
            "rx_dropped", new Metric("received_dropped_total", "Number of received frames dropped"),
            "rx_errors", new Metric("received_errors_total", "Number of received frames with errors"),
            "rx_packets", new Metric("received_packets_total", "Network interface packets received"),
            "tx_bytes", new Metric("transmitted_bytes_total", "Network interface bytes sent"),
            "tx_errors", new Metric("transmitted_errors_total", "Number of sent frames with errors"),
            "tx_packets", new Metric("transmitted_packets_total", "Network interface packets sent"));

    static EthtoolName of(String statistic) {
        String plain = FORBIDDEN.matcher(statistic).replaceAll("_");
        String lower = plain.toLowerCase(Locale.ROOT);
        int from = 0;
        while (from < lower.length() && lower.charAt(from) == '_') {
            from++;
        }
        String received = RECEIVED.matcher(lower.substring(from)).replaceAll("$1received$2");
        String key = "node_ethtool_" + TRANSMITTED.matcher(received).replaceAll("$1transmitted$2");
        Metric common = COMMON.get(plain);
        return common == null
                ? new EthtoolName(plain, key, key, "Network interface " + plain)
                : new EthtoolName(plain, key, "node_ethtool_" + common.name, common.help);
    }
}
