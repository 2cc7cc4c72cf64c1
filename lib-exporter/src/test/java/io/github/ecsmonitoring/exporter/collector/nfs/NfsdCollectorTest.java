package io.github.ecsmonitoring.exporter.collector.nfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.collector.MachineCollector;
import io.github.ecsmonitoring.exporter.collector.Sysfs;
import io.github.ecsmonitoring.exporter.scrape.NoDataException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NfsdCollectorTest {
    @TempDir
    Path folder;

    @Test
    void exposesAllMetrics() throws IOException {
        assertThat(collector(machine()).page()).isEqualTo(Sysfs.resource("nfsd.txt"));
    }

    @Test
    void hasNoDataWithoutNfs() {
        assertThatThrownBy(() -> collector(new Machine(folder)).page())
                .isExactlyInstanceOf(NoDataException.class)
                .hasMessage("the NFS server is not loaded: there is no " + folder + "/proc/net/rpc/nfsd");
    }

    @Test
    void ignoresUnknownLines() throws IOException {
        Machine machine = machine().with("proc/net/rpc/nfsd", "future 1 2 3\r\n\r\nnet 0 1 18446744073709551615 3\r\n");
        assertThat(collector(machine).samples()).startsWith("""
                node_nfsd_connections_total 3
                node_nfsd_packets_total{proto="tcp"} 1.8446744073709552e+19
                node_nfsd_packets_total{proto="udp"} 1
                """).doesNotContain("rpc", "future");
    }

    @Test
    void exposesZeroCallsForAProtocolThatIsNotLoaded() throws IOException {
        Machine machine = machine().with("proc/net/rpc/nfsd", "net 0 1 2 3\n");
        assertThat(collector(machine).samples())
                .contains(
                        "{method=\"GetAttr\",proto=\"2\"} 0\n",
                        "{method=\"Read\",proto=\"3\"} 0\n",
                        "{method=\"Read\",proto=\"4\"} 0\n");
    }

    @Test
    void leavesOutMissingAndMalformedFields() throws IOException {
        assertLeavesOut("", ": expected a line of NFS statistics, found none");
        assertLeavesOut("\0\1\2\n", ": expected a line of NFS statistics, found none");
        assertLeavesOut("net 0 1 2\n", ":1: expected 4 numbers, got 3 in \"net 0 1 2\"");
        assertLeavesOut("rpc\n", ":1: expected 5 numbers, got 0 in \"rpc\"");
        assertLeavesOut("net 0 1 x 3\n", ":1: expected an unsigned number, got \"x\" in \"net 0 1 x 3\"");
        assertLeavesOut(
                "net 0 1 2 3\nproc3 22 1 2\n",
                ":2: expected the count of the numbers that follow, 2, got \"22\" in \"proc3 22 1 2\"");
        assertLeavesOut("proc3 2 1 2\n", ":1: expected 22 numbers, got 2 in \"proc3 2 1 2\"");
        assertLeavesOut("proc3\n", ":1: expected an unsigned number, got the end of the line in \"proc3\"");
    }

    private void assertLeavesOut(String text, String message) throws IOException {
        Machine machine = new Machine(folder).with("proc/net/rpc/nfsd", text);
        assertThat(collector(machine).error()).endsWith("/proc/net/rpc/nfsd" + message);
    }

    private Machine machine() throws IOException {
        return new Machine(folder).with("proc/net/rpc/nfsd", """
                        rc 5 6 18622
                        fh 7 0 0 0 0
                        io 157286400 72864
                        th 8 0 0.000 0.000 0.000 0.000 0.000 0.000 0.000 0.000 0.000 0.000
                        ra 32 0 0 0 0 0 0 0 0 0 0 9
                        net 972 55 917 1
                        rpc 18628 6 1 2 3
                        proc2 18 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18
                        proc3 22 101 102 103 104 105 106 107 108 109 110 111 112 113 114 115 116 117 118 119 120 121 122
                        proc4 2 2 10853
                        proc4ops 76 1000 1001 1002 1003 1004 1005 1006 1007 1008 1009 1010 1011 1012 1013 1014 1015 1016 1017 1018 1019 \
                        1020 1021 1022 1023 1024 1025 1026 1027 1028 1029 1030 1031 1032 1033 1034 1035 1036 1037 1038 1039 1040 1041 \
                        1042 1043 1044 1045 1046 1047 1048 1049 1050 1051 1052 1053 1054 1055 1056 1057 1058 1059 1060 1061 1062 1063 \
                        1064 1065 1066 1067 1068 1069 1070 1071 1072 1073 1074 1075
                        wdeleg_getattr 16
                        """);
    }

    private static MachineCollector collector(Machine machine) {
        return machine.collector(new NfsdCollector());
    }
}
