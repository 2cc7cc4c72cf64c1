package io.github.ecsmonitoring.exporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptEncodingTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "GZip",
                "deflate, gzip",
                "zstd,gzip;q=0.5",
                "gzip; q=1.0",
                "gzip;q=0.001",
                " gzip ;q=1",
                ", ,gzip",
                "br;q=0, gzip",
                "gzip;",
            })
    void acceptsGzip(String header) {
        assertThat(AcceptEncoding.allowsGzip(List.of(header))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "identity",
                "zstd",
                "gzip;q=0",
                "gzip; q=0.0",
                "gzip;Q=0.000",
                "gzip; q = 0",
                "deflate, gzip;q=0.",
                "gzipped",
                "x-gzip",
                ";",
                ";;",
                ",",
                "identity;q=0",
            })
    void doesNotAcceptGzip(String header) {
        assertThat(AcceptEncoding.allowsGzip(List.of(header))).isFalse();
    }

    @Test
    void readsAllHeaders() {
        assertThat(AcceptEncoding.allowsGzip(null)).isFalse();
        assertThat(AcceptEncoding.allowsGzip(List.of("br", "gzip"))).isTrue();
        assertThat(AcceptEncoding.allowsGzip(List.of("br", "gzip;q=0"))).isFalse();
    }
}
