package io.github.ecsmonitoring.exporter.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelNumberTest {

    @Test
    void readsTheBasesOfC() {
        assertThat(KernelNumber.parse("0")).isZero();
        assertThat(KernelNumber.parse("42")).isEqualTo(42);
        assertThat(KernelNumber.parse("-7")).isEqualTo(-7);
        assertThat(KernelNumber.parse("0x1F")).isEqualTo(31);
        assertThat(KernelNumber.parse("010")).isEqualTo(8);
    }

    @Test
    void readsAll64Bits() {
        assertThat(KernelNumber.parse("18446744073709551615")).isEqualTo(0x1p64);
        assertThat(KernelNumber.parse("0xffffffffffffffff")).isEqualTo(0x1p64);
        assertThat(KernelNumber.parse("0xfffffffffffff7ff")).isEqualTo(0x1.fffffffffffffp63);
        assertThat(KernelNumber.parse("-9223372036854775808")).isEqualTo(-0x1p63);
        // Between two doubles: the lost bit decides.
        assertThat(KernelNumber.unsignedToDouble(0x8000000000000401L)).isEqualTo(0x1.0000000000001p63);
        assertThat(KernelNumber.unsignedToDouble(0x8000000000000400L)).isEqualTo(0x1p63);
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
    void refusesWhatIsNoNumber(String text) {
        assertThatThrownBy(() -> KernelNumber.parse(text)).isInstanceOf(NumberFormatException.class);
    }
}
