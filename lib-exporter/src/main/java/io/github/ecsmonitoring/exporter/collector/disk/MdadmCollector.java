package io.github.ecsmonitoring.exporter.collector.disk;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.host.SysValue;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.NoDataException;
import java.io.IOException;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Software RAID: the arrays of {@code /proc/mdstat} and the counts of their disks in {@code /sys/block/md*}{@code /md}.
 *
 * <pre>
 * node_md_disks{device="md0",state="failed"} 1
 * node_md_state{device="md0",state="recovering"} 1
 * node_md_blocks_synced{device="md0"} 1.6775552e+07
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/admin-guide/md.html">Kernel: RAID arrays</a>
 */
public final class MdadmCollector implements Collector {
    /** Values of the label {@code state} and the {@link MdArray#state} that each stands for. */
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

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        if (!host.procFolder("").has("mdstat")) {
            throw new NoDataException(
                    "software RAID is not loaded: there is no " + host.paths().inProcfs("mdstat"));
        }
        host.attempt(() -> {
            for (MdArray array : MdArray.parse(host.proc("mdstat"))) {
                emit(out, array);
            }
        });
        host.attempt(() -> {
            for (SysFolder device : host.sys("block").list().folders("md*")) {
                if (device.has("md")) {
                    emitDisks(out, device.folder("md"), device.name());
                }
            }
        });
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
        out.addIfRead(
                MetricType.GAUGE,
                "node_md_blocks_synced",
                "Number of blocks synced on device.",
                array.synced(),
                "device",
                device);
    }

    private static void emitDisks(MetricSink out, SysFolder md, String device) throws IOException {
        SysValue value = md.read("level");
        if (!value.isRead()) {
            return; // stopped after the listing
        }
        String level = value.text();
        if (!WITHOUT_DISKS.contains(level)) {
            raidDisks(md)
                    .ifPresent(disks -> out.gauge(
                            "node_md_raid_disks", "Number of raid disks on device.", disks, "device", device));
        }
        // An array without redundancy cannot be degraded.
        OptionalDouble degraded = REDUNDANT.contains(level) ? md.numberIfPresent("degraded") : OptionalDouble.of(0);
        degraded.ifPresent(
                disks -> out.gauge("node_md_degraded", "Number of degraded disks on device.", disks, "device", device));
    }

    /** {@code 11}, or while the array grows {@code 11 (10)}. */
    private static OptionalDouble raidDisks(SysFolder md) {
        String disks = md.read("raid_disks").textOr("");
        int end = disks.indexOf(' ');
        try {
            return OptionalDouble.of(Integer.parseUnsignedInt(end < 0 ? disks : disks.substring(0, end)));
        } catch (NumberFormatException unknown) {
            return OptionalDouble.empty();
        }
    }
}
