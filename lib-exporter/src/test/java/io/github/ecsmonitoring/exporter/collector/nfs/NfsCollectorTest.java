package io.github.ecsmonitoring.exporter.collector.nfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.collector.Damage;
import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.collector.MachineCollector;
import io.github.ecsmonitoring.exporter.collector.Sysfs;
import io.github.ecsmonitoring.exporter.collector.nfs.NfsText.LineFormat;
import io.github.ecsmonitoring.exporter.scrape.NoDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NfsCollectorTest {
    @TempDir
    Path folder;

    @Test
    void exposesAllMetrics() throws IOException {
        assertThat(collector(machine()).page()).isEqualTo(Sysfs.resource("nfs.txt"));
    }

    @Test
    void hasNoDataWithoutNfs() {
        assertThatThrownBy(() -> collector(new Machine(folder)).page())
                .isExactlyInstanceOf(NoDataException.class)
                .hasMessage("the NFS client is not loaded: there is no " + folder + "/proc/net/rpc/nfs");
    }

    @Test
    void ignoresUnknownLines() throws IOException {
        Machine machine = machine().with("proc/net/rpc/nfs", "future 1 2 3\r\n\r\nnet 0 1 18446744073709551615 3\r\n");
        assertThat(collector(machine).samples()).startsWith("""
                node_nfs_connections_total 3
                node_nfs_packets_total{protocol="tcp"} 1.8446744073709552e+19
                node_nfs_packets_total{protocol="udp"} 1
                """).doesNotContain("rpc", "future");
    }

    @Test
    void exposesZeroCallsForAProtocolThatIsNotLoaded() throws IOException {
        Machine machine = machine().with("proc/net/rpc/nfs", "net 0 1 2 3\n");
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
        assertLeavesOut("rpc\n", ":1: expected 3 numbers, got 0 in \"rpc\"");
        assertLeavesOut("net 0 1 x 3\n", ":1: expected an unsigned number, got \"x\" in \"net 0 1 x 3\"");
        assertLeavesOut(
                "net 0 1 2 3\nproc3 22 1 2\n",
                ":2: expected the count of the numbers that follow, 2, got \"22\" in \"proc3 22 1 2\"");
        assertLeavesOut("proc3 2 1 2\n", ":1: expected 22 numbers, got 2 in \"proc3 2 1 2\"");
        assertLeavesOut("proc3\n", ":1: expected an unsigned number, got the end of the line in \"proc3\"");
    }

    @Test
    void reportsDamagedTextByFileAndLine() throws IOException {
        Map<String, LineFormat> formats = Map.of(
                "net", LineFormat.exactly(4), "th", LineFormat.beginningWith(2), "proc3", LineFormat.counted(3, 4));
        Damage.words("net 1 2 3 4\nth 8 0 0.000\nproc3 3 1 2 3\n", text -> NfsText.parse(text, formats));
    }

    private void assertLeavesOut(String text, String message) throws IOException {
        Machine machine = new Machine(folder).with("proc/net/rpc/nfs", text);
        assertThat(collector(machine).error()).endsWith("/proc/net/rpc/nfs" + message);
    }

    @Test
    void exposesZeroForProceduresThatOlderKernelsDoNotHave() throws IOException {
        Machine machine = machine().with("proc/net/rpc/nfs", "proc4 3 1 2 3\n");
        assertThat(collector(machine).samples())
                .contains("{method=\"Write\",proto=\"4\"} 3\n", "{method=\"Clone\",proto=\"4\"} 0\n");
    }

    private Machine machine() throws IOException {
        return new Machine(folder).with("proc/net/rpc/nfs", """
                        net 70 1 69 45
                        rpc 1218785755 374636 1218815394
                        proc2 18 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18
                        proc3 22 101 102 103 104 105 106 107 108 109 110 111 112 113 114 115 116 117 118 119 120 121 122
                        proc4 69 201 202 203 204 205 206 207 208 209 210 211 212 213 214 215 216 217 218 219 220 221 222 223 224 225 226 \
                        227 228 229 230 231 232 233 234 235 236 237 238 239 240 241 242 243 244 245 246 247 248 249 250 251 252 253 254 \
                        255 256 257 258 259 260 261 262 263 264 265 266 267 268 269
                        """);
    }

    private static MachineCollector collector(Machine machine) {
        return machine.collector(new NfsCollector());
    }
}
