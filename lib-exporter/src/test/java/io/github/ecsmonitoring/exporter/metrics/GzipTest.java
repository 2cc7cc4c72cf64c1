package io.github.ecsmonitoring.exporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.exposition.Utf8Buffer;
import java.io.ByteArrayInputStream;
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

    private static String decompressed(Gzip gzip, String text) throws IOException {
        Utf8Buffer in = new Utf8Buffer().append(text);
        Utf8Buffer out = new Utf8Buffer();
        gzip.compress(in, out);
        byte[] compressed = new byte[out.size()];
        out.readBy((bytes, size) -> System.arraycopy(bytes, 0, compressed, 0, size));
        return new String(
                new GZIPInputStream(new ByteArrayInputStream(compressed)).readAllBytes(), StandardCharsets.UTF_8);
    }
}
