package io.github.ecsmonitoring.exporter.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.host.ErrnoException;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SysDevicesTest {
    @TempDir
    Path folder;

    private SysFolder devices;

    @BeforeEach
    void threeDevices() throws IOException {
        new Sysfs(folder)
                .with("bus/a1", "id: 1")
                .with("bus/a2", "id: 2")
                .with("bus/b3", "id: 3")
                .with("bus", "version: 4")
                .link("bus/a9", "gone");
        devices = new SysFolder(folder.resolve("bus"));
    }

    @Test
    void readsTheFoldersThatFit() throws IOException {
        assertThat(SysDevices.read(devices, "*", device -> device.text("id"))).containsExactly("1", "2", "3");
        assertThat(SysDevices.readIfAny(devices, "a[0-9]*", device -> device.text("id")))
                .containsExactly("1", "2");
        assertThat(SysDevices.read(devices, "*", device -> device.name().equals("a2") ? null : device.name()))
                .containsExactly("a1", "b3");
    }

    @Test
    void leavesOutADeviceThatIsTakenOutMeanwhile() throws IOException {
        assertThat(SysDevices.read(devices, "*", device -> {
                    if (device.name().equals("a2")) {
                        Files.delete(device.path().resolve("id"));
                        Files.delete(device.path());
                    }
                    return device.text("id");
                }))
                .containsExactly("1", "3");
    }

    @Test
    void failsForADeviceThatIsThereAndCanNotBeRead() throws IOException {
        assertThatThrownBy(() -> SysDevices.read(devices, "*", device -> device.text("other")))
                .isInstanceOf(NoDataException.class)
                .hasMessage("there is no " + devices.path().resolve("a1/other"));
        assertThatThrownBy(() -> SysDevices.readIfAny(devices, "*", device -> device.text("other")))
                .isInstanceOf(NoSuchFileException.class);
        Files.delete(folder.resolve("bus/a1/id"));
        Files.createDirectory(folder.resolve("bus/a1/id"));
        assertThatThrownBy(() -> SysDevices.read(devices, "*", device -> device.text("id")))
                .isExactlyInstanceOf(ErrnoException.class)
                .hasMessage(folder + "/bus/a1/id: is a directory");
    }

    @Test
    void tellsAFolderThatIsNotThereFromOneWithoutDevices() throws IOException {
        SysFolder none = devices.in("none");
        assertThatThrownBy(() -> SysDevices.read(none, "*", SysFolder::name))
                .isInstanceOf(NoDataException.class)
                .hasMessage("there is no " + none.path());
        assertThat(SysDevices.readIfAny(none, "*", SysFolder::name)).isEmpty();
        assertThat(SysDevices.read(devices, "z*", SysFolder::name)).isEmpty();
    }
}
