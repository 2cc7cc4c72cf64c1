package io.github.ecsmonitoring.exporter.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
    void saysInGosWordsWhatTheKernelAnswers() throws IOException {
        assertThatThrownBy(() -> new KernelSocket(4711, KernelSocket.SOCK_RAW, 0))
                .isExactlyInstanceOf(ErrnoException.class)
                .hasMessage("address family not supported by protocol")
                .hasToString("address family not supported by protocol");
        try (KernelSocket socket = new KernelSocket(KernelSocket.AF_INET, KernelSocket.SOCK_DGRAM, 0)) {
            // SIOCGIFINDEX of a device without a name
            assertThatThrownBy(() -> socket.ioctl(0x8933, socket.allocate(40))).hasMessage("no such device");
        }
    }

    @Test
    void knowsThePageSizeOfThisMachine() {
        assertThat(PageSize.bytes()).isIn(4096L, 16384L, 65536L);
    }

    @Test
    void takesTheUsualPageSizeWhereNoneIsTold() {
        assertThat(PageSize.parse(new byte[0])).isEqualTo(4096);
        assertThat(PageSize.parse(new byte[] {6, 0, 0})).isEqualTo(4096);
        assertThat(PageSize.parse(ByteBuffer.allocate(32)
                        .order(ByteOrder.nativeOrder())
                        .putLong(3)
                        .putLong(6)
                        .putLong(6)
                        .putLong(65536)
                        .array()))
                .isEqualTo(65536);
    }

    private static long sockets() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.count();
        }
    }
}
