package io.github.ecsmonitoring.exporter.collector.filesystem;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.io.ErrnoException;
import io.github.ecsmonitoring.exporter.host.io.FolderHandle;
import io.github.ecsmonitoring.exporter.log.Log;
import io.github.ecsmonitoring.exporter.names.FilePaths;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The devices of the mounted btrfs file systems and their errors, by ioctl(2) on the mount points. A mount that fails
 * is skipped.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/v6.12/include/uapi/linux/btrfs.h">Linux: uapi/linux/btrfs.h</a>
 */
final class BtrfsDevices {
    static final String DEVICE_SIZE_HELP = "Size of a device that is part of the filesystem.";

    private static final long FS_INFO = 0x8400941FL;
    private static final int FS_INFO_SIZE = 1024;
    private static final long DEV_INFO = 0xD000941EL;
    private static final int DEV_INFO_SIZE = 4096;
    private static final int PATH_AT = 3072;
    private static final int PATH_SIZE = 1024;
    private static final long GET_DEV_STATS = 0xC4089434L;
    private static final int DEV_STATS_SIZE = 1032;
    private static final int ERRORS_AT = 24;
    private static final int UUID_SIZE = 16;
    /** The inode number of a subvolume's root folder. */
    private static final long SUBVOLUME_ROOT = 256;

    private static final String[] ERRORS = {"write", "read", "flush", "corruption", "generation"};

    /** A device; {@code errors} in the order of {@link #ERRORS}. */
    record Device(String name, String uuid, long totalBytes, long usedBytes, long[] errors) {
        void emit(MetricSink out, String filesystem) {
            out.gauge(
                    "node_btrfs_device_size_bytes",
                    DEVICE_SIZE_HELP,
                    totalBytes,
                    "btrfs_dev_uuid",
                    uuid,
                    "device",
                    name,
                    "uuid",
                    filesystem);
            out.gauge(
                    "node_btrfs_device_unused_bytes",
                    "Unused bytes unused on a device that is part of the filesystem.",
                    totalBytes - usedBytes,
                    "btrfs_dev_uuid",
                    uuid,
                    "device",
                    name,
                    "uuid",
                    filesystem);
            for (int i = 0; i < ERRORS.length; i++) {
                out.counter(
                        "node_btrfs_device_errors_total",
                        "Errors reported for the device",
                        errors[i],
                        "btrfs_dev_uuid",
                        uuid,
                        "device",
                        name,
                        "type",
                        ERRORS[i],
                        "uuid",
                        filesystem);
            }
        }
    }

    private final Log log;
    private final MountList mounts = new MountList();

    BtrfsDevices(Log log) {
        this.log = log;
    }

    /** The devices by the file system's UUID, in hexadecimal digits without dashes. */
    Map<String, List<Device>> read(HostReader host) {
        Map<String, List<Device>> filesystems = new HashMap<>();
        Set<String> done = new HashSet<>();
        HostPaths paths = host.paths();
        try {
            for (Mount mount : mounts(host)) {
                if (!done.contains(mount.device())
                        && readMount(paths.inRootfs(paths.withoutRootfs(mount.mountPoint())), filesystems)) {
                    done.add(mount.device());
                }
            }
        } catch (IOException e) {
            log.debug("cannot list the mounts of btrfs", "err", e);
        }
        return filesystems;
    }

    /** The mounts of type btrfs. */
    List<Mount> mounts(HostReader host) throws IOException {
        return mounts.read(host).stream()
                .filter(mount -> mount.type().equals("btrfs"))
                .toList();
    }

    /** Whether the mount point is a subvolume, so that its file system is in the map. */
    private boolean readMount(String mountPoint, Map<String, List<Device>> filesystems) {
        try {
            Path path = FilePaths.of(mountPoint);
            // A bind mount of a file, or of a folder inside a subvolume, cannot be queried.
            if (!Files.isDirectory(path) || (long) Files.getAttribute(path, "unix:ino") != SUBVOLUME_ROOT) {
                return false;
            }
            try (FolderHandle folder = new FolderHandle(mountPoint)) {
                MemorySegment info = folder.allocate(FS_INFO_SIZE);
                folder.ioctl(FS_INFO, info);
                String uuid = HexFormat.of().formatHex(bytes(info, 16, UUID_SIZE));
                if (!filesystems.containsKey(uuid)) {
                    filesystems.put(uuid, devices(folder, number(info, 0), number(info, 8)));
                }
                return true;
            }
        } catch (IOException | InvalidPathException e) {
            log.debug("cannot read the devices of a btrfs mount", "mountPoint", mountPoint, "err", e);
            return false;
        }
    }

    /** The ids of devices have gaps. */
    private static List<Device> devices(FolderHandle folder, long highest, long count) throws IOException {
        List<Device> devices = new ArrayList<>();
        MemorySegment info = folder.allocate(DEV_INFO_SIZE);
        MemorySegment stats = folder.allocate(DEV_STATS_SIZE);
        for (long id = 0; id <= highest && devices.size() < count; id++) {
            info.fill((byte) 0).set(ValueLayout.JAVA_LONG, 0, id);
            try {
                folder.ioctl(DEV_INFO, info);
            } catch (ErrnoException e) {
                if (e.errno() == ErrnoException.NO_SUCH_DEVICE) {
                    continue;
                }
                throw e;
            }
            stats.fill((byte) 0).set(ValueLayout.JAVA_LONG, 0, id);
            stats.set(ValueLayout.JAVA_LONG, 8, ERRORS.length);
            folder.ioctl(GET_DEV_STATS, stats);
            devices.add(device(info, stats));
        }
        return devices;
    }

    private static Device device(MemorySegment info, MemorySegment stats) {
        long[] errors = new long[ERRORS.length];
        for (int i = 0; i < errors.length; i++) {
            errors[i] = number(stats, ERRORS_AT + 8L * i);
        }
        String path = info.asSlice(PATH_AT, PATH_SIZE).getString(0, StandardCharsets.UTF_8);
        String uuid = HexFormat.of().formatHex(bytes(info, 8, UUID_SIZE));
        String dashed = uuid.substring(0, 8)
                + '-'
                + uuid.substring(8, 12)
                + '-'
                + uuid.substring(12, 16)
                + '-'
                + uuid.substring(16, 20)
                + '-'
                + uuid.substring(20);
        return new Device(
                path.substring(path.lastIndexOf('/') + 1), dashed, number(info, 32), number(info, 24), errors);
    }

    private static long number(MemorySegment memory, long at) {
        return memory.get(ValueLayout.JAVA_LONG, at);
    }

    private static byte[] bytes(MemorySegment memory, long at, int count) {
        return memory.asSlice(at, count).toArray(ValueLayout.JAVA_BYTE);
    }
}
