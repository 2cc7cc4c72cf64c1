package io.github.ecsmonitoring.exporter.collector.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Damage;
import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountTest {
    @TempDir
    Path folder;

    @Test
    void parsesAnyNumberOfOptionalFields() throws IOException {
        assertThat(parse("""
                27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
                28 27 259:1 / /data rw,noatime shared:1 - xfs /dev/nvme1n1 rw,attr2
                29 27 0:44 / /efs rw shared:2 master:3 propagate_from:4 unbindable - nfs4 fs-1.efs.eu-west-1.amazonaws.com:/ rw,vers=4.1
                """))
                .containsExactly(
                        new Mount("/dev/vda", "/", "ext4", "254", "0", false),
                        new Mount("/dev/nvme1n1", "/data", "xfs", "259", "1", false),
                        new Mount("fs-1.efs.eu-west-1.amazonaws.com:/", "/efs", "nfs4", "0", "44", false));
    }

    @Test
    void parsesAnEmptySourceCarriageReturnsAndALastLineWithoutNewline() throws IOException {
        assertThat(parse("30 25 0:27 / /run rw - tmpfs  rw\r\n31 25 0:28 / /tmp rw - tmpfs none rw"))
                .containsExactly(
                        new Mount("", "/run", "tmpfs", "0", "27", false),
                        new Mount("none", "/tmp", "tmpfs", "0", "28", false));
    }

    @Test
    void unescapesTheMountPoint() throws IOException {
        assertThat(parse("1 1 8:1 / /a\\040b\\011c\\134x2d\\012e\\303\\274 rw - ext4 /dev/a\\040b rw"))
                .containsExactly(new Mount("/dev/a\\040b", "/a b\tc\\x2d\neü", "ext4", "8", "1", false));
    }

    @Test
    void acceptsSpacesInTheOptionsOfTheFileSystem() throws IOException {
        assertThat(parse("1 1 0:9 / /a rw shared:1 master:2 - overlay none rw,lowerdir=/a b - c d,upperdir=/e,ro"))
                .containsExactly(new Mount("none", "/a", "overlay", "0", "9", true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rw            | rw                   | false
            ro            | rw                   | true
            rw,nosuid     | ro,size=4k           | true
            rw            | rw,emergency_ro      | true
            rw            | rw,errors=remount-ro | false
            emergency_ro  | rw                   | false
            rro,robust    | rw                   | false
            """)
    void isReadOnlyByMountOrSuperblockOptions(String options, String superOptions, boolean readOnly)
            throws IOException {
        assertThat(parse("1 1 8:1 / /a " + options + " - ext4 /dev/a " + superOptions)
                        .getFirst()
                        .readOnly())
                .isEqualTo(readOnly);
    }

    @Test
    void parsesAnEmptyFile() throws IOException {
        assertThat(parse("")).isEmpty();
    }

    @Test
    void leavesOutMissingAndMalformedFields() throws IOException {
        String good = "27 1 254:0 / / rw - ext4 /dev/vda rw\n";
        assertLeavesOut(
                good + "28 1 254:0 / /data rw", 2, "expected at least 10 fields, got 6", "28 1 254:0 / /data rw");
        assertLeavesOut("\n", 1, "expected at least 10 fields, got 1", "");
        assertLeavesOut(
                "27 1 254:0 / / rw shared:1 ext4 /dev/vda rw",
                1,
                "expected the separator \"-\" before the last three fields",
                "27 1 254:0 / / rw shared:1 ext4 /dev/vda rw");
        assertLeavesOut(
                "27 1 254 / / rw - ext4 /dev/vda rw",
                1,
                "expected \"major:minor\", got \"254\"",
                "27 1 254 / / rw - ext4 /dev/vda rw");
        assertLeavesOut(
                "27 1 a:b / / rw - ext4 /dev/vda rw",
                1,
                "expected \"major:minor\", got \"a:b\"",
                "27 1 a:b / / rw - ext4 /dev/vda rw");
        assertLeavesOut(
                "27 1 1:2:3 / / rw - ext4 /dev/vda rw",
                1,
                "expected \"major:minor\", got \"1:2:3\"",
                "27 1 1:2:3 / / rw - ext4 /dev/vda rw");
        assertLeavesOut("\0\1\2", 1, "expected at least 10 fields, got 1", "\0\1\2");
    }

    @Test
    void reportsDamagedTextByFileAndLine() throws IOException {
        Damage.words("28 27 259:1 / /data rw,noatime shared:1 - xfs /dev/nvme1n1 rw,attr2\n", Mount::parse);
    }

    private static List<Mount> parse(String text) throws IOException {
        return Mount.parse(KernelText.of("/proc/1/mountinfo", text));
    }

    private void assertLeavesOut(String text, int line, String problem, String shown) throws IOException {
        Machine machine = new Machine(folder).with("proc/1/mountinfo", text);
        assertThat(machine.collector((host, out) -> Mount.parse(host.proc("1/mountinfo")))
                        .error())
                .isEqualTo(folder + "/proc/1/mountinfo:" + line + ": " + problem + " in \"" + shown + '"');
    }
}
