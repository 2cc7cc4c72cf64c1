package io.github.ecsmonitoring.exporter.collector.filesystem;

import java.util.List;
import java.util.Set;

/**
 * The mounts for which statfs(2) cannot hang: their size, and the path to them, is in the kernel's memory. Any other
 * file system may depend on a server or a process that is gone; overlay depends on its layers, vfat reads its disk.
 */
final class LocalMounts {
    private static final Set<String> LOCAL = Set.of(
            "bcachefs",
            "btrfs",
            "devtmpfs",
            "ext2",
            "ext3",
            "ext4",
            "f2fs",
            "jfs",
            "ramfs",
            "squashfs",
            "tmpfs",
            "xfs",
            "zfs");
    /** Interfaces of the kernel, which do not depend on a server. */
    private static final Set<String> PSEUDO = Set.of(
            "binfmt_misc",
            "bpf",
            "cgroup",
            "cgroup2",
            "configfs",
            "debugfs",
            "devpts",
            "fusectl",
            "hugetlbfs",
            "mqueue",
            "nsfs",
            "proc",
            "pstore",
            "rpc_pipefs",
            "securityfs",
            "selinuxfs",
            "sysfs",
            "tracefs");

    /** Mount points that are not local, with a slash at the end. */
    private final List<String> foreign;

    /** {@code all} mounts of the machine, also those that filters exclude. */
    LocalMounts(List<Mount> all) {
        foreign = all.stream()
                .filter(mount -> !LOCAL.contains(mount.type()) && !PSEUDO.contains(mount.type()))
                .map(mount -> mount.mountPoint().endsWith("/") ? mount.mountPoint() : mount.mountPoint() + '/')
                .toList();
    }

    /** Whether the mount is local and not below one that is not. */
    boolean contains(Mount mount) {
        String name = mount.mountPoint() + '/';
        return LOCAL.contains(mount.type()) && foreign.stream().noneMatch(name::startsWith);
    }
}
