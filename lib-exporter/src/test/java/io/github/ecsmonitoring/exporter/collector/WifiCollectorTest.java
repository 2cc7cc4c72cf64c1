package io.github.ecsmonitoring.exporter.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.flags.FlagException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WifiCollectorTest {
    @TempDir
    Path folder;

    private Machine machine;

    @BeforeEach
    void putUpAnAccessPoint() throws IOException {
        machine = new Machine(folder)
                .with("interfaces.json", """
                        [{"name": "wlp2s0", "frequency": 5180}, {"name": "ap0", "frequency": 2437}, {"frequency": 1}]""")
                .with("wlp2s0/bss.json", "{\"ssid\": \"a \\\"b\\\"\", \"bssid\": \"AgAAAAAB\", \"status\": 1}")
                .with("ap0/stationinfo.json", """
                        [{"hardwareaddr": "AgAAAAAC", "connected": 90061000000001, "inactive": 1500000000, "receivebitrate": 6000000,
                          "transmitbitrate": 54000000, "receivedbytes": 1, "transmittedbytes": 2, "receivedpackets": 3,
                          "transmittedpackets": 4, "signal": -71, "transmitretries": 5, "transmitfailed": 6, "beaconloss": 7}]""");
    }

    @Test
    void showsDevicesNetworksAndStations() throws IOException {
        assertThat(Machine.page(collector())).isEqualTo("""
                # HELP node_wifi_interface_frequency_hertz The current frequency a WiFi interface is operating at, in hertz.
                # TYPE node_wifi_interface_frequency_hertz gauge
                node_wifi_interface_frequency_hertz{device="ap0"} 2.437e+09
                node_wifi_interface_frequency_hertz{device="wlp2s0"} 5.18e+09
                # HELP node_wifi_station_beacon_loss_total The total number of times a station has detected a beacon loss.
                # TYPE node_wifi_station_beacon_loss_total counter
                node_wifi_station_beacon_loss_total{device="ap0",mac_address="02:00:00:00:00:02"} 7
                # HELP node_wifi_station_connected_seconds_total The total number of seconds a station has been connected to an access point.
                # TYPE node_wifi_station_connected_seconds_total counter
                node_wifi_station_connected_seconds_total{device="ap0",mac_address="02:00:00:00:00:02"} 90061.000000001
                # HELP node_wifi_station_inactive_seconds The number of seconds since any wireless activity has occurred on a station.
                # TYPE node_wifi_station_inactive_seconds gauge
                node_wifi_station_inactive_seconds{device="ap0",mac_address="02:00:00:00:00:02"} 1.5
                # HELP node_wifi_station_info Labeled WiFi interface station information as provided by the operating system.
                # TYPE node_wifi_station_info gauge
                node_wifi_station_info{bssid="02:00:00:00:00:01",device="wlp2s0",mode="client",ssid="a \\"b\\""} 1
                # HELP node_wifi_station_receive_bits_per_second The current WiFi receive bitrate of a station, in bits per second.
                # TYPE node_wifi_station_receive_bits_per_second gauge
                node_wifi_station_receive_bits_per_second{device="ap0",mac_address="02:00:00:00:00:02"} 6e+06
                # HELP node_wifi_station_receive_bytes_total The total number of bytes received by a WiFi station.
                # TYPE node_wifi_station_receive_bytes_total counter
                node_wifi_station_receive_bytes_total{device="ap0",mac_address="02:00:00:00:00:02"} 1
                # HELP node_wifi_station_received_packets_total The total number of packets received by a station.
                # TYPE node_wifi_station_received_packets_total counter
                node_wifi_station_received_packets_total{device="ap0",mac_address="02:00:00:00:00:02"} 3
                # HELP node_wifi_station_signal_dbm The current WiFi signal strength, in decibel-milliwatts (dBm).
                # TYPE node_wifi_station_signal_dbm gauge
                node_wifi_station_signal_dbm{device="ap0",mac_address="02:00:00:00:00:02"} -71
                # HELP node_wifi_station_transmit_bits_per_second The current WiFi transmit bitrate of a station, in bits per second.
                # TYPE node_wifi_station_transmit_bits_per_second gauge
                node_wifi_station_transmit_bits_per_second{device="ap0",mac_address="02:00:00:00:00:02"} 5.4e+07
                # HELP node_wifi_station_transmit_bytes_total The total number of bytes transmitted by a WiFi station.
                # TYPE node_wifi_station_transmit_bytes_total counter
                node_wifi_station_transmit_bytes_total{device="ap0",mac_address="02:00:00:00:00:02"} 2
                # HELP node_wifi_station_transmit_failed_total The total number of times a station has failed to send a packet.
                # TYPE node_wifi_station_transmit_failed_total counter
                node_wifi_station_transmit_failed_total{device="ap0",mac_address="02:00:00:00:00:02"} 6
                # HELP node_wifi_station_transmit_retries_total The total number of times a station has had to retry while sending a packet.
                # TYPE node_wifi_station_transmit_retries_total counter
                node_wifi_station_transmit_retries_total{device="ap0",mac_address="02:00:00:00:00:02"} 5
                # HELP node_wifi_station_transmitted_packets_total The total number of packets transmitted by a station.
                # TYPE node_wifi_station_transmitted_packets_total counter
                node_wifi_station_transmitted_packets_total{device="ap0",mac_address="02:00:00:00:00:02"} 4
                """);
    }

    @ParameterizedTest
    @CsvSource({"0, client", "1, client", "2, unknown", "3, ad-hoc", "4, unknown"})
    void namesTheModeOfANetwork(String status, String mode) throws IOException {
        machine.with("wlp2s0/bss.json", "{\"Status\": " + status + "}");
        assertThat(Machine.samples(collector()))
                .contains("node_wifi_station_info{bssid=\"\",device=\"wlp2s0\",mode=\"" + mode + "\",ssid=\"\"} 1\n");
    }

    @Test
    void refusesToStartWithoutTestFiles() {
        assertThatThrownBy(() -> machine.collector(WifiCollector::declare))
                .isExactlyInstanceOf(FlagException.class)
                .hasMessage(
                        "--collector.wifi is not supported: this exporter does not ask the kernel for wireless devices");
    }

    @Test
    void namesWhatIsMissingOrWrong() throws IOException {
        machine.with("wlp2s0/bss.json", "{\"bssid\": \"?\"}");
        assertThatThrownBy(() -> Machine.page(collector()))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(folder + "/wlp2s0/bss.json: expected base 64 for bssid, got \"?\"");
        machine.with("interfaces.json", "[{\"name\": 1}]");
        assertThatThrownBy(() -> Machine.page(collector()))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(folder + "/interfaces.json: expected a string for name, got 1");
        machine.without("interfaces.json");
        assertThatThrownBy(() -> Machine.page(collector())).isExactlyInstanceOf(NoSuchFileException.class);
    }

    private Collector collector() {
        return machine.collector(WifiCollector::declare, "--collector.wifi.fixtures=" + folder);
    }
}
