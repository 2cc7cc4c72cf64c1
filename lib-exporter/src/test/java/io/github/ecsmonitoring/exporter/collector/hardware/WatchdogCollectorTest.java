package io.github.ecsmonitoring.exporter.collector.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Sysfs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchdogCollectorTest {
    @TempDir
    Path folder;

    private Sysfs machine;

    @BeforeEach
    void empty() {
        machine = new Sysfs(folder);
    }

    @Test
    void exposesATimer() throws IOException {
        machine.with("sys/class/watchdog/watchdog0", """
                        access_cs0: 0
                        bootstatus: 0x20
                        fw_version: 0
                        identity: Software Watchdog
                        nowayout: 0
                        options: 0x8380
                        pretimeout: 120
                        pretimeout_governor: noop
                        state: active
                        status: 0x8000
                        timeleft: 300
                        timeout: 60
                        """).with("sys/class/watchdog/watchdog1", """
                        uevent: x
                        """);
        assertThat(machine.page(new WatchdogCollector())).isEqualTo("""
                # HELP node_watchdog_access_cs0 Value of /sys/class/watchdog/<watchdog>/access_cs0
                # TYPE node_watchdog_access_cs0 gauge
                node_watchdog_access_cs0{name="watchdog0"} 0
                # HELP node_watchdog_bootstatus Value of /sys/class/watchdog/<watchdog>/bootstatus
                # TYPE node_watchdog_bootstatus gauge
                node_watchdog_bootstatus{name="watchdog0"} 32
                # HELP node_watchdog_fw_version Value of /sys/class/watchdog/<watchdog>/fw_version
                # TYPE node_watchdog_fw_version gauge
                node_watchdog_fw_version{name="watchdog0"} 0
                # HELP node_watchdog_info Info of /sys/class/watchdog/<watchdog>
                # TYPE node_watchdog_info gauge
                node_watchdog_info{identity="",name="watchdog1",options="",pretimeout_governor="",state="",status=""} 1
                node_watchdog_info{identity="Software Watchdog",name="watchdog0",options="0x8380",pretimeout_governor="noop",\
                state="active",status="0x8000"} 1
                # HELP node_watchdog_nowayout Value of /sys/class/watchdog/<watchdog>/nowayout
                # TYPE node_watchdog_nowayout gauge
                node_watchdog_nowayout{name="watchdog0"} 0
                # HELP node_watchdog_pretimeout_seconds Value of /sys/class/watchdog/<watchdog>/pretimeout
                # TYPE node_watchdog_pretimeout_seconds gauge
                node_watchdog_pretimeout_seconds{name="watchdog0"} 120
                # HELP node_watchdog_timeleft_seconds Value of /sys/class/watchdog/<watchdog>/timeleft
                # TYPE node_watchdog_timeleft_seconds gauge
                node_watchdog_timeleft_seconds{name="watchdog0"} 300
                # HELP node_watchdog_timeout_seconds Value of /sys/class/watchdog/<watchdog>/timeout
                # TYPE node_watchdog_timeout_seconds gauge
                node_watchdog_timeout_seconds{name="watchdog0"} 60
                """);
    }

    @Test
    void omitsFilesThatTheDriverDoesNotHave() throws IOException {
        machine.with("sys/class/watchdog/watchdog0", "timeout: 30").unreadable("sys/class/watchdog/watchdog0/timeleft");
        assertThat(machine.samples(new WatchdogCollector())).isEqualTo("""
                node_watchdog_info{identity="",name="watchdog0",options="",pretimeout_governor="",state="",status=""} 1
                node_watchdog_timeout_seconds{name="watchdog0"} 30
                """);
    }

    @Test
    void hasNoDataWithoutTheClassAndNoSamplesWithoutATimer() throws IOException {
        assertThat(page()).isEqualTo("NoDataException: there is no …/sys/class/watchdog");
        machine.with("sys/class/watchdog", "");
        assertThat(page()).isEmpty();
    }

    @Test
    void leavesOutTheMalformedFile() throws IOException {
        machine.with("sys/class/watchdog/watchdog0", "timeout: soon");
        assertThat(machine.error(new WatchdogCollector()))
                .isEqualTo("…/sys/class/watchdog/watchdog0/timeout: expected a whole number, got \"soon\"");
    }

    private String page() {
        return machine.failure(new WatchdogCollector());
    }
}
