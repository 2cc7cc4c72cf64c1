package io.github.ecsmonitoring.exporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.exposition.Utf8Buffer;
import io.github.ecsmonitoring.exporter.http.BufferPool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageBytesTest {
    private final BufferPool pool = new BufferPool(8);

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "65535, 1", "65536, 1", "65537, 2", "200000, 4"})
    void holdsTextsOfAnySizeInPiecesOf64KiB(int size, int pieces) throws IOException {
        String text = "0123456789".repeat(size / 10) + "x".repeat(size % 10);
        PageBytes page = new PageBytes(pool);
        page.append(new Utf8Buffer().append(text));
        assertThat(text(page)).isEqualTo(text);
        assertThat(page.size()).isEqualTo(size);
        assertThat(page.capacity()).isEqualTo(pieces * 64 * 1024);
    }

    @Test
    void appendsAPartOfAnArray() throws IOException {
        PageBytes page = new PageBytes(pool);
        page.append("abcdef".getBytes(StandardCharsets.US_ASCII), 1, 3);
        page.append("abcdef".getBytes(StandardCharsets.US_ASCII), 3, 3);
        page.append("abcdef".getBytes(StandardCharsets.US_ASCII), 5, 6);
        assertThat(text(page)).isEqualTo("bcf");
    }

    @Test
    void reusesReleasedPieces() {
        byte[] piece = pool.take();
        pool.giveBack(piece);
        PageBytes page = new PageBytes(pool);
        page.append(new Utf8Buffer().append("x"));
        assertThat(pool.take()).as("taken by the page").isNotSameAs(piece);
        page.release();
        assertThat(page.size()).isZero();
        assertThat(pool.take()).isSameAs(piece);
    }

    private static String text(PageBytes page) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        page.writeTo(out);
        return out.toString(StandardCharsets.US_ASCII);
    }
}
