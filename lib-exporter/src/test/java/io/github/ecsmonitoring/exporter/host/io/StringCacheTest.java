package io.github.ecsmonitoring.exporter.host.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StringCacheTest {
    private final StringCache cache = new StringCache(10);

    @Test
    void returnsTheSameStringForTheSameBytes() {
        assertThat(name("a text of this test")).isEqualTo("a text of this test").isSameAs(name("a text of this test"));
        assertThat(cache.get("xx eth0 yy".getBytes(StandardCharsets.UTF_8), 3, 7))
                .isEqualTo("eth0")
                .isSameAs(name("eth0"));
        assertThat(name("")).isEmpty();
    }

    @Test
    void distinguishesTextsWithTheSameHash() {
        assertThat("AaBB").hasSameHashCodeAs("BBAa");
        assertThat(List.of(name("AaBB"), name("BBAa"), name("AaAa"), name("BBBB")))
                .containsExactly("AaBB", "BBAa", "AaAa", "BBBB");
        assertThat(name("\0")).isEqualTo("\0").isNotEqualTo(name("\0\0"));
    }

    @Test
    void readsTextsThatAreLongOrNotAscii() {
        for (String text : List.of("x".repeat(64), "x".repeat(65), "x".repeat(100_000), "Größe", "データ🐳")) {
            assertThat(name(text)).isEqualTo(text);
        }
        assertThat(cache.get(new byte[] {'a', (byte) 0xff}, 0, 2)).isEqualTo("a\udcff");
    }

    @Test
    void keepsAThousandNamesThoughOthersOccurOnce() {
        List<String> devices =
                IntStream.range(0, 1_000).mapToObj(i -> "nvme" + i + "n1").toList();
        List<String> first = devices.stream().map(this::name).toList();
        for (int i = 0; i < 100; i++) {
            name("0." + i + " which occurs once");
        }
        long same = IntStream.range(0, 1_000)
                .filter(i -> name(devices.get(i)) == first.get(i))
                .count();
        assertThat(same).as("all but those in crowded sets").isGreaterThan(900);
    }

    private String name(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return cache.get(bytes, 0, bytes.length);
    }
}
