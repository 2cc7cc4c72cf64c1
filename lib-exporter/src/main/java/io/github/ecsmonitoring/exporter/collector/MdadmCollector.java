package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Software RAID: the arrays of {@code /proc/mdstat}, and what {@code /sys/block/md*} says of their disks.
 *
 * <pre>
 * node_md_disks{device="md0",state="failed"} 1
 * node_md_state{device="md0",state="recovering"} 1
 * node_md_blocks_synced{device="md0"} 1.6775552e+07
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/admin-guide/md.html">Kernel: RAID arrays</a>
 */
final class MdadmCollector implements Collector {
    /** The states that are shown, and what {@link MdArray#state} calls them. */
    private static final String[][] STATES = {
        {"active", "active"},
        {"inactive", "inactive"},
        {"recovering", "recovering"},
        {"resync", "resyncing"},
        {"check", "checking"},
    };
    /** Arrays that hold other arrays have no disks of their own. */
    private static final Set<String> WITHOUT_DISKS = Set.of("container", "imsm", "ddf", "");

    private static final Set<String> REDUNDANT = Set.of("raid1", "raid4", "raid5", "raid6", "raid10");

    private final HostPaths paths;
    private final SysFolder block;

    MdadmCollector(HostPaths paths, Log log) {
        this.paths = paths;
        this.block = paths.sys("block");
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        for (MdArray array :
                MdArray.parse(IfPresent.proc(paths, "mdstat", "the kernel has no software RAID loaded: no "))) {
            emit(out, array);
        }
        for (SysFolder device : IfPresent.children(block, "md*")) {
            if (device.has("md")) {
                emitDisks(out, device.in("md"), device.name());
            }
        }
    }

    private static void emit(MetricSink out, MdArray array) {
        String device = array.name();
        out.gauge("node_md_disks_required", "Total number of disks of device.", array.disks(), "device", device);
        String help = "Number of active/failed/spare disks of device.";
        out.gauge("node_md_disks", help, array.active(), "device", device, "state", "active");
        out.gauge("node_md_disks", help, array.failed(), "device", device, "state", "failed");
        out.gauge("node_md_disks", help, array.spare(), "device", device, "state", "spare");
        for (String[] state : STATES) {
            out.gauge(
                    "node_md_state",
                    "Indicates the state of md-device.",
                    array.state().equals(state[1]) ? 1 : 0,
                    "device",
                    device,
                    "state",
                    state[0]);
        }
        out.gauge("node_md_blocks", "Total number of blocks on device.", array.blocks(), "device", device);
        out.gauge("node_md_blocks_synced", "Number of blocks synced on device.", array.synced(), "device", device);
    }

    private static void emitDisks(MetricSink out, SysFolder md, String device) throws IOException {
        Optional<String> level = md.find("level");
        if (level.isEmpty()) {
            return; // stopped since the list was made
        }
        if (!WITHOUT_DISKS.contains(level.get())) {
            raidDisks(md)
                    .ifPresent(disks -> out.gauge(
                            "node_md_raid_disks", "Number of raid disks on device.", disks, "device", device));
        }
        // An array without redundancy can't be degraded.
        OptionalDouble degraded = REDUNDANT.contains(level.get()) ? md.findNumber("degraded") : OptionalDouble.of(0);
        degraded.ifPresent(
                disks -> out.gauge("node_md_degraded", "Number of degraded disks on device.", disks, "device", device));
    }

    /** {@code 11}, or while the array grows {@code 11 (10)}. */
    private static OptionalDouble raidDisks(SysFolder md) {
        String disks = md.find("raid_disks").orElse("");
        int end = disks.indexOf(' ');
        try {
            return OptionalDouble.of(Integer.parseUnsignedInt(end < 0 ? disks : disks.substring(0, end)));
        } catch (NumberFormatException unknown) {
            return OptionalDouble.empty();
        }
    }
}
