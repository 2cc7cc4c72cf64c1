package io.github.ecsmonitoring.exporter.collector.sysfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HumanNumberTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "720, 720",
        "1k, 1024",
        "1K, 1024",
        "1.26k, 1290",
        "28.2m, 29569843",
        "48.9G, 52505975193",
        "1t, 1099511627776",
        "2P, 2251799813685248",
        "1E, 1152921504606846976",
        "1.9, 1",
        "18446744073709551615, 18446744073709551616"
    })
    void parsesNumbersOfBcachefs(String number, double value) throws IOException {
        assertThat(HumanNumber.bcachefs(text(number), number)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "17, 17",
        "1.5, 1",
        "1k, 1024",
        "-1k, -1024",
        "1.1M, 1150976",
        "1.9k, 1924",
        "1.10k, 2024",
        "20.4G, 21894266880"
    })
    void parsesNumbersOfBcache(String number, double value) throws IOException {
        assertThat(HumanNumber.bcache(text(number), number)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k",
                ".",
                "1..2k",
                "1,5k",
                "NaN",
                "Infinity",
                "0x10",
                "1e3",
                "+1",
                "1x",
                "--1k",
                "1.k2",
                "2e1k",
                "99999999999Y"
            })
    void rejectsOtherText(String number) {
        assertThatThrownBy(() -> HumanNumber.bcache(text(number), number))
                .isExactlyInstanceOf(IOException.class)
                .hasMessageStartingWith("/sys/x:1: expected a number")
                .hasMessageEndingWith("got \"" + number + "\" in \"" + number + '"');
        assertThatThrownBy(() -> HumanNumber.bcachefs(text(number), number)).isExactlyInstanceOf(IOException.class);
    }

    @Test
    void rejectsNegativeNumbersOfBcachefs() {
        assertThatThrownBy(() -> HumanNumber.bcachefs(text("-1k"), "-1k"))
                .hasMessage("/sys/x:1: expected a number, got \"-1k\" in \"-1k\"");
    }

    private static KernelText text(String number) throws IOException {
        KernelText text = KernelText.of("/sys/x", number).firstLine();
        text.nextField();
        return text;
    }
}
