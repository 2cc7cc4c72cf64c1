package io.github.ecsmonitoring.exporter.collector.nfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Damage;
import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.collector.MachineCollector;
import io.github.ecsmonitoring.exporter.collector.Sysfs;
import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountstatsCollectorTest {
    private static final String MOUNT = "device a:/ mounted on /a with fstype nfs4 statvers=1.1\n";

    @TempDir
    Path folder;

    @Test
    void exposesAllMetrics() throws IOException {
        assertThat(collector(machine()).page()).isEqualTo(Sysfs.resource("mountstats.txt"));
    }

    @Test
    void exposesNothingWithoutNfsMounts() throws IOException {
        Machine machine = machine().with("proc/self/mountstats", "device /dev/vda mounted on / with fstype ext4\r\n");
        assertThat(collector(machine).page()).isEmpty();
    }

    @Test
    void leavesTheAddressEmptyIfMountinfoHasNone() throws IOException {
        assertThat(collector(machine().with("proc/self/mountinfo", "")).samples())
                .contains("mountaddr=\"\",mountpoint=\"/efs\"");
    }

    @Test
    void omitsMissingLines() throws IOException {
        Machine machine = machine().with("proc/self/mountstats", MOUNT + " xprt: tcp 1 2 3 4 5 6 7 8 9 10 11 12 13\n");
        assertThat(collector(machine).samples())
                .contains("transport_bind_total{export=\"a:/\"")
                .doesNotContain("bytes", "event", "age", "operations");
    }

    @Test
    void parsesRdmaConnections() throws IOException {
        String numbers = "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19";
        List<NfsMount> mounts = parse(MOUNT + " xprt: rdma " + numbers + "\n");
        assertThat(mounts.getFirst().transports().getFirst().numbers())
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0);
    }

    @Test
    void leavesOutMalformedText() throws IOException {
        assertThat(collector(machine().with("proc/self/mountinfo", "26 1 0:5 / /\n"))
                        .error())
                .endsWith("mountinfo:1: expected at least 10 fields, got 5 in \"26 1 0:5 / /\"");
        assertLeavesOut("device x\n", "1: expected \"device … mounted on … with fstype …\" in \"device x\"");
        assertLeavesOut(MOUNT + " bytes: 1 2\n", "2: expected 8 numbers, got 2 in \" bytes: 1 2\"");
        assertLeavesOut(MOUNT + " bytes: 1 x\n", "2: expected an unsigned number, got \"x\" in \" bytes: 1 x\"");
        assertLeavesOut(MOUNT + " events:\r\n", "2: expected 27 numbers, got 0 in \" events:\"");
        assertLeavesOut(MOUNT + " age: old\n", "2: expected a number, got \"old\" in \" age: old\"");
        assertLeavesOut(
                MOUNT + " xprt: vsock 1\n", "2: expected tcp, udp or rdma, got \"vsock\" in \" xprt: vsock 1\"");
        assertLeavesOut(MOUNT + " xprt: tcp 1\n", "2: expected 13 numbers, got 1 in \" xprt: tcp 1\"");
        assertLeavesOut(MOUNT + " per-op statistics\n READ: 1 2\n", "3: expected 8 numbers, got 2 in \" READ: 1 2\"");
        assertLeavesOut(MOUNT + " per-op statistics\n\0\1\n", "3: expected 8 numbers, got 0 in \"\0\1\"");
        assertLeavesOut(
                MOUNT + " bytes: 18446744073709551616\n",
                "2: expected an unsigned number, got \"18446744073709551616\" in \" bytes: 18446744073709551616\"");
    }

    @Test
    void reportsDamagedTextByFileAndLine() throws IOException {
        Damage.words("""
                device a:/ mounted on /a with fstype nfs4 statvers=1.1
                 age: 13968
                 bytes: 1 2 3 4 5 6 7 8
                 events: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27
                 xprt: tcp 832 1 2 3 4 6428 6429 7 12154 8 24 26 5726
                 xprt: udp 832 0 6428 6429 1 12154 2 3 4 5
                 per-op statistics
                  READ: 1 2 3 4 5 6 7 8 9

                device tmpfs mounted on /tmp with fstype tmpfs
                """, NfsMount::parse);
        Damage.words(
                "40 26 0:42 / /efs rw shared:7 - nfs4 efs:/ rw,vers=4.1,addr=10.0.1.9\n",
                MountstatsCollector::parseAddresses);
    }

    private static List<NfsMount> parse(String text) throws IOException {
        return NfsMount.parse(KernelText.of("mountstats", text));
    }

    private void assertLeavesOut(String text, String message) throws IOException {
        Machine machine = new Machine(folder).with("proc/self/mountstats", text).with("proc/self/mountinfo", "");
        assertThat(collector(machine).error()).isEqualTo(folder + "/proc/self/mountstats:" + message);
    }

    private Machine machine() throws IOException {
        return new Machine(folder).with("proc/self/mountstats", """
                        device /dev/vda mounted on / with fstype ext4
                        device efs:/ mounted on /efs with fstype nfs4 statvers=1.1
                        \topts:\trw,vers=4.1,rsize=1048576,wsize=1048576,proto=tcp,nconnect=2
                        \tage:\t13968
                        \tcaps:\tcaps=0xfff7,wtmult=512,dtsize=32768,bsize=0,namlen=255
                        \tevents:\t1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27
                        \tbytes:\t1207640230 2 3 4 1210214218 6 295483 18446744073709551615
                        \tRPC iostats version: 1.1  p/v: 100003/4 (nfs)
                        \txprt:\ttcp 832 1 2 3 9007199254740993 6428 6429 7 12154 8 24 26 5726
                        \txprt:\ttcp 833 0 1 0 11 64 65 0 12 0 2 3 4
                        \tper-op statistics
                        \t        READ: 1298 1299 1 207680 1210292152 6 79386 79407 3
                        \t       WRITE: 0 0 0 0 0 18446743919241604546 0 0

                        device efs:/ mounted on /again with fstype nfs4 statvers=1.1
                        \tage:\t1
                        \txprt:\ttcp 832 1 2 3 11 6428 6429 7 12154 8 24 26 5726
                        \tper-op statistics

                        device tmpfs mounted on /tmp with fstype tmpfs
                        device nas:/old mounted on /old with fstype nfs statvers=1.0
                        \tage:\t7
                        \tevents:\t1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
                        \tbytes:\t1 0 0 0 0 0 0 0
                        \txprt:\tudp 832 0 6428 6429 1 12154 2
                        \tper-op statistics
                        \t        NULL: 1 1 0 44 24 0 1 2

                        """).with("proc/self/mountinfo", """
                        26 1 259:1 / / rw,noatime shared:1 - ext4 /dev/vda rw
                        40 26 0:42 / /efs rw shared:7 - nfs4 efs:/ rw,vers=4.1,addr=10.0.1.9
                        41 26 0:42 / /again rw shared:8 - nfs4 efs:/ rw,vers=4.1,addr=10.0.1.9
                        42 26 0:43 / /tmp rw shared:9 - tmpfs tmpfs rw
                        43 26 0:44 / /old rw shared:9 - nfs nas:/old rw,mountaddr=10.0.0.1,addr=10.0.0.2
                        """);
    }

    private static MachineCollector collector(Machine machine) {
        return machine.collector(new MountstatsCollector());
    }
}
