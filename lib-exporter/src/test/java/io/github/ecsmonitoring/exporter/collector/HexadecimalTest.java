package io.github.ecsmonitoring.exporter.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HexadecimalTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0000000a, 10",
        "FfffFFFF, 4294967295",
        "7fffffffffffffff, 9223372036854775807",
        "8000000000000000, 9223372036854775808",
        "fffffffffffff800, 18446744073709549568",
        "ffffffffffffffff, 18446744073709551616",
        "000000000000000000000001, 1"
    })
    void readsUpTo64BitsAsTheNearestDouble(String text, double value) throws IOException {
        assertThat(Hexadecimal.toDouble(
                        Hexadecimal.next(KernelText.of("f", text).firstLine())))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "+1", "0x1", "g", "1.5", "10000000000000000", "１", "٣"})
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> Hexadecimal.next(KernelText.of("f", text).firstLine()))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("f:1: expected a hexadecimal number of 64 bits, got \"" + text + "\" in \"" + text + "\"");
    }
}
