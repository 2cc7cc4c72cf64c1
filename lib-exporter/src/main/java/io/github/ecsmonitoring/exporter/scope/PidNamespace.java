package io.github.ecsmonitoring.exporter.scope;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whose processes {@code /proc} shows, which tells a container's own {@code /proc} from a machine's. The kernel gives
 * the machine's first process namespace the same number at each boot, and any other one a number of its own; the link
 * can be read without rights.
 *
 * <pre>
 * /proc/self/ns/pid -> pid:[4026531836]    on the machine, or in a container with pidMode host
 * /proc/self/ns/pid -> pid:[4026532179]    in a container, also where a task's containers share their processes
 * </pre>
 *
 * <p>What PID 1 is, or what its root file system is, would not tell: it may be a container's, or the pause container's.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/nsfs.h">linux/nsfs.h:
 *     PID_NS_INIT_INO</a>
 */
enum PidNamespace {
    /** The machine's (on Fargate, where nothing runs in it, the micro virtual machine's). */
    MACHINE,
    /** A container's. */
    CONTAINER,
    /** There is no such link: no procfs, or a kernel without process namespaces. */
    UNKNOWN;

    private static final String FIRST = "pid:[" + 0xEFFFFFFCL + "]";

    static PidNamespace of(Path procfs) {
        try {
            return Files.readSymbolicLink(procfs.resolve("self/ns/pid"))
                            .toString()
                            .equals(FIRST)
                    ? MACHINE
                    : CONTAINER;
        } catch (IOException noSuchLink) {
            return UNKNOWN;
        }
    }
}
