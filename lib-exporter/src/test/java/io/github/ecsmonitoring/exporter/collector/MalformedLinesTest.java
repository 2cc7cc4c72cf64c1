package io.github.ecsmonitoring.exporter.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A line or a number that cannot be read costs only its own samples. */
class MalformedLinesTest {
    @TempDir
    Path folder;

    @Test
    void statOmitsANegativeCountAndCpuTheTimeOfThatMode() throws IOException {
        String stat = """
                cpu  0 0 0 0
                cpu0 100 200 300 400 -5 600 700 800
                cpu1 1 2 3 400 500 600 700 800
                ctxt -1
                btime 1700000000
                softirq 9 1 -2 3 4 5 6 7 8 9 10
                """;
        assertThat(samples("stat", "proc/stat", stat, "--collector.stat.softirq"))
                .contains("node_boot_time_seconds 1.7e+09\n", "node_softirqs_total{vector=\"net_tx\"} 3\n")
                .doesNotContain("node_context_switches_total", "\"timer\"");
        assertThat(samples("cpu", "proc/stat", stat, "--no-collector.cpu.guest"))
                .contains("""
                        node_cpu_seconds_total{cpu="0",mode="idle"} 4
                        node_cpu_seconds_total{cpu="0",mode="irq"} 6
                        """, "node_cpu_seconds_total{cpu=\"1\",mode=\"iowait\"} 5\n");
    }

    @Test
    void aTableOmitsTheNumber() throws IOException {
        assertThat(samples("loadavg", "proc/loadavg", "0.1 x 0.3 1/2 3\n"))
                .isEqualTo("node_load1 0.1\nnode_load15 0.3\n");
        assertThat(samples("filefd", "proc/sys/fs/file-nr", "970 0 x\n")).isEqualTo("node_filefd_allocated 970\n");
        assertThat(samples(
                        "diskstats",
                        "proc/diskstats",
                        "8 0 sda 1 x 3 4 5 6 7 8 9 10 11\n8 16 sdb 1 2 3 4 5 6 7 8 9 10 11\n"))
                .contains("reads_completed_total{device=\"sda\"} 1\n", "reads_merged_total{device=\"sdb\"} 2\n")
                .doesNotContain("reads_merged_total{device=\"sda\"}");
        assertThat(samples(
                        "netdev",
                        "proc/net/dev",
                        "Inter\n face\n eth0: x 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n",
                        "--no-collector.netdev.netlink"))
                .contains("node_network_receive_packets_total{device=\"eth0\"} 2\n")
                .doesNotContain("receive_bytes");
        assertThat(samples("interrupts", "proc/interrupts", " CPU0 CPU1\nLOC: 1 x Local timer\n"))
                .isEqualTo("""
                node_interrupts_total{cpu="0",devices="",info="Local timer",type="LOC"} 1
                """);
        assertThat(samples("softirqs", "proc/softirqs", "CPU0 CPU1\nHI: x 2\n"))
                .isEqualTo("node_softirqs_functions_total{cpu=\"1\",type=\"HI\"} 2\n");
        assertThat(samples("netstat", "proc/net/snmp", "Tcp: InSegs OutSegs\nTcp: x 2\n"))
                .isEqualTo("node_netstat_Tcp_OutSegs 2\n");
        assertThat(samples("sockstat", "proc/net/sockstat", "TCP: inuse x orphan 2\n"))
                .isEqualTo("node_sockstat_TCP_orphan 2\n");
    }

    @Test
    void aListOmitsTheLine() throws IOException {
        assertThat(samples("meminfo", "proc/meminfo", "MemTotal: x kB\nMemFree: 2 kB\n"))
                .isEqualTo("node_memory_MemFree_bytes 2048\n");
        assertThat(samples("vmstat", "proc/vmstat", "pgpgin -1\npgpgout 2\n")).isEqualTo("node_vmstat_pgpgout 2\n");
        assertThat(samples("cgroups", "proc/cgroups", "cpu 1 x 1\nmemory 2 3 1\n"))
                .isEqualTo("""
                node_cgroups_cgroups{subsys_name="memory"} 3
                node_cgroups_enabled{subsys_name="memory"} 1
                """);
        assertThat(samples("buddyinfo", "proc/buddyinfo", "Node 0, zone\nNode 0, zone DMA32 x 4\n"))
                .isEqualTo("""
                node_buddyinfo_blocks{node="0",size="1",zone="DMA32"} 4
                """);
        assertThat(samples("schedstat", "proc/schedstat", "cpu0 1 2\ncpu1 0 0 0 0 0 0 1000000000 x 3\n"))
                .isEqualTo("""
                        node_schedstat_running_seconds_total{cpu="1"} 1
                        node_schedstat_timeslices_total{cpu="1"} 3
                        """);
        assertThat(samples("softnet", "proc/net/softnet_stat", "x\n1 2 3 4 5 6 7 8 9\n"))
                .contains("node_softnet_processed_total{cpu=\"1\"} 1\n")
                .doesNotContain("cpu=\"0\"");
        assertThat(samples("lnstat", "proc/net/stat/arp_cache", "entries\nx\n2\n"))
                .isEqualTo("node_lnstat_entries_total{cpu=\"1\",subsystem=\"arp_cache\"} 2\n");
        assertThat(samples("swap", "proc/swaps", "Filename\n/dev/a partition x 0 1\n/dev/b partition 1 0 1\n"))
                .contains("node_swap_size_bytes{device=\"/dev/b\",swap_type=\"partition\"} 1024\n")
                .doesNotContain("/dev/a");
        assertThat(samples("xfs", "sys/fs/xfs/sda1/stats/stats", "abt 1 2\nrw 1 x\n"))
                .isEqualTo("node_xfs_write_calls_total{device=\"sda1\"} 1\n");
        assertThat(samples("slabinfo", "proc/slabinfo", "a 1 2 3\nb 1 x 3 4 5 : tunables 0 0 0 : slabdata 1 1 0\n"))
                .contains("node_slabinfo_active_objects{slab=\"b\"} 1\n")
                .doesNotContain("node_slabinfo_objects{", "slab=\"a\"");
        assertThat(samples("xfrm", "proc/net/xfrm_stat", "XfrmInError x\nXfrmOutError 2\n"))
                .isEqualTo("node_xfrm_out_error_packets_total 2\n");
        assertThat(samples("zoneinfo", "proc/zoneinfo", "Node 0\n min 1\nNode 0, zone DMA32\n min 2\n low x\n"))
                .isEqualTo("node_zoneinfo_min_pages{node=\"0\",zone=\"DMA32\"} 2\n");
        assertThat(samples("filesystem", "proc/1/mountinfo", "26 1 0:5 /\n27 1 0:6 / /tmp rw - tmpfs tmpfs rw\n"))
                .contains("node_filesystem_readonly{device=\"tmpfs\"");
    }

