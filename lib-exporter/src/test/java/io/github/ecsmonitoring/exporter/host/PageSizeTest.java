package io.github.ecsmonitoring.exporter.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class PageSizeTest {
    @Test
    void readsThePageSizeOfThisMachine() {
        assertThat(PageSize.bytes()).isIn(4096L, 16384L, 65536L);
    }

    @Test
    void fallsBackToTheUsualPageSize() {
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
}
