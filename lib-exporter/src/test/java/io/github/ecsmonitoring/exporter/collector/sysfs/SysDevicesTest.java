package io.github.ecsmonitoring.exporter.collector.sysfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.collector.Sysfs;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.host.io.ErrnoException;
import io.github.ecsmonitoring.exporter.scrape.NoDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SysDevicesTest {
    @TempDir
    Path folder;

    private HostReader reader;
    private SysFolder devices;

    @BeforeEach
    void createDevices() throws IOException {
        Sysfs machine = new Sysfs(folder)
                .with("sys/bus/a1", "id: 1")
                .with("sys/bus/a2", "id: 2")
                .with("sys/bus/b3", "id: 3")
                .with("sys/bus", "version: 4")
                .link("sys/bus/a9", "gone");
        reader = machine.host().open();
        devices = reader.sys("bus");
    }

    @Test
    void readsMatchingFolders() throws IOException {
        assertThat(SysDevices.read(devices, "*", device -> device.read("id").text()))
                .containsExactly("1", "2", "3");
        assertThat(SysDevices.readIfAny(
                        devices, "a[0-9]*", device -> device.read("id").text()))
                .containsExactly("1", "2");
        assertThat(SysDevices.read(devices, "*", device -> device.name().equals("a2") ? null : device.name()))
                .containsExactly("a1", "b3");
    }

    @Test
    void omitsADeviceThatIsRemovedWhileItIsRead() throws IOException {
        assertThat(SysDevices.read(devices, "*", device -> {
                    if (device.name().equals("a2")) {
                        Files.delete(Path.of(device.path("id")));
                        Files.delete(Path.of(device.path()));
                    }
                    return device.read("id").text();
                }))
                .containsExactly("1", "3");
    }

    @Test
    void leavesOutADeviceThatCannotBeRead() throws IOException {
        Files.delete(folder.resolve("sys/bus/a1/id"));
        Files.createDirectory(folder.resolve("sys/bus/a1/id"));
        assertThat(SysDevices.read(devices, "*", device -> device.read("id").text()))
                .containsExactly("2", "3");
        assertThat(reader.takeOmission().orElseThrow())
                .isExactlyInstanceOf(ErrnoException.class)
                .hasMessage(folder + "/sys/bus/a1/id: is a directory");
        Files.delete(folder.resolve("sys/bus/a2/id"));
        assertThat(SysDevices.readIfAny(
                        devices, "*2", device -> device.read("id").text()))
                .isEmpty();
        assertThat(reader.takeOmission().orElseThrow())
                .isExactlyInstanceOf(NoDataException.class)
                .hasMessage("there is no " + devices.path("a2/id"));
    }

    @Test
    void distinguishesAnAbsentFolderFromOneWithoutDevices() throws IOException {
        SysFolder none = devices.folder("none");
        assertThatThrownBy(() -> SysDevices.read(none, "*", SysFolder::name))
                .isInstanceOf(NoDataException.class)
                .hasMessage("there is no " + none.path());
        assertThat(SysDevices.readIfAny(none, "*", SysFolder::name)).isEmpty();
        assertThat(SysDevices.read(devices, "z*", SysFolder::name)).isEmpty();
    }
}
