package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.FlagException;
import io.github.ecsmonitoring.exporter.flags.Flags;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Wireless devices and their stations. Only from node_exporter's test files ({@code --collector.wifi.fixtures}):
 * nothing that runs ECS has a wireless device, so the kernel's nl80211 is not asked, and without that flag the exporter
 * does not start.
 *
 * <pre>
 * node_wifi_station_signal_dbm{device="wlan0",mac_address="aa:bb:cc:dd:ee:ff"} -52
 * </pre>
 *
 * @see <a href="https://wireless.docs.kernel.org/en/latest/en/developers/documentation/nl80211.html">Kernel:
 *     nl80211</a>
 */
final class WifiCollector implements Collector {
    private record Metric(MetricType type, String member, String name, String help) {}

    private static final List<Metric> DURATIONS = List.of(
            new Metric(
                    MetricType.COUNTER,
                    "connected",
                    "node_wifi_station_connected_seconds_total",
                    "The total number of seconds a station has been connected to an access point."),
            new Metric(
                    MetricType.GAUGE,
                    "inactive",
                    "node_wifi_station_inactive_seconds",
                    "The number of seconds since any wireless activity has occurred on a station."));
    private static final List<Metric> NUMBERS = List.of(
            new Metric(
                    MetricType.GAUGE,
                    "receivebitrate",
                    "node_wifi_station_receive_bits_per_second",
                    "The current WiFi receive bitrate of a station, in bits per second."),
            new Metric(
                    MetricType.GAUGE,
                    "transmitbitrate",
                    "node_wifi_station_transmit_bits_per_second",
                    "The current WiFi transmit bitrate of a station, in bits per second."),
            new Metric(
                    MetricType.COUNTER,
                    "receivedbytes",
                    "node_wifi_station_receive_bytes_total",
                    "The total number of bytes received by a WiFi station."),
            new Metric(
                    MetricType.COUNTER,
                    "transmittedbytes",
                    "node_wifi_station_transmit_bytes_total",
                    "The total number of bytes transmitted by a WiFi station."),
            new Metric(
                    MetricType.GAUGE,
                    "signal",
                    "node_wifi_station_signal_dbm",
                    "The current WiFi signal strength, in decibel-milliwatts (dBm)."),
            new Metric(
                    MetricType.COUNTER,
                    "transmitretries",
                    "node_wifi_station_transmit_retries_total",
                    "The total number of times a station has had to retry while sending a packet."),
            new Metric(
                    MetricType.COUNTER,
                    "transmitfailed",
                    "node_wifi_station_transmit_failed_total",
                    "The total number of times a station has failed to send a packet."),
            new Metric(
                    MetricType.COUNTER,
                    "beaconloss",
                    "node_wifi_station_beacon_loss_total",
                    "The total number of times a station has detected a beacon loss."),
            new Metric(
                    MetricType.COUNTER,
                    "transmittedpackets",
                    "node_wifi_station_transmitted_packets_total",
                    "The total number of packets transmitted by a station."),
            new Metric(
                    MetricType.COUNTER,
                    "receivedpackets",
                    "node_wifi_station_received_packets_total",
                    "The total number of packets received by a station."));

    private static final int AUTHENTICATED = 0;
    private static final int ASSOCIATED = 1;
    private static final int JOINED = 3;

    private final Path fixtures;

    private WifiCollector(Path fixtures) {
        this.fixtures = fixtures;
    }

    static CollectorType.Factory declare(Flags flags) {
        Flag<String> fixtures =
                flags.text("collector.wifi.fixtures", "", "test fixtures to use for wifi collector metrics");
        return (paths, log) -> {
            if (fixtures.value().isEmpty()) {
                throw new FlagException(
                        "--collector.wifi is not supported: this exporter does not ask the kernel for wireless devices");
            }
            return new WifiCollector(Path.of(fixtures.value()));
        };
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        for (JsonFixture device : JsonFixture.readAll(fixtures.resolve("interfaces.json"))) {
            String name = device.text("name");
            // A virtual device has none.
            if (!name.isEmpty()) {
                out.gauge(
                        "node_wifi_interface_frequency_hertz",
                        "The current frequency a WiFi interface is operating at, in hertz.",
                        device.number("frequency") * 1000 * 1000,
                        "device",
                        name);
                collectNetwork(out, name);
                collectStations(out, name);
            }
        }
    }

    private void collectNetwork(MetricSink out, String device) throws IOException {
        try {
            JsonFixture bss = JsonFixture.read(fixtures.resolve(device).resolve("bss.json"));
            out.gauge(
                    "node_wifi_station_info",
                    "Labeled WiFi interface station information as provided by the operating system.",
                    1,
                    "device",
                    device,
                    "bssid",
                    bss.hardwareAddress("bssid"),
                    "ssid",
                    bss.text("ssid"),
                    "mode",
                    mode(bss.number("status")));
        } catch (NoSuchFileException notConnected) {
            // a device that is no one's client has no network
        }
    }

    private void collectStations(MetricSink out, String device) throws IOException {
        List<JsonFixture> stations;
        try {
            stations = JsonFixture.readAll(fixtures.resolve(device).resolve("stationinfo.json"));
        } catch (NoSuchFileException noStations) {
            return;
        }
        for (JsonFixture station : stations) {
            String address = station.hardwareAddress("hardwareaddr");
            for (Metric metric : DURATIONS) {
                out.add(
                        metric.type,
                        metric.name,
                        metric.help,
                        station.seconds(metric.member),
                        "device",
                        device,
                        "mac_address",
                        address);
            }
            for (Metric metric : NUMBERS) {
                out.add(
                        metric.type,
                        metric.name,
                        metric.help,
                        station.number(metric.member),
                        "device",
                        device,
                        "mac_address",
                        address);
            }
        }
    }

    private static String mode(double status) {
        return switch ((int) status) {
            case AUTHENTICATED, ASSOCIATED -> "client";
            case JOINED -> "ad-hoc";
            default -> "unknown";
        };
    }
}
