package io.github.ecsmonitoring.exporter.collector;

import java.util.List;
import java.util.Set;

/**
 * Which mounts can be asked in the thread of the scrape: their size is in the kernel's memory, and so is the way to
 * them. Any other may have a server, or a process, that is gone, and then the question hangs; an overlay asks one of
 * its layers, vfat reads its disk.
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
    /** Those of the kernel itself, which are mounted everywhere, and have no server. */
    private static final Set<String> OF_THE_KERNEL = Set.of(
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

    private final List<String> foreign;

    /** {@code all} mounts of the machine, shown or not. */
    LocalMounts(List<Mount> all) {
        foreign = all.stream()
                .filter(mount -> !LOCAL.contains(mount.type()) && !OF_THE_KERNEL.contains(mount.type()))
                .map(mount -> mount.mountPoint().endsWith("/") ? mount.mountPoint() : mount.mountPoint() + '/')
                .toList();
    }

    /** Whether it is local, and does not lie below one that is not. */
    boolean has(Mount mount) {
        String name = mount.mountPoint() + '/';
        return LOCAL.contains(mount.type()) && foreign.stream().noneMatch(name::startsWith);
    }
}
