package io.github.ecsmonitoring.exporter.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NamesTest {

    @Test
    void givesOneStringForTheSameBytes() {
        assertThat(name("a name of NamesTest")).isEqualTo("a name of NamesTest").isSameAs(name("a name of NamesTest"));
        assertThat(Names.of("xx eth0 yy".getBytes(StandardCharsets.UTF_8), 3, 7))
                .isEqualTo("eth0")
                .isSameAs(name("eth0"));
        assertThat(name("")).isEmpty();
    }

    @Test
    void tellsTextsOfOneHashApart() {
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
        assertThat(Names.of(new byte[] {'a', (byte) 0xff}, 0, 2)).isEqualTo("a\ufffd");
    }

    @Test
    void keepsAThousandNamesWhateverElseComesOnce() {
        List<String> devices =
                IntStream.range(0, 1_000).mapToObj(i -> "nvme" + i + "n1").toList();
        List<String> first = devices.stream().map(NamesTest::name).toList();
        for (int i = 0; i < 100; i++) {
            name("0." + i + " which comes once");
        }
        long same = IntStream.range(0, 1_000)
                .filter(i -> name(devices.get(i)) == first.get(i))
                .count();
        assertThat(same).as("but for those in crowded places").isGreaterThan(900);
    }

    @Test
    void isRightWhileThreadsWriteOverEachOther() {
        IntStream.range(0, 4).parallel().forEach(thread -> {
            Random random = new Random(thread);
            for (int i = 0; i < 200_000; i++) {
                String text = Integer.toString(random.nextInt(20_000), 36);
                if (!name(text).equals(text)) {
                    throw new AssertionError(name(text) + " is not " + text);
                }
            }
        });
    }

    private static String name(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Names.of(bytes, 0, bytes.length);
    }
}
