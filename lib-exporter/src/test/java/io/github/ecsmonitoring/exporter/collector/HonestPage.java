package io.github.ecsmonitoring.exporter.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.DamagedMachine.Outcome;
import io.github.ecsmonitoring.exporter.collector.textfile.ValidTextFormat;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules that a page keeps, whatever the files of the machine are: it is valid, and nothing on it is made up. */
final class HonestPage {
    /** A 0 of these is the truth, or what node_exporter says of a file that is not there. */
    private static final List<String> TRUE_ZEROS = List.of(
            // counts of what is listed and says that it works
            "node_bonding_slaves",
            "node_bonding_active",
            "node_dmmultipath_device_paths",
            "node_nvmesubsystem_paths",
            // one of several states is 1, all others are 0
            "node_cpu_scaling_governor",
            "node_nvmesubsystem_path_state",
            "node_pcidevice_power_state",
            "node_zfs_zpool_state",
            // 1 if a text is the one that the help text names
            "node_network_up",
            "node_selinux_enabled",
            // older kernels and most devices have no such file
            "node_btrfs_commit",
            "node_btrfs_last_commit_seconds",
            "node_btrfs_max_commit_seconds",
            "node_pcidevice_sriov_",
            "node_pcidevice_d3cold_allowed",
            // without redundancy no disk can be missing
            "node_md_degraded");

    private final Outcome whole;
    private final Set<String> checked = new HashSet<>();

    /** Rules for pages of the machine that {@code whole} is the outcome of while nothing is damaged. */
    HonestPage(Outcome whole) {
        this.whole = whole;
    }

    /** The page of a machine with any damage. */
    void assertValid(Outcome outcome) throws IOException {
        if (checked.add(outcome.page())) {
            ValidTextFormat.check(outcome.page());
            assertThat(outcome.samples().values()).noneMatch(value -> value.equals("NaN") || value.endsWith("Inf"));
        }
    }

    /**
     * The page of a machine with a file that holds no value or one that can't be its own: it must not have become 0.
     */
    void assertHonest(Outcome outcome) throws IOException {
        assertValid(outcome);
        assertNoneBecame("0", outcome);
    }

    /** No value but a true 0 has become this one. */
    void assertNoneBecame(String value, Outcome outcome) {
        assertThat(outcome.samples().entrySet())
                .filteredOn(sample -> sample.getValue().equals(value))
                .filteredOn(sample -> TRUE_ZEROS.stream().noneMatch(sample.getKey()::startsWith))
                .allMatch(sample ->
                        whole.samples().getOrDefault(sample.getKey(), value).equals(value));
    }
}
