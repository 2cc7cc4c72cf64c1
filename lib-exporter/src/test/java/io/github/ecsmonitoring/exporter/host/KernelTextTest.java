package io.github.ecsmonitoring.exporter.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelTextTest {

    @Test
    void readsLineByLineAndFieldByField() throws IOException {
        KernelText text = text("""
                cpu  30574 92637
                \tctxt 1877209 \t

                """);
        assertThat(text.nextLine()).isTrue();
        assertThat(text.fieldCount()).isEqualTo(3);
        assertThat(text.nextString()).isEqualTo("cpu");
        assertThat(text.nextUnsigned()).isEqualTo(30574);
        assertThat(text.nextInt()).isEqualTo(92637);
        assertThat(text.nextField()).isFalse();
        assertThat(text.nextLine()).isTrue();
        assertThat(text.line()).isEqualTo("\tctxt 1877209 \t");
        assertThat(text.fieldCount()).isEqualTo(2);
        assertThat(text.nextField() && text.fieldStartsWith("ctx")).isTrue();
        assertThat(text.fieldStartsWith("ctxt1")).isFalse();
        assertThat(text.nextField()).isTrue();
        assertThat(text.field()).isEqualTo("1877209");
        assertThat(text.nextLine()).as("the empty line").isTrue();
        assertThat(text.fieldCount()).isZero();
        assertThat(text.nextField()).isFalse();
        assertThat(text.nextLine()).as("behind the last newline").isFalse();
        assertThat(text.nextLine()).isFalse();
    }

    @Test
    void readsALastLineWithoutNewline() throws IOException {
        KernelText text = text("a 1\nb 2");
        assertThat(text.nextLine() && text.nextLine()).isTrue();
        assertThat(text.nextString()).isEqualTo("b");
        assertThat(text.nextUnsigned()).isEqualTo(2);
        assertThat(text.nextLine()).isFalse();
    }

    @Test
    void omitsTheCarriageReturnAtTheEndOfALine() throws IOException {
        KernelText text = text("a 1\r\n\r\nb 2\r");
        assertThat(text.firstLine().line()).isEqualTo("a 1");
        text.nextString();
        assertThat(text.nextUnsigned()).isEqualTo(1);
        text.nextLine();
        assertThat(text.line()).isEmpty();
        text.nextLine();
        assertThat(text.line()).isEqualTo("b 2");
    }

    @Test
    void readsALineOfAMebibyte() throws IOException {
        KernelText text = text("intr" + " 7".repeat(512 * 1024) + "\nctxt 1\n");
        text.firstLine();
        assertThat(text.fieldCount()).isEqualTo(512 * 1024 + 1);
        text.nextString();
        double sum = 0;
        for (int i = 0; i < 512 * 1024; i++) {
            sum += text.nextUnsigned();
        }
        assertThat(sum).isEqualTo(7.0 * 512 * 1024);
        assertThat(text.nextLine()).isTrue();
        assertThat(text.line()).isEqualTo("ctxt 1");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "007, 7",
        "999999999999999999, 999999999999999999",
        "9223372036854775807, 9223372036854775807",
        "9223372036854775808, 9223372036854775808",
        "9223372036854776833, 9223372036854777856",
        "18446744073709550591, 18446744073709549568",
        "18446744073709550592, 18446744073709551616",
        "18446744073709551615, 18446744073709551616",
        "0000000000000000000000000000018446744073709551615, 18446744073709551616",
    })
    void readsUnsignedNumbersOf64BitsAsTheNearestDouble(String text, double value) throws IOException {
        assertThat(text(text).firstLine().nextUnsigned()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "+1",
                "1.0",
                "1e3",
                "0x10",
                "abc",
                "1a",
                "18446744073709551616",
                "99999999999999999999999",
                "-9223372036854775808",
                "+1234567890123456789",
                "１２３",
                "NaN",
                "٣٣٣٣٣٣٣٣٣٣",
            })
    void refusesAFieldThatIsNotAnUnsignedNumberOf64Bits(String text) {
        KernelText line = text("ctxt " + text);
        assertFails(
                () -> {
                    line.firstLine().nextString();
                    line.nextUnsigned();
                },
                "/proc/stat:1: expected an unsigned number, got \"" + text + "\" in \"ctxt " + text + "\"");
    }

    @ParameterizedTest
    @CsvSource({"0.21, 0.21", "-1.5, -1.5", "+2, 2", "1e-05, 1e-05", "2445.426, 2445.426", ".5, 0.5", "5., 5"})
    void readsDecimals(String text, double value) throws IOException {
        assertThat(text(text).firstLine().nextDecimal()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "1d", "1f", "0x1p3", "NaN", "Infinity", "+Inf", "1,5", "1.2.3", "-", ".", "1e999", "-1e999"
            })
    void refusesAFieldThatIsNotAFiniteDecimal(String text) {
        assertFails(
                () -> text(text).firstLine().nextDecimal(),
                "/proc/stat:1: expected a number, got \"" + text + "\" in \"" + text + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1.0", "2147483648", "99999999999"})
    void refusesAFieldThatIsNotAWholeNumberOf32Bits(String text) {
        assertFails(
                () -> text(text).firstLine().nextInt(),
                "/proc/stat:1: expected a whole number, got \"" + text + "\" in \"" + text + "\"");
    }

    @Test
    void parsesTheNumberBehindAPrefix() throws IOException {
        KernelText text = text("cpu12 x").firstLine();
        text.nextField();
        assertThat(text.fieldAsInt(3)).isEqualTo(12);
        assertFails(() -> text.fieldAsInt(2), "/proc/stat:1: expected a whole number, got \"cpu12\" in \"cpu12 x\"");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "000000000000000000ff, 255", "7fffffffffffffff, 9223372036854775807", "FFFFffffFFFFffff, -1"})
    void readsHexadecimalDigitsAs64Bits(String text, long bits) throws IOException {
        assertThat(text(text).firstLine().nextHexadecimal()).isEqualTo(bits);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x1", "-1", "g", "10000000000000000", "１", "ÿ"})
    void refusesAFieldThatIsNotAHexadecimalNumberOf64Bits(String text) {
        assertFails(
                () -> text(text).firstLine().nextHexadecimal(),
                "/proc/stat:1: expected a hexadecimal number of 64 bits, got \"" + text + "\" in \"" + text + "\"");
    }

    @Test
    void comparesTheWholeField() throws IOException {
        KernelText text = text(" cpu cpu0 \t\n").firstLine();
        assertThat(text.hasField() && text.nextField() && text.fieldIs("cpu")).isTrue();
        assertThat(text.fieldIs("cp") || text.fieldIs("cpu0") || text.fieldIs("cpx"))
                .isFalse();
        assertThat(text.hasField() && text.nextField() && text.fieldIs("cpu0")).isTrue();
        assertThat(text.hasField()).isFalse();
    }

    @Test
    void returnsTheLineUpToAMark() throws IOException {
        KernelText text = text(" \t24: 1:2\nERR\n:").firstLine();
        assertThat(text.before(':')).isEqualTo("24");
        assertThat(text.nextLine()).isTrue();
        assertThat(text.before(':')).isEmpty();
        assertThat(text.nextLine()).isTrue();
        assertThat(text.before(':')).isEmpty();
    }

    @Test
    void namesALineThatEndsTooEarly() {
        KernelText text = text("a 1\nb 2\n");
        assertFails(
                () -> {
                    text.firstLine();
                    text.nextLine();
                    text.nextString();
                    text.nextUnsigned();
                    text.nextUnsigned();
                },
                "/proc/stat:2: expected an unsigned number, got the end of the line in \"b 2\"");
        assertFails(text::nextString, "/proc/stat:2: expected a field, got the end of the line in \"b 2\"");
        assertFails(text::nextDecimal, "/proc/stat:2: expected a number, got the end of the line in \"b 2\"");
        assertFails(text::nextInt, "/proc/stat:2: expected a whole number, got the end of the line in \"b 2\"");
    }

    @Test
    void namesAFileThatIsEmptyOrLacksAValue() {
        assertFails(() -> text("").firstLine(), "/proc/stat: the file is empty");
        assertThat(text("").without("a line of a CPU")).hasMessage("/proc/stat: expected a line of a CPU, found none");
    }

    @Test
    void quotesTheFirstTwoHundredCharactersOfALongLine() {
        KernelText text = text("x".repeat(100_000));
        assertFails(
                () -> text.firstLine().nextInt(),
                "/proc/stat:1: expected a whole number, got \"" + "x".repeat(200) + "…\" in \"" + "x".repeat(200)
                        + "…\"");
    }

    @Test
    void skipsPastTheLastMark() throws IOException {
        KernelText text = text("eth0:1:1288 42").firstLine();
        assertThat(text.skipPastLast(':')).isTrue();
        assertThat(text.nextUnsigned()).isEqualTo(1288);
        assertThat(text.nextUnsigned()).isEqualTo(42);
        assertThat(text.skipPastLast('#')).isFalse();
        assertThat(text.nextField()).as("unmoved").isFalse();
    }

    private static KernelText text(String text) {
        return KernelText.of("/proc/stat", text);
    }

    private static void assertFails(ThrowingCallable reading, String message) {
        assertThatThrownBy(reading).isExactlyInstanceOf(IOException.class).hasMessage(message);
    }
}
