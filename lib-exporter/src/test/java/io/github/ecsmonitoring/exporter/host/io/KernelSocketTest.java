package io.github.ecsmonitoring.exporter.host.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KernelSocketTest {

    @Test
    void leavesNoDescriptorOpen() throws IOException {
        new KernelSocket(KernelSocket.AF_INET, KernelSocket.SOCK_DGRAM, 0).close();
        long before = sockets();
        for (int i = 0; i < 200; i++) {
            new KernelSocket(KernelSocket.AF_NETLINK, KernelSocket.SOCK_RAW, 0).close();
            assertThatThrownBy(() -> new KernelSocket(KernelSocket.AF_NETLINK, KernelSocket.SOCK_RAW, 4711))
                    .isExactlyInstanceOf(ErrnoException.class);
        }
        assertThat(sockets()).isLessThan(before + 100);
    }

    @Test
    void failsWithTheMessageThatGoHasForTheErrno() throws IOException {
        assertThatThrownBy(() -> new KernelSocket(4711, KernelSocket.SOCK_RAW, 0))
                .isExactlyInstanceOf(ErrnoException.class)
                .hasMessage("address family not supported by protocol")
                .hasToString("address family not supported by protocol");
        try (KernelSocket socket = new KernelSocket(KernelSocket.AF_INET, KernelSocket.SOCK_DGRAM, 0)) {
            // SIOCGIFINDEX of a device without a name
            assertThatThrownBy(() -> socket.ioctl(0x8933, socket.allocate(40))).hasMessage("no such device");
        }
    }

    private static long sockets() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.count();
        }
    }
}
