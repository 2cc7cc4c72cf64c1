package io.github.ecsmonitoring.exporter.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.flags.Flags;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorsTest {
    @TempDir
    Path folder;

    @Test
    void switchesAllSevenOnByDefault() {
        assertThat(names()).containsExactly("cpu", "diskstats", "filesystem", "loadavg", "meminfo", "netdev", "uname");
    }

    @Test
    void switchesOneOff() {
        assertThat(names("--no-collector.cpu", "--no-collector.uname"))
                .containsExactly("diskstats", "filesystem", "loadavg", "meminfo", "netdev");
    }

    @Test
    void leavesOnlyWhatIsNamedWithoutTheDefaults() {
        assertThat(names("--collector.disable-defaults", "--collector.cpu", "--no-collector.uname")).containsExactly("cpu");
        assertThat(names("--collector.disable-defaults")).isEmpty();
    }

    private List<String> names(String... commandLine) {
        Flags flags = new Flags();
        Collectors collectors = new Collectors(flags);
        flags.parse(List.of(commandLine));
        Machine machine = new Machine(folder);
        return collectors.create(machine.paths(), machine.log()).names();
    }
}
