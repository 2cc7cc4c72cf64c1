package io.github.ecsmonitoring.ecsevents.event;

/** Exit codes in words. A code over 128 is the number of the signal that ended the process, plus 128. */
final class ExitCode {
    static final int SIGKILL = 137;
    static final int SIGSEGV = 139;
    static final int SIGTERM = 143;

    private ExitCode() {}

    static String text(int code) {
        return switch (code) {
            case SIGKILL ->
                "exit code 137 (SIGKILL: it did not stop within its stop timeout, or something outside of it killed it, "
                        + "such as the kernel of an instance that ran out of memory)";
            case SIGSEGV -> "exit code 139 (SIGSEGV: a segmentation fault, invalid memory access by native code)";
            case SIGTERM -> "exit code 143 (SIGTERM: it was asked to stop)";
            default -> "exit code " + code;
        };
    }

    /** Whether ECS causes this code in the other containers when it stops a task. */
    static boolean mayBeCausedByEcs(int code) {
        return code == SIGKILL || code == SIGTERM;
    }
}
