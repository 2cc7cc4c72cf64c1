package io.github.ecsmonitoring.exporter.collector.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Sysfs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimeCollectorTest {
    @TempDir
    Path folder;

    private Sysfs machine;

    @BeforeEach
    void createMachine() {
        machine = new Sysfs(folder);
    }

    @Test
    void exposesTheTimeAndTheClockSources() throws IOException {
        machine.with(
                        "sys/devices/system/clocksource/clocksource0",
                        "available_clocksource: tsc hpet acpi_pm\ncurrent_clocksource: tsc")
                .with(
                        "sys/devices/system/clocksource/clocksource3",
                        "available_clocksource: arch_sys_counter\ncurrent_clocksource: x");
        double before = System.currentTimeMillis() / 1e3;
        String page = page();
        double after = System.currentTimeMillis() / 1e3;
        double now = Double.parseDouble(page.replaceAll("(?s).*\nnode_time_seconds (\\S+)\n.*", "$1"));
        assertThat(now).isBetween(before, after + 0.001);
        assertThat(page.replaceAll("(?m)^(node_time_seconds) .*", "$1")
                        .replaceAll("time_zone=\"[^\"]+\"", "time_zone=\"…\""))
                .isEqualTo("""
                # HELP node_time_clocksource_available_info Available clocksources read from '/sys/devices/system/clocksource'.
                # TYPE node_time_clocksource_available_info gauge
                node_time_clocksource_available_info{clocksource="acpi_pm",device="0"} 1
                node_time_clocksource_available_info{clocksource="arch_sys_counter",device="1"} 1
                node_time_clocksource_available_info{clocksource="hpet",device="0"} 1
                node_time_clocksource_available_info{clocksource="tsc",device="0"} 1
                # HELP node_time_clocksource_current_info Current clocksource read from '/sys/devices/system/clocksource'.
                # TYPE node_time_clocksource_current_info gauge
                node_time_clocksource_current_info{clocksource="tsc",device="0"} 1
                node_time_clocksource_current_info{clocksource="x",device="1"} 1
                # HELP node_time_seconds System time in seconds since epoch (1970).
                # TYPE node_time_seconds gauge
                node_time_seconds
                # HELP node_time_zone_offset_seconds System time zone offset in seconds.
                # TYPE node_time_zone_offset_seconds gauge
                node_time_zone_offset_seconds{time_zone="…"} %d
                """.formatted(TimeZone.getDefault().getOffset((long) (now * 1e3)) / 1000));
    }

    @Test
    void exposesTheTimeWithoutSysfs() {
        assertThat(page()).contains("\nnode_time_seconds ").doesNotContain("clocksource");
    }

    @Test
    void omitsTheClockSourceOfAMissingFile() throws IOException {
        machine.with("sys/devices/system/clocksource/clocksource0", "available_clocksource: tsc");
        assertThat(page())
                .contains("node_time_clocksource_available_info{clocksource=\"tsc\",device=\"0\"} 1")
                .doesNotContain("current_info");
    }

    private String page() {
        return machine.failure(new TimeCollector());
    }
}
