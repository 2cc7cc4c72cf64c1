package io.github.ecsmonitoring.exporter.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class LabelValueTest {

    @Test
    void replacesARunOfOtherBytesByOneCharacter() {
        assertThat(decode("61ff62")).isEqualTo("a\ufffdb");
        assertThat(decode("61fffefd62")).isEqualTo("a\ufffdb");
        assertThat(decode("e28261")).isEqualTo("\ufffda");
        assertThat(decode("e282ffe282")).isEqualTo("\ufffd");
        assertThat(decode("ff61ff")).isEqualTo("\ufffda\ufffd");
        assertThat(decode("")).isEmpty();
    }

    @Test
    void keepsUtf8() {
        assertThat(decode("c3a9f09f90b3")).isEqualTo("é🐳");
        String marks = "x\ufffd\ufffd";
        assertThat(LabelValue.decode(marks.getBytes(StandardCharsets.UTF_8))).isEqualTo(marks);
        assertThat(decode("efbfbdffefbfbd")).isEqualTo("\ufffd\ufffd\ufffd");
    }

    private static String decode(String bytes) {
        return LabelValue.decode(HexFormat.of().parseHex(bytes));
    }
}
