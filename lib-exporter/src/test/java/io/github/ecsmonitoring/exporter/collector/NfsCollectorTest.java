package io.github.ecsmonitoring.exporter.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NfsCollectorTest {
    @TempDir
    Path folder;

    @Test
    void showsTheWholePage() throws IOException {
        assertThat(Machine.page(collector(machine()))).isEqualTo("""
                # HELP node_nfs_connections_total Total number of NFSd TCP connections.
                # TYPE node_nfs_connections_total counter
                node_nfs_connections_total 45
                # HELP node_nfs_packets_total Total NFSd network packets (sent+received) by protocol type.
                # TYPE node_nfs_packets_total counter
                node_nfs_packets_total{protocol="tcp"} 69
                node_nfs_packets_total{protocol="udp"} 1
                # HELP node_nfs_requests_total Number of NFS procedures invoked.
                # TYPE node_nfs_requests_total counter
                node_nfs_requests_total{method="Access",proto="3"} 105
                node_nfs_requests_total{method="Access",proto="4"} 218
                node_nfs_requests_total{method="Allocate",proto="4"} 256
                node_nfs_requests_total{method="BindConnToSession",proto="4"} 253
                node_nfs_requests_total{method="Clone",proto="4"} 259
                node_nfs_requests_total{method="Close",proto="4"} 209
                node_nfs_requests_total{method="Commit",proto="3"} 122
                node_nfs_requests_total{method="Commit",proto="4"} 204
                node_nfs_requests_total{method="Create",proto="2"} 10
                node_nfs_requests_total{method="Create",proto="3"} 109
                node_nfs_requests_total{method="Create",proto="4"} 226
                node_nfs_requests_total{method="CreateSession",proto="4"} 240
                node_nfs_requests_total{method="DeAllocate",proto="4"} 257
                node_nfs_requests_total{method="DelegReturn",proto="4"} 232
                node_nfs_requests_total{method="DestroyClientID",proto="4"} 254
                node_nfs_requests_total{method="DestroySession",proto="4"} 241
                node_nfs_requests_total{method="ExchangeID",proto="4"} 239
                node_nfs_requests_total{method="FreeStateID",proto="4"} 251
                node_nfs_requests_total{method="FsInfo",proto="3"} 120
                node_nfs_requests_total{method="FsInfo",proto="4"} 211
                node_nfs_requests_total{method="FsLocations",proto="4"} 235
                node_nfs_requests_total{method="FsStat",proto="2"} 18
                node_nfs_requests_total{method="FsStat",proto="3"} 119
                node_nfs_requests_total{method="FsidPresent",proto="4"} 238
                node_nfs_requests_total{method="GetACL",proto="4"} 233
                node_nfs_requests_total{method="GetAttr",proto="2"} 2
                node_nfs_requests_total{method="GetAttr",proto="3"} 102
                node_nfs_requests_total{method="GetDeviceInfo",proto="4"} 245
                node_nfs_requests_total{method="GetDeviceList",proto="4"} 252
                node_nfs_requests_total{method="GetLeaseTime",proto="4"} 243
                node_nfs_requests_total{method="Getattr",proto="4"} 219
                node_nfs_requests_total{method="LayoutCommit",proto="4"} 247
                node_nfs_requests_total{method="LayoutGet",proto="4"} 246
                node_nfs_requests_total{method="LayoutReturn",proto="4"} 248
                node_nfs_requests_total{method="LayoutStats",proto="4"} 258
                node_nfs_requests_total{method="Link",proto="2"} 13
                node_nfs_requests_total{method="Link",proto="3"} 116
                node_nfs_requests_total{method="Link",proto="4"} 224
                node_nfs_requests_total{method="Lock",proto="4"} 215
                node_nfs_requests_total{method="Lockt",proto="4"} 216
                node_nfs_requests_total{method="Locku",proto="4"} 217
                node_nfs_requests_total{method="Lookup",proto="2"} 5
                node_nfs_requests_total{method="Lookup",proto="3"} 104
                node_nfs_requests_total{method="Lookup",proto="4"} 220
                node_nfs_requests_total{method="LookupRoot",proto="4"} 221
                node_nfs_requests_total{method="MkDir",proto="2"} 15
                node_nfs_requests_total{method="MkDir",proto="3"} 110
                node_nfs_requests_total{method="MkNod",proto="3"} 112
                node_nfs_requests_total{method="Null",proto="2"} 1
                node_nfs_requests_total{method="Null",proto="3"} 101
                node_nfs_requests_total{method="Null",proto="4"} 201
                node_nfs_requests_total{method="Open",proto="4"} 205
                node_nfs_requests_total{method="OpenConfirm",proto="4"} 206
                node_nfs_requests_total{method="OpenDowngrade",proto="4"} 208
                node_nfs_requests_total{method="OpenNoattr",proto="4"} 207
                node_nfs_requests_total{method="PathConf",proto="3"} 121
                node_nfs_requests_total{method="Pathconf",proto="4"} 227
                node_nfs_requests_total{method="Read",proto="2"} 7
                node_nfs_requests_total{method="Read",proto="3"} 107
                node_nfs_requests_total{method="Read",proto="4"} 202
                node_nfs_requests_total{method="ReadDir",proto="2"} 17
                node_nfs_requests_total{method="ReadDir",proto="3"} 117
                node_nfs_requests_total{method="ReadDir",proto="4"} 230
                node_nfs_requests_total{method="ReadDirPlus",proto="3"} 118
                node_nfs_requests_total{method="ReadLink",proto="2"} 6
                node_nfs_requests_total{method="ReadLink",proto="3"} 106
                node_nfs_requests_total{method="ReadLink",proto="4"} 229
                node_nfs_requests_total{method="ReclaimComplete",proto="4"} 244
                node_nfs_requests_total{method="ReleaseLockowner",proto="4"} 236
                node_nfs_requests_total{method="Remove",proto="2"} 11
                node_nfs_requests_total{method="Remove",proto="3"} 113
                node_nfs_requests_total{method="Remove",proto="4"} 222
                node_nfs_requests_total{method="Rename",proto="2"} 12
                node_nfs_requests_total{method="Rename",proto="3"} 115
                node_nfs_requests_total{method="Rename",proto="4"} 223
                node_nfs_requests_total{method="Renew",proto="4"} 212
                node_nfs_requests_total{method="RmDir",proto="2"} 16
                node_nfs_requests_total{method="RmDir",proto="3"} 114
                node_nfs_requests_total{method="Root",proto="2"} 4
                node_nfs_requests_total{method="Secinfo",proto="4"} 237
                node_nfs_requests_total{method="SecinfoNoName",proto="4"} 249
                node_nfs_requests_total{method="Seek",proto="4"} 255
                node_nfs_requests_total{method="Sequence",proto="4"} 242
                node_nfs_requests_total{method="ServerCaps",proto="4"} 231
                node_nfs_requests_total{method="SetACL",proto="4"} 234
                node_nfs_requests_total{method="SetAttr",proto="2"} 3
                node_nfs_requests_total{method="SetAttr",proto="3"} 103
                node_nfs_requests_total{method="SetClientID",proto="4"} 213
                node_nfs_requests_total{method="SetClientIDConfirm",proto="4"} 214
                node_nfs_requests_total{method="Setattr",proto="4"} 210
                node_nfs_requests_total{method="StatFs",proto="4"} 228
                node_nfs_requests_total{method="SymLink",proto="2"} 14
                node_nfs_requests_total{method="SymLink",proto="3"} 111
                node_nfs_requests_total{method="Symlink",proto="4"} 225
                node_nfs_requests_total{method="TestStateID",proto="4"} 250
                node_nfs_requests_total{method="WrCache",proto="2"} 8
                node_nfs_requests_total{method="Write",proto="2"} 9
                node_nfs_requests_total{method="Write",proto="3"} 108
                node_nfs_requests_total{method="Write",proto="4"} 203
                # HELP node_nfs_rpc_authentication_refreshes_total Number of RPC authentication refreshes performed.
                # TYPE node_nfs_rpc_authentication_refreshes_total counter
                node_nfs_rpc_authentication_refreshes_total 1.218815394e+09
                # HELP node_nfs_rpc_retransmissions_total Number of RPC transmissions performed.
                # TYPE node_nfs_rpc_retransmissions_total counter
                node_nfs_rpc_retransmissions_total 374636
                # HELP node_nfs_rpcs_total Total number of RPCs performed.
                # TYPE node_nfs_rpcs_total counter
                node_nfs_rpcs_total 1.218785755e+09
                """);
    }

    @Test
    void hasNoDataWhereTheKernelHasNoNfs() {
        assertThatThrownBy(() -> Machine.page(collector(new Machine(folder)))).isInstanceOf(NoDataException.class);
    }

    @Test
    void passesOverLinesThatItDoesNotKnow() throws IOException {
        Machine machine = machine().with("proc/net/rpc/nfs", "future 1 2 3\r\n\r\nnet 0 1 18446744073709551615 3\r\n");
        assertThat(Machine.samples(collector(machine))).startsWith("""
                node_nfs_connections_total 3
                node_nfs_packets_total{protocol="tcp"} 1.8446744073709552e+19
                node_nfs_packets_total{protocol="udp"} 1
                """).doesNotContain("rpc", "future");
    }

    @Test
    void countsNoCallOfAProtocolThatIsNotLoaded() throws IOException {
        Machine machine = machine().with("proc/net/rpc/nfs", "net 0 1 2 3\n");
        assertThat(Machine.samples(collector(machine))).contains("{method=\"GetAttr\",proto=\"2\"} 0\n",
                "{method=\"Read\",proto=\"3\"} 0\n", "{method=\"Read\",proto=\"4\"} 0\n");
    }

    @Test
    void namesWhatIsMissingOrWrong() throws IOException {
        assertFails("", ": found no line of NFS statistics");
        assertFails("\0\1\2\n", ": found no line of NFS statistics");
        assertFails("net 0 1 2\n", ":1: expected 4 numbers, got 3 in \"net 0 1 2\"");
        assertFails("rpc\n", ":1: expected 3 numbers, got 0 in \"rpc\"");
        assertFails("net 0 1 x 3\n", ":1: expected an unsigned number, got \"x\" in \"net 0 1 x 3\"");
        assertFails("net 0 1 2 3\nproc3 22 1 2\n",
                ":2: expected the count of the numbers behind it, 2, got \"22\" in \"proc3 22 1 2\"");
        assertFails("proc3 2 1 2\n", ":1: expected 22 numbers, got 2 in \"proc3 2 1 2\"");
        assertFails("proc3\n", ":1: expected an unsigned number, got the end of the line in \"proc3\"");
    }

    private void assertFails(String text, String message) throws IOException {
        Machine machine = new Machine(folder).with("proc/net/rpc/nfs", text);
        assertThatThrownBy(() -> Machine.page(collector(machine))).isExactlyInstanceOf(IOException.class)
                .hasMessageEndingWith("/proc/net/rpc/nfs" + message);
    }

    @Test
    void countsNoneOfTheProceduresThatAnOlderKernelDoesNotHave() throws IOException {
        Machine machine = machine().with("proc/net/rpc/nfs", "proc4 3 1 2 3\n");
        assertThat(Machine.samples(collector(machine)))
                .contains("{method=\"Write\",proto=\"4\"} 3\n", "{method=\"Clone\",proto=\"4\"} 0\n");
    }

    private Machine machine() throws IOException {
        return new Machine(folder)
                .with("proc/net/rpc/nfs", """
                        net 70 1 69 45
                        rpc 1218785755 374636 1218815394
                        proc2 18 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18
                        proc3 22 101 102 103 104 105 106 107 108 109 110 111 112 113 114 115 116 117 118 119 120 121 122
                        proc4 69 201 202 203 204 205 206 207 208 209 210 211 212 213 214 215 216 217 218 219 220 221 222 223 224 225 226 \
                        227 228 229 230 231 232 233 234 235 236 237 238 239 240 241 242 243 244 245 246 247 248 249 250 251 252 253 254 \
                        255 256 257 258 259 260 261 262 263 264 265 266 267 268 269
                        """);
    }

    private static Collector collector(Machine machine) {
        return machine.collector(flags -> NfsCollector::new);
    }
}
