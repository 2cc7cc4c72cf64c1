package io.github.ecsmonitoring.exporter.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NfsdCollectorTest {
    @TempDir
    Path folder;

    @Test
    void showsTheWholePage() throws IOException {
        assertThat(Machine.page(collector(machine()))).isEqualTo("""
                # HELP node_nfsd_connections_total Total number of NFSd TCP connections.
                # TYPE node_nfsd_connections_total counter
                node_nfsd_connections_total 1
                # HELP node_nfsd_disk_bytes_read_total Total NFSd bytes read.
                # TYPE node_nfsd_disk_bytes_read_total counter
                node_nfsd_disk_bytes_read_total 1.572864e+08
                # HELP node_nfsd_disk_bytes_written_total Total NFSd bytes written.
                # TYPE node_nfsd_disk_bytes_written_total counter
                node_nfsd_disk_bytes_written_total 72864
                # HELP node_nfsd_file_handles_stale_total Total number of NFSd stale file handles
                # TYPE node_nfsd_file_handles_stale_total counter
                node_nfsd_file_handles_stale_total 7
                # HELP node_nfsd_packets_total Total NFSd network packets (sent+received) by protocol type.
                # TYPE node_nfsd_packets_total counter
                node_nfsd_packets_total{proto="tcp"} 917
                node_nfsd_packets_total{proto="udp"} 55
                # HELP node_nfsd_read_ahead_cache_not_found_total Total number of NFSd read ahead cache not found.
                # TYPE node_nfsd_read_ahead_cache_not_found_total counter
                node_nfsd_read_ahead_cache_not_found_total 9
                # HELP node_nfsd_read_ahead_cache_size_blocks How large the read ahead cache is in blocks.
                # TYPE node_nfsd_read_ahead_cache_size_blocks gauge
                node_nfsd_read_ahead_cache_size_blocks 32
                # HELP node_nfsd_reply_cache_hits_total Total number of NFSd Reply Cache hits (client lost server response).
                # TYPE node_nfsd_reply_cache_hits_total counter
                node_nfsd_reply_cache_hits_total 5
                # HELP node_nfsd_reply_cache_misses_total Total number of NFSd Reply Cache an operation that requires caching (idempotent).
                # TYPE node_nfsd_reply_cache_misses_total counter
                node_nfsd_reply_cache_misses_total 6
                # HELP node_nfsd_reply_cache_nocache_total Total number of NFSd Reply Cache non-idempotent operations (rename/delete/…).
                # TYPE node_nfsd_reply_cache_nocache_total counter
                node_nfsd_reply_cache_nocache_total 18622
                # HELP node_nfsd_requests_total Total number NFSd Requests by method and protocol.
                # TYPE node_nfsd_requests_total counter
                node_nfsd_requests_total{method="Access",proto="3"} 105
                node_nfsd_requests_total{method="Access",proto="4"} 1003
                node_nfsd_requests_total{method="Close",proto="4"} 1004
                node_nfsd_requests_total{method="Commit",proto="3"} 122
                node_nfsd_requests_total{method="Commit",proto="4"} 1005
                node_nfsd_requests_total{method="Create",proto="2"} 10
                node_nfsd_requests_total{method="Create",proto="3"} 109
                node_nfsd_requests_total{method="Create",proto="4"} 1006
                node_nfsd_requests_total{method="DelegPurge",proto="4"} 1007
                node_nfsd_requests_total{method="DelegReturn",proto="4"} 1008
                node_nfsd_requests_total{method="FsInfo",proto="3"} 120
                node_nfsd_requests_total{method="FsStat",proto="2"} 18
                node_nfsd_requests_total{method="FsStat",proto="3"} 119
                node_nfsd_requests_total{method="GetAttr",proto="2"} 2
                node_nfsd_requests_total{method="GetAttr",proto="3"} 102
                node_nfsd_requests_total{method="GetAttr",proto="4"} 1009
                node_nfsd_requests_total{method="GetFH",proto="4"} 1010
                node_nfsd_requests_total{method="Link",proto="2"} 13
                node_nfsd_requests_total{method="Link",proto="3"} 116
                node_nfsd_requests_total{method="Link",proto="4"} 1011
                node_nfsd_requests_total{method="Lock",proto="4"} 1012
                node_nfsd_requests_total{method="Lockt",proto="4"} 1013
                node_nfsd_requests_total{method="Locku",proto="4"} 1014
                node_nfsd_requests_total{method="Lookup",proto="2"} 5
                node_nfsd_requests_total{method="Lookup",proto="3"} 104
                node_nfsd_requests_total{method="Lookup",proto="4"} 1015
                node_nfsd_requests_total{method="LookupRoot",proto="4"} 1016
                node_nfsd_requests_total{method="MkDir",proto="2"} 15
                node_nfsd_requests_total{method="MkDir",proto="3"} 110
                node_nfsd_requests_total{method="MkNod",proto="3"} 112
                node_nfsd_requests_total{method="Nverify",proto="4"} 1017
                node_nfsd_requests_total{method="Open",proto="4"} 1018
                node_nfsd_requests_total{method="OpenAttr",proto="4"} 1019
                node_nfsd_requests_total{method="OpenConfirm",proto="4"} 1020
                node_nfsd_requests_total{method="OpenDgrd",proto="4"} 1021
                node_nfsd_requests_total{method="PathConf",proto="3"} 121
                node_nfsd_requests_total{method="PutFH",proto="4"} 1022
                node_nfsd_requests_total{method="Read",proto="2"} 7
                node_nfsd_requests_total{method="Read",proto="3"} 107
                node_nfsd_requests_total{method="Read",proto="4"} 1025
                node_nfsd_requests_total{method="ReadDir",proto="2"} 17
                node_nfsd_requests_total{method="ReadDir",proto="3"} 117
                node_nfsd_requests_total{method="ReadDir",proto="4"} 1026
                node_nfsd_requests_total{method="ReadDirPlus",proto="3"} 118
                node_nfsd_requests_total{method="ReadLink",proto="2"} 6
                node_nfsd_requests_total{method="ReadLink",proto="3"} 106
                node_nfsd_requests_total{method="ReadLink",proto="4"} 1027
                node_nfsd_requests_total{method="RelLockOwner",proto="4"} 1039
                node_nfsd_requests_total{method="Remove",proto="2"} 11
                node_nfsd_requests_total{method="Remove",proto="3"} 113
                node_nfsd_requests_total{method="Remove",proto="4"} 1028
                node_nfsd_requests_total{method="Rename",proto="2"} 12
                node_nfsd_requests_total{method="Rename",proto="3"} 115
                node_nfsd_requests_total{method="Rename",proto="4"} 1029
                node_nfsd_requests_total{method="Renew",proto="4"} 1030
                node_nfsd_requests_total{method="RestoreFH",proto="4"} 1031
                node_nfsd_requests_total{method="RmDir",proto="2"} 16
                node_nfsd_requests_total{method="RmDir",proto="3"} 114
                node_nfsd_requests_total{method="Root",proto="2"} 4
                node_nfsd_requests_total{method="SaveFH",proto="4"} 1032
                node_nfsd_requests_total{method="SecInfo",proto="4"} 1033
                node_nfsd_requests_total{method="SetAttr",proto="2"} 3
                node_nfsd_requests_total{method="SetAttr",proto="3"} 103
                node_nfsd_requests_total{method="SetAttr",proto="4"} 1034
                node_nfsd_requests_total{method="SetClientID",proto="4"} 1035
                node_nfsd_requests_total{method="SetClientIDConfirm",proto="4"} 1036
                node_nfsd_requests_total{method="SymLink",proto="2"} 14
                node_nfsd_requests_total{method="SymLink",proto="3"} 111
                node_nfsd_requests_total{method="Verify",proto="4"} 1037
                node_nfsd_requests_total{method="WdelegGetattr",proto="4"} 16
                node_nfsd_requests_total{method="WrCache",proto="2"} 8
                node_nfsd_requests_total{method="Write",proto="2"} 9
                node_nfsd_requests_total{method="Write",proto="3"} 108
                node_nfsd_requests_total{method="Write",proto="4"} 1038
                # HELP node_nfsd_rpc_errors_total Total number of NFSd RPC errors by error type.
                # TYPE node_nfsd_rpc_errors_total counter
                node_nfsd_rpc_errors_total{error="auth"} 2
                node_nfsd_rpc_errors_total{error="cInt"} 3
                node_nfsd_rpc_errors_total{error="fmt"} 1
                # HELP node_nfsd_server_rpcs_total Total number of NFSd RPCs.
                # TYPE node_nfsd_server_rpcs_total counter
                node_nfsd_server_rpcs_total 18628
                # HELP node_nfsd_server_threads Total number of NFSd kernel threads that are running.
                # TYPE node_nfsd_server_threads gauge
                node_nfsd_server_threads 8
                """);
    }

    @Test
    void hasNoDataWhereTheKernelHasNoNfs() {
        assertThatThrownBy(() -> Machine.page(collector(new Machine(folder)))).isInstanceOf(NoDataException.class);
    }

    @Test
    void passesOverLinesThatItDoesNotKnow() throws IOException {
        Machine machine = machine().with("proc/net/rpc/nfsd", "future 1 2 3\r\n\r\nnet 0 1 18446744073709551615 3\r\n");
        assertThat(Machine.samples(collector(machine))).startsWith("""
                node_nfsd_connections_total 3
                node_nfsd_packets_total{proto="tcp"} 1.8446744073709552e+19
                node_nfsd_packets_total{proto="udp"} 1
                """).doesNotContain("rpc", "future");
    }

    @Test
    void countsNoCallOfAProtocolThatIsNotLoaded() throws IOException {
        Machine machine = machine().with("proc/net/rpc/nfsd", "net 0 1 2 3\n");
        assertThat(Machine.samples(collector(machine))).contains("{method=\"GetAttr\",proto=\"2\"} 0\n",
                "{method=\"Read\",proto=\"3\"} 0\n", "{method=\"Read\",proto=\"4\"} 0\n");
    }

    @Test
    void namesWhatIsMissingOrWrong() throws IOException {
        assertFails("", ": found no line of NFS statistics");
        assertFails("\0\1\2\n", ": found no line of NFS statistics");
        assertFails("net 0 1 2\n", ":1: expected 4 numbers, got 3 in \"net 0 1 2\"");
        assertFails("rpc\n", ":1: expected 5 numbers, got 0 in \"rpc\"");
        assertFails("net 0 1 x 3\n", ":1: expected an unsigned number, got \"x\" in \"net 0 1 x 3\"");
        assertFails("net 0 1 2 3\nproc3 22 1 2\n",
                ":2: expected the count of the numbers behind it, 2, got \"22\" in \"proc3 22 1 2\"");
        assertFails("proc3 2 1 2\n", ":1: expected 22 numbers, got 2 in \"proc3 2 1 2\"");
        assertFails("proc3\n", ":1: expected an unsigned number, got the end of the line in \"proc3\"");
    }

    private void assertFails(String text, String message) throws IOException {
        Machine machine = new Machine(folder).with("proc/net/rpc/nfsd", text);
        assertThatThrownBy(() -> Machine.page(collector(machine))).isExactlyInstanceOf(IOException.class)
                .hasMessageEndingWith("/proc/net/rpc/nfsd" + message);
    }

    private Machine machine() throws IOException {
        return new Machine(folder)
                .with("proc/net/rpc/nfsd", """
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

    private static Collector collector(Machine machine) {
        return machine.collector(flags -> NfsdCollector::new);
    }
}
