package io.github.ecsmonitoring.exporter.collector;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a driver's counter is called as a metric: {@code Tx Bytes (good)} is
 * {@code node_ethtool_transmitted_bytes_good_}. Made once for each name.
 *
 * @param plain the driver's name with underscores for what a metric's name can't hold
 * @param key the metric's name before some of them got another: counters of a device that agree in it are left out
 * @param metric the metric's name
 * @param help the metric's help text
 */
record EthtoolName(String plain, String key, String metric, String help) {
    private static final Pattern FORBIDDEN = Pattern.compile("_*[^0-9A-Za-z_]+_*");
    private static final Pattern RECEIVED = Pattern.compile("(^|_)rx(_|$)");
    private static final Pattern TRANSMITTED = Pattern.compile("(^|_)tx(_|$)");

    /** Counters that nearly all drivers have: name and help. */
    private static final Map<String, String[]> COMMON = Map.of(
            "rx_bytes", new String[] {"received_bytes_total", "Network interface bytes received"},
            "rx_dropped", new String[] {"received_dropped_total", "Number of received frames dropped"},
            "rx_errors", new String[] {"received_errors_total", "Number of received frames with errors"},
            "rx_packets", new String[] {"received_packets_total", "Network interface packets received"},
            "tx_bytes", new String[] {"transmitted_bytes_total", "Network interface bytes sent"},
            "tx_errors", new String[] {"transmitted_errors_total", "Number of sent frames with errors"},
            "tx_packets", new String[] {"transmitted_packets_total", "Network interface packets sent"});

    static EthtoolName of(String statistic) {
        String plain = FORBIDDEN.matcher(statistic).replaceAll("_");
        String lower = plain.toLowerCase(Locale.ROOT);
        int from = 0;
        while (from < lower.length() && lower.charAt(from) == '_') {
            from++;
        }
        String received = RECEIVED.matcher(lower.substring(from)).replaceAll("$1received$2");
        String key = "node_ethtool_" + TRANSMITTED.matcher(received).replaceAll("$1transmitted$2");
        String[] common = COMMON.get(plain);
        return common == null
                ? new EthtoolName(plain, key, key, "Network interface " + plain)
                : new EthtoolName(plain, key, "node_ethtool_" + common[0], common[1]);
    }
}