    @Test
    void nfsExposesNoZerosForALineThatCannotBeRead() throws IOException {
        assertThat(samples("nfs", "proc/net/rpc/nfs", "rpc 1 2 3\nproc4 3 1 x 3\n"))
                .contains(
                        "node_nfs_rpcs_total 1\n",
                        "node_nfs_requests_total{method=\"Null\",proto=\"4\"} 1\n",
                        "node_nfs_requests_total{method=\"Write\",proto=\"4\"} 3\n",
                        "proto=\"3\"} 0\n")
                .doesNotContain("method=\"Read\",proto=\"4\"");
        assertThat(samples("nfs", "proc/net/rpc/nfs", "rpc 1 2 3\nproc4 x 1 2 3\n"))
                .contains("node_nfs_rpcs_total 1\n", "proto=\"3\"} 0\n")
                .doesNotContain("proto=\"4\"");
    }

    @Test
    void mdadmOmitsTheArrayAndFindsAnActionBehindAnUnknownLine() throws IOException {
        assertThat(samples("mdadm", "proc/mdstat", """
                Personalities : [raid1]
                md8
                md9 : active raid1 sdb[1] sda[0]
                md0 : active raid1 sdb[1] sda[0]
                      x blocks [2/2] [UU]

                md1 : active raid1 sdd[1] sdc[0]
                      1000 blocks super 1.2 [2/1] [U_]
                      bitmap: 1/1 pages [4KB], 65536KB chunk
                      a line of a later kernel
                      [=>....]  recovery =  8.5% (85/1000) finish=17.0min speed=259783K/sec

                md2 : active raid1 sdf[1] sde[0]
                      500 blocks super 1.2 [2/2] [UU]
                      \tresync=REMOTE

                unused devices: <none>
                """))
                .contains("""
                        node_md_blocks{device="md1"} 1000
                        node_md_blocks{device="md2"} 500
                        node_md_blocks_synced{device="md1"} 85
                        """, "node_md_state{device=\"md1\",state=\"recovering\"} 1\n")
                .contains("node_md_state{device=\"md2\",state=\"resync\"} 1\n")
                .doesNotContain("md0", "md8", "md9", "synced{device=\"md2\"}");
    }

    @Test
    void mountstatsFindsTheAddressOfEachMount() throws IOException {
        new Machine(folder).with("proc/self/mountinfo", """
                26 1 0:5 / / rw - ext4 /dev/vda rw
                27 1 0:6 / /a rw - nfs4 a:/ rw,addr=10.0.0.1
                x
                28 1 0:7 / /b\\040c rw - nfs4 b:/ rw,addr=10.0.0.2
                """);
        assertThat(samples("mountstats", "proc/self/mountstats", """
                no device mounted on /dev with fstype devtmpfs
                device x
                device a:/ mounted on /a with fstype nfs4 statvers=1.1
                	age:	x
                	xprt:	tcp 1
                	xprt:	tcp 832 1 2 3 4 5 6 7 8 9 10 11 12

                device b:/ mounted on /b\\040c with fstype nfs4 statvers=1.1
                	age:	7
                	xprt:	tcp 832 1 2 3 4 5 6 7 8 9 10 11 12
                """))
                .contains(
                        "node_mountstats_nfs_age_seconds_total{export=\"b:/\",mountaddr=\"10.0.0.2\",protocol=\"tcp\"} 7\n",
                        "{export=\"a:/\",mountaddr=\"10.0.0.1\",mountpoint=\"/a\",protocol=\"tcp\"} 1\n",
                        "{export=\"b:/\",mountaddr=\"10.0.0.2\",mountpoint=\"/b c\",protocol=\"tcp\"} 1\n",
                        "_bind_total{export=\"a:/\",mountaddr=\"10.0.0.1\",protocol=\"tcp\",transport=\"1\"} 1\n")
                .doesNotContain(
                        "age_seconds_total{export=\"a:/\"",
                        "export=\"a:/\",mountaddr=\"10.0.0.1\",protocol=\"tcp\",transport=\"0\"");
    }

    private String samples(String collector, String file, String text, String... commandLine) throws IOException {
        CollectorType type = CollectorList.ALL.stream()
                .filter(each -> each.name().equals(collector))
                .findFirst()
                .orElseThrow();
        return new Machine(folder)
                .with(file, text)
                .collector(type.declaration(), commandLine)
                .samples();
    }
}
