package io.github.ecsmonitoring.exporter.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices and processes appear and vanish during a scrape: no page has a wrong value, no scrape hangs or crashes. */
@Timeout(60)
class ChangingMachineTest {
    private static final int SCRAPES = 60;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bcache",
                "bonding",
                "btrfs",
                "cpu",
                "cpufreq",
                "dmmultipath",
                "edac",
                "fibrechannel",
                "hwmon",
                "infiniband",
                "netclass",
                "nvme",
                "nvmesubsystem",
                "powersupplyclass",
                "processes",
                "rapl",
                "tapestats",
                "thermal_zone",
                "watchdog",
                "zfs"
            })
    void exposesNoWrongValueWhileFilesAppearAndVanish(String collector) throws Exception {
        CollectorType type = CollectorList.ALL.stream()
                .filter(each -> each.name().equals(collector))
                .findFirst()
                .orElseThrow();
        DamagedMachine machine = new DamagedMachine(type, folder);
        ExpectedSamples expected = new ExpectedSamples(machine.scrape());
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> changes = CompletableFuture.runAsync(() -> moveFiles(machine, over));
        try {
            for (int i = 0; i < SCRAPES; i++) {
                expected.assertNoWrongValue(machine.scrape());
            }
        } finally {
            over.set(true);
            changes.get();
        }
        assertThat(machine.scrape().isLike(machine.scrape()))
                .as("all files are back")
                .isTrue();
    }

    /** Moves each file and then each folder away and back. */
    private void moveFiles(DamagedMachine machine, AtomicBoolean over) {
        List<String> all = Stream.concat(machine.files().stream(), machine.folders().stream())
                .toList();
        try {
            for (int i = 0; !over.get(); i = (i + 1) % all.size()) {
                Path path = folder.resolve(all.get(i));
                Files.move(path, folder.resolve("away"));
                Files.move(folder.resolve("away"), path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
