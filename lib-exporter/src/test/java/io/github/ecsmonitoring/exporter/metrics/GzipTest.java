package io.github.ecsmonitoring.exporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.exposition.Utf8Buffer;
import io.github.ecsmonitoring.exporter.http.BufferPool;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipTest {
    private static final String LINE = "node_cpu_seconds_total{cpu=\"0\",mode=\"idle\"} 12.5\n";

    /** The JDK's reader verifies checksum and length. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, 100_000})
    void compressesPagesThatTheJdkDecompresses(int lines) throws IOException {
        assertThat(decompressed(new Gzip(), LINE.repeat(lines))).isEqualTo(LINE.repeat(lines));
    }

    @Test
    void compressesSeveralPages() throws IOException {
        Gzip gzip = new Gzip();
        for (int page = 0; page < 3; page++) {
            String text = LINE.repeat(10_000 * page) + "page " + page;
            assertThat(decompressed(gzip, text)).isEqualTo(text);
        }
    }

    @Test
    void compressesAPageInParts() throws IOException {
        Gzip gzip = new Gzip();
        PageBytes page = new PageBytes(new BufferPool(8));
        gzip.begin(page);
        for (int part = 0; part < 100; part++) {
            gzip.append(new Utf8Buffer().append(LINE.repeat(part)), page);
        }
        gzip.finish(page);
        assertThat(decompressed(page)).isEqualTo(LINE.repeat(99 * 100 / 2));
    }

    private static String decompressed(Gzip gzip, String text) throws IOException {
        PageBytes page = new PageBytes(new BufferPool(8));
        gzip.begin(page);
        gzip.append(new Utf8Buffer().append(text), page);
        gzip.finish(page);
        return decompressed(page);
    }

    private static String decompressed(PageBytes page) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        page.writeTo(compressed);
        assertThat(compressed.size()).isEqualTo(page.size());
        return new String(
                new GZIPInputStream(new ByteArrayInputStream(compressed.toByteArray())).readAllBytes(),
                StandardCharsets.UTF_8);
    }
}
