package io.github.ecsmonitoring.exporter.collector.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.collector.MachineCollector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KsmdCollectorTest {
    @TempDir
    Path folder;

    @Test
    void exposesMergedPagesAndTheProfit() throws IOException {
        assertThat(collector(machine().with("sys/kernel/mm/ksm/general_profit", "-640\n"))
                        .page())
                .isEqualTo("""
                # HELP node_ksmd_full_scans_total How many times all mergeable areas have been scanned.
                # TYPE node_ksmd_full_scans_total counter
                node_ksmd_full_scans_total 1
                # HELP node_ksmd_general_profit_bytes How effective is KSM. ksm_saved_pages * sizeof(page) - (all_rmap_items) * sizeof(rmap_item)
                # TYPE node_ksmd_general_profit_bytes gauge
                node_ksmd_general_profit_bytes -640
                # HELP node_ksmd_merge_across_nodes Specifies if pages from different NUMA nodes can be merged.
                # TYPE node_ksmd_merge_across_nodes gauge
                node_ksmd_merge_across_nodes 2
                # HELP node_ksmd_pages_shared How many shared pages are being used.
                # TYPE node_ksmd_pages_shared gauge
                node_ksmd_pages_shared 3
                # HELP node_ksmd_pages_sharing How many more sites are sharing them i.e. how much saved.
                # TYPE node_ksmd_pages_sharing gauge
                node_ksmd_pages_sharing 4
                # HELP node_ksmd_pages_to_scan How many pages to scan before ksmd goes to sleep.
                # TYPE node_ksmd_pages_to_scan gauge
                node_ksmd_pages_to_scan 5
                # HELP node_ksmd_pages_unshared How many pages unique but repeatedly checked for merging.
                # TYPE node_ksmd_pages_unshared gauge
                node_ksmd_pages_unshared 6
                # HELP node_ksmd_pages_volatile How many pages changing too fast to be placed in a tree.
                # TYPE node_ksmd_pages_volatile gauge
                node_ksmd_pages_volatile 7
                # HELP node_ksmd_run The status of ksmd. stopped = 0, running = 1
                # TYPE node_ksmd_run gauge
                node_ksmd_run 8
                # HELP node_ksmd_sleep_seconds How many seconds ksmd should sleep before next scan.
                # TYPE node_ksmd_sleep_seconds gauge
                node_ksmd_sleep_seconds 0.009
                """);
    }

    @Test
    void omitsTheProfitOnAnOlderKernel() throws IOException {
        assertThat(collector(machine()).samples()).hasLineCount(9).doesNotContain("profit");
    }

    @Test
    void leavesOutAFileThatIsMissingOrMalformed() throws IOException {
        MachineCollector missing = collector(machine().without("sys/kernel/mm/ksm/run"));
        assertThat(missing.samples()).contains("node_ksmd_pages_shared").doesNotContain("node_ksmd_run");
        assertThat(missing.error()).isEqualTo(folder + "/sys/kernel/mm/ksm/run");
        assertThat(collector(machine().with("sys/kernel/mm/ksm/run", "1 2\n")).error())
                .isEqualTo(folder + "/sys/kernel/mm/ksm/run: expected a whole number, got \"1 2\"");
    }

    private Machine machine() throws IOException {
        Machine machine = new Machine(folder);
        int value = 1;
        for (String file : List.of(
                "full_scans",
                "merge_across_nodes",
                "pages_shared",
                "pages_sharing",
                "pages_to_scan",
                "pages_unshared",
                "pages_volatile",
                "run",
                "sleep_millisecs")) {
            machine.with("sys/kernel/mm/ksm/" + file, value++ + "\n");
        }
        return machine;
    }

    private static MachineCollector collector(Machine machine) {
        return machine.collector(new KsmdCollector());
    }
}
