package io.github.ecsmonitoring.exporter.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.DamagedMachine.Outcome;
import io.github.ecsmonitoring.exporter.collector.textfile.ValidTextFormat;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoublePredicate;

/** The samples of an undamaged machine, and the rules that the pages of the damaged machine must keep. */
final class ExpectedSamples {
    /** Metrics that may become 0: it is the correct value, or the one that node_exporter exposes for a missing text. */
    private static final List<String> MAY_BECOME_ZERO = List.of(
            // one of several states is 1, all others are 0
            "node_cpu_scaling_governor",
            "node_pcidevice_power_state",
            "node_zfs_zpool_state",
            // 1 only for the text that the metric stands for
            "node_filesystem_readonly",
            "node_network_up",
            "node_selinux_enabled",
            // older kernels and most devices have no such file, line or column
            "node_btrfs_commit",
            "node_btrfs_last_commit_seconds",
            "node_btrfs_max_commit_seconds",
            "node_nfs_requests_total",
            "node_nfsd_requests_total",
            "node_pcidevice_sriov_",
            "node_pcidevice_d3cold_allowed",
            "node_softnet_",
            // a histogram without this line
            "wait_seconds_");

    /** Metrics that may have any value, because the rest of the text does not show that something is missing. */
    private static final List<String> MAY_CHANGE = List.of(
            // counts and sums of the files and lines that are left
            "node_arp_entries",
            "node_bonding_",
            "node_dmmultipath_device_paths",
            "node_md_disks",
            "node_nf_conntrack_stat_",
            "node_nvmesubsystem_path",
            "node_udp_queues",
            "node_processes_pids",
            "node_processes_state",
            // a process's name may hold any text, also that of the fields behind it
            "node_processes_threads",
            // without the line of a resync the array is active and in sync
            "node_md_blocks_synced",
            "node_md_state",
            // numbered by their order, and of the first mount of a share only
            "node_mountstats_nfs_age_seconds_total",
            "node_mountstats_nfs_transport_",
            // 1 for any text but 1
            "node_dmmultipath_device_active",
            // -1 for an unknown link, as in node_exporter
            "node_pcidevice_current_link_",
            "node_pcidevice_max_link_",
            // -1 for a configuration without a mode
            "node_selinux_config_mode",
            // 1 after any failure
            "node_textfile_scrape_error");

    private final Outcome undamaged;
    private final Map<String, Set<String>> valuesByMetric = new HashMap<>();
    private final Set<String> validPages = new HashSet<>();

    ExpectedSamples(Outcome undamaged) {
        this.undamaged = undamaged;
        undamaged
                .samples()
                .forEach((series, value) -> valuesByMetric
                        .computeIfAbsent(metric(series), name -> new HashSet<>())
                        .add(value));
    }

    /** The page is in the text format, without NaN and infinite values. */
    void assertValid(Outcome outcome) throws IOException {
        if (validPages.add(outcome.page())) {
            ValidTextFormat.check(outcome.page());
            assertThat(outcome.samples().values()).noneMatch(value -> value.equals("NaN") || value.endsWith("Inf"));
        }
    }

    /** The page is valid, and no damage has added a value or changed one. */
    void assertNoWrongValue(Outcome outcome) throws IOException {
        assertNoWrongValue(outcome, value -> false);
    }

    /**
     * The page is valid. Each series has its value of the undamaged machine, each series with another name or label a
     * value of the same metric, or the value comes from the damaged text.
     */
    void assertNoWrongValue(Outcome outcome, DoublePredicate fromDamagedText) throws IOException {
        assertValid(outcome);
        assertThat(outcome.samples().entrySet())
                .filteredOn(sample -> !isExpected(sample.getKey(), sample.getValue()))
                .filteredOn(sample -> !fromDamagedText.test(Double.parseDouble(sample.getValue())))
                .as("wrong values")
                .isEmpty();
    }

    private boolean isExpected(String series, String value) {
        String expected = undamaged.samples().get(series);
        Set<String> ofMetric = valuesByMetric.get(metric(series));
        boolean unchanged = expected != null
                ? expected.equals(value)
                : (ofMetric == null ? undamaged.samples().values() : ofMetric).contains(value);
        return unchanged
                || value.equals("0") && MAY_BECOME_ZERO.stream().anyMatch(series::startsWith)
                || MAY_CHANGE.stream().anyMatch(series::startsWith);
    }

    private static String metric(String series) {
        int labels = series.indexOf('{');
        return labels < 0 ? series : series.substring(0, labels);
    }
}
