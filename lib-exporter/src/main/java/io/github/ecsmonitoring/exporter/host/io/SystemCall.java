package io.github.ecsmonitoring.exporter.host.io;

/**
 * The system calls that are made, with their numbers: those of x86-64 are its own, those of aarch64 are the ones that
 * Linux calls generic.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/v6.12/arch/x86/entry/syscalls/syscall_64.tbl">Linux:
 *     syscall_64.tbl</a>
 * @see <a href="https://github.com/torvalds/linux/blob/v6.12/include/uapi/asm-generic/unistd.h">Linux:
 *     asm-generic/unistd.h</a>
 */
enum SystemCall {
    ADJTIMEX(159, 171),
    CLOSE(3, 57),
    FACCESSAT(269, 48),
    FSTATFS(138, 44),
    GETDENTS64(217, 61),
    IOCTL(16, 29),
    LSEEK(8, 62),
    OPENAT(257, 56),
    PREAD64(17, 67),
    PRLIMIT64(302, 261),
    READ(0, 63),
    RECVFROM(45, 207),
    RT_SIGACTION(13, 134),
    SENDTO(44, 206),
    SETSOCKOPT(54, 208),
    SOCKET(41, 198),
    STATFS(137, 43),
    STATX(332, 291),
    UNAME(63, 160);

    final int x86;
    final int arm;
    /** The one of the machine that this runs on. */
    final int number;

    SystemCall(int x86, int arm) {
        this.x86 = x86;
        this.arm = arm;
        this.number = onThisMachine(x86, arm);
    }

    /** What the two kinds of machine have different numbers for. */
    static int onThisMachine(int x86, int arm) {
        return System.getProperty("os.arch").equals("aarch64") ? arm : x86;
    }
}
