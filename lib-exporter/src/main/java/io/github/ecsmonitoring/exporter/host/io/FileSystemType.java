package io.github.ecsmonitoring.exporter.host.io;

/** The f_type of the kernel's own file systems, as statfs(2) lists it. */
final class FileSystemType {
    private static final long PROC_SUPER_MAGIC = 0x9fa0;
    private static final long SYSFS_MAGIC = 0x62656572;

    private FileSystemType() {}

    static boolean isProcfs(long type) {
        return type == PROC_SUPER_MAGIC;
    }

    static boolean isSysfs(long type) {
        return type == SYSFS_MAGIC;
    }
}
