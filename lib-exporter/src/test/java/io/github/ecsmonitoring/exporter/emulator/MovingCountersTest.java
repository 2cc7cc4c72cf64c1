package io.github.ecsmonitoring.exporter.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.json.JsonTree;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MovingCountersTest {
    private static final Instant NOW = Instant.parse("2026-11-20T07:00:00.5Z");

    @Test
    void continueAtTheRateOfTheFixture() throws Exception {
        assertThat(after(Duration.ofSeconds(30), """
                {"a": {
                  "read": "2026-11-20T06:20:10Z", "preread": "2026-11-20T06:20:00Z",
                  "cpu_stats": {"cpu_usage": {"total_usage": 5000, "percpu_usage": [3000, 2000]}, "online_cpus": 2, "throttled": 6},
                  "precpu_stats": {"cpu_usage": {"total_usage": 4000, "percpu_usage": [2400, 1600]}, "online_cpus": 2, "throttled": 6},
                  "memory_stats": {"usage": 1024},
                  "blkio_stats": {"bytes": [{"op": "read", "value": 8000}, {"op": "write", "value": 0}], "queue": null},
                  "networks": {"eth0": {"rx_bytes": 1000, "rx_packets": 10, "rx_dropped": 3, "tx_bytes": 500, "tx_packets": 5}},
                  "network_rate_stats": {"rx_bytes_per_sec": 20.5, "tx_bytes_per_sec": 0}
                }}
                """)).isEqualTo("""
                {"a":{\
                "read":"2026-11-20T07:00:00.500Z","preread":"2026-11-20T06:59:50.500Z",\
                "cpu_stats":{"cpu_usage":{"total_usage":8000,"percpu_usage":[4800,3200]},"online_cpus":2,"throttled":6},\
                "precpu_stats":{"cpu_usage":{"total_usage":7000,"percpu_usage":[4200,2800]},"online_cpus":2,"throttled":6},\
                "memory_stats":{"usage":1024},\
                "blkio_stats":{"bytes":[{"op":"read","value":8240},{"op":"write","value":0}],"queue":null},\
                "networks":{"eth0":{"rx_bytes":1615,"rx_packets":16,"rx_dropped":3,"tx_bytes":500,"tx_packets":5}},\
                "network_rate_stats":{"rx_bytes_per_sec":20.5,"tx_bytes_per_sec":0}\
                }}""");
    }

    @Test
    void doNotChangeForStoppedContainers() throws Exception {
        assertThat(after(Duration.ofSeconds(30), "{\"fargate\": null, \"ec2\": {}}"))
                .isEqualTo("{\"fargate\":null,\"ec2\":{}}");
    }

    @SuppressWarnings("unchecked")
    private static String after(Duration elapsed, String stats) throws IOException {
        return JsonText.of(MovingCounters.after(elapsed, NOW, (Map<String, Object>) JsonTree.parse("stats", stats)));
    }
}
