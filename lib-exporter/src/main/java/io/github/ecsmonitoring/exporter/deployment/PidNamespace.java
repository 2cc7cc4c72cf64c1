package io.github.ecsmonitoring.exporter.deployment;

import io.github.ecsmonitoring.exporter.names.FilePaths;
import java.io.IOException;
import java.nio.file.Files;

/**
 * The PID namespace of {@code /proc}, which distinguishes a container's {@code /proc} from the host's. The initial
 * namespace has the same inode number at each boot, and the link is readable without privileges.
 *
 * <pre>
 * /proc/self/ns/pid -> pid:[4026531836]    on the host, or in a container with pidMode host
 * /proc/self/ns/pid -> pid:[4026532179]    in a container, also with pidMode task
 * </pre>
 *
 * <p>The command or root file system of PID 1 would not do: PID 1 may be the pause container.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/nsfs.h">linux/nsfs.h:
 *     PID_NS_INIT_INO</a>
 */
enum PidNamespace {
    /** The initial namespace, that of the host; on Fargate, of the task's virtual machine. */
    HOST,
    /** Any other namespace. */
    CONTAINER,
    /** There is no such link: no procfs, or a kernel without PID namespaces. */
    UNKNOWN;

    private static final String INITIAL = "pid:[" + 0xEFFFFFFCL + "]";

    static PidNamespace of(String procfs) {
        try {
            String link = Files.readSymbolicLink(FilePaths.of(procfs + "/self/ns/pid"))
                    .toString();
            return link.equals(INITIAL) ? HOST : CONTAINER;
        } catch (IOException noSuchLink) {
            return UNKNOWN;
        }
    }
}
