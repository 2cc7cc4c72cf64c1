package io.github.ecsmonitoring.exporter.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelNumberTest {

    @Test
    void parsesTheBasesOfC() {
        assertThat(KernelNumber.parse("0")).isZero();
        assertThat(KernelNumber.parse("42")).isEqualTo(42);
        assertThat(KernelNumber.parse("-7")).isEqualTo(-7);
        assertThat(KernelNumber.parse("0x1F")).isEqualTo(31);
        assertThat(KernelNumber.parse("010")).isEqualTo(8);
    }

    @Test
    void parses64BitsAsTheNearestDouble() {
        assertThat(KernelNumber.parse("18446744073709551615")).isEqualTo(0x1p64);
        assertThat(KernelNumber.parse("0xffffffffffffffff")).isEqualTo(0x1p64);
        assertThat(KernelNumber.parse("0xfffffffffffff7ff")).isEqualTo(0x1.fffffffffffffp63);
        assertThat(KernelNumber.parse("-9223372036854775808")).isEqualTo(-0x1p63);
        // Between two doubles: the lost bit decides.
        assertThat(KernelNumber.toDouble(0x8000000000000401L)).isEqualTo(0x1.0000000000001p63);
        assertThat(KernelNumber.toDouble(0x8000000000000400L)).isEqualTo(0x1p63);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "0x",
                "0xg",
                "08",
                "1.5",
                "1 2",
                "--1",
                "-0x1",
                "18446744073709551616",
                "-9223372036854775809"
            })
    void refusesTextThatIsNotAWholeNumber(String text) {
        assertThatThrownBy(() -> KernelNumber.parse(text)).isInstanceOf(NumberFormatException.class);
    }

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
    void parsesHexadecimalDigitsOfUpTo64Bits(String text, double value) {
        assertThat(KernelNumber.toDouble(KernelNumber.parseHexadecimal(text, 0, text.length())))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "0x1", "g", "1.5", "10000000000000000", "１", "٣"})
    void refusesTextThatIsNotAHexadecimalNumberOf64Bits(String text) {
        assertThatThrownBy(() -> KernelNumber.parseHexadecimal(text, 0, text.length()))
                .isInstanceOf(NumberFormatException.class);
    }

    @Test
    void recognizesDecimalDigitsOnly() {
        assertThat(KernelNumber.isDigits("0123456789")).isTrue();
        assertThat(KernelNumber.isDigits("nvme12", 4)).isTrue();
        assertThat(KernelNumber.isDigits("nvme", 4)).as("no character").isFalse();
        assertThat(KernelNumber.isDigits("")).isFalse();
        assertThat(KernelNumber.isDigits("-1")).isFalse();
        assertThat(KernelNumber.isDigits("１")).as("FULLWIDTH DIGIT ONE").isFalse();
    }
}
