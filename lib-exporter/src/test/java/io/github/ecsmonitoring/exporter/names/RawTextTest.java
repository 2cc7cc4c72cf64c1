package io.github.ecsmonitoring.exporter.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawTextTest {
    @ParameterizedTest
    @CsvSource({
        "65746830, eth0",
        "c3bc6ec3af, ünï",
        "f09f9880, 😀",
        "efbfbd, \ufffd",
        // ISO-8859-1
        "fc6e, \udcfcn",
        // the beginning of a character
        "61e282, a\udce2\udc82",
        // overlong, a surrogate, and beyond the last character
        "c080, \udcc0\udc80",
        "edb2ac, \udced\udcb2\udcac",
        "f4908080, \udcf4\udc90\udc80\udc80",
        "ffc3bcfe, \udcffü\udcfe",
    })
    void keepsBytesThatAreNotUtf8(String bytes, String text) {
        byte[] raw = HexFormat.of().parseHex(bytes);
        assertThat(RawText.decode(raw)).isEqualTo(text);
        assertThat(RawText.encode(text)).isEqualTo(raw);
    }

    @Test
    void convertsAllBytesToTextAndBack() {
        Random random = new Random(1);
        for (int round = 0; round < 5000; round++) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            assertThat(RawText.encode(RawText.decode(bytes))).isEqualTo(bytes);
        }
    }

    @Test
    void decodesAPartOfAnArray() {
        byte[] bytes = "über/\u00fcn".getBytes(StandardCharsets.UTF_8);
        assertThat(RawText.decode(bytes, 0, 5)).isEqualTo("über");
    }
}
