package io.github.ecsmonitoring.exporter.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoNumberTest {
    private static final int KINDS = 10;

    @ParameterizedTest
    @CsvSource({
        // zero and the smallest doubles
        "0, 0",
        "-0.0, 0",
        "4.9E-324, 5e-324",
        "-4.9E-324, -5e-324",
        "9.9E-324, 1e-323",
        "1.5E-323, 1.5e-323",
        "2.0E-323, 2e-323",
        "9.4E-323, 9.4e-323",
        "9.9E-323, 1e-322",
        "1.04E-322, 1.04e-322",
        "1E-310, 1e-310",
        "2.2250738585072014E-308, 2.2250738585072014e-308",
        // no exponent from 1e-04 on
        "0.0001, 0.0001",
        "0.00012345, 0.00012345",
        "0.00009999999999999999, 9.999999999999999e-05",
        "0.00001234, 1.234e-05",
        "0.00001, 1e-05",
        // fractions
        "0.1, 0.1",
        "0.25, 0.25",
        "0.21, 0.21",
        "0.30000000000000004, 0.30000000000000004",
        "1.5, 1.5",
        "-1.5, -1.5",
        "10870.69, 10870.69",
        "123456.789, 123456.789",
        "999999.9, 999999.9",
        "999999.9999999999, 999999.9999999999",
        // an exponent from 1e+06 on
        "1, 1",
        "-1, -1",
        "10, 10",
        "100000, 100000",
        "999999, 999999",
        "1000000, 1e+06",
        "1000000.5, 1.0000005e+06",
        "1234567, 1.234567e+06",
        "-1234567, -1.234567e+06",
        "513713216, 5.13713216e+08",
        "123456789012, 1.23456789012e+11",
        "1E15, 1e+15",
        // around 2^53, where integers stop being exact
        "9007199254740991, 9.007199254740991e+15",
        "9007199254740992, 9.007199254740992e+15",
        "9007199254740994, 9.007199254740994e+15",
        "-9007199254740992, -9.007199254740992e+15",
        // 64-bit counters
        "9223372036854775807, 9.223372036854776e+18",
        "18446744073709551615, 1.8446744073709552e+19",
        // two digits of exponent at least, three at most
        "1E9, 1e+09",
        "1E10, 1e+10",
        "1E99, 1e+99",
        "1E100, 1e+100",
        "1E-10, 1e-10",
        "1E-100, 1e-100",
        "1.7976931348623157E308, 1.7976931348623157e+308",
        // not finite
        "NaN, NaN",
        "Infinity, +Inf",
        "-Infinity, -Inf",
    })
    void writesTheTextOfGo(double value, String text) {
        assertThat(text(value)).isEqualTo(text);
    }

    @Test
    void writesTextThatParsesToTheSameDouble() {
        Random random = new Random(20261122);
        for (int i = 0; i < 20_000; i++) {
            double bits = Double.longBitsToDouble(random.nextLong());
            double magnitude = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-30, 30));
            assertReadsBack(Double.isNaN(bits) ? 0.5 : bits);
            assertReadsBack(i % 2 == 0 ? magnitude : Math.rint(magnitude));
        }
    }

    @Test
    void writesTheFewestDigitsOfTheSmallestDoubles() {
        for (int i = 1; i < 10_000; i++) {
            double value = i * Double.MIN_VALUE;
            String text = text(value);
            int digits = new BigDecimal(text).precision();
            BigDecimal shorter = new BigDecimal(text).round(new MathContext(Math.max(1, digits - 1)));
            assertThat(Double.parseDouble(text)).isEqualTo(value);
            assertThat(digits == 1 || shorter.doubleValue() != value).as(text).isTrue();
        }
    }

    @Test
    void writesUnsigned64BitCountersThatParseToTheNearestDouble() {
        Random random = new Random(64);
        for (int i = 0; i < 20_000; i++) {
            BigInteger counter = new BigInteger(random.nextInt(1, 65), random);
            double nearest = new BigDecimal(counter).doubleValue();
            assertReadsBack(nearest);
        }
        assertReadsBack(new BigDecimal(BigInteger.TWO.pow(64).subtract(BigInteger.ONE)).doubleValue());
    }

    @Test
    void writesTheDigitsOfJavaForAMillionNumbersOfAllKinds() {
        Random random = new Random(10);
        for (int i = 0; i < 1_000_000 / KINDS; i++) {
            for (int kind = 0; kind < KINDS; kind++) {
                double value = number(kind, random);
                String text = text(value);
                if (!text.equals(fromJavasText(value))) {
                    assertThat(text).as(Double.toString(value)).isEqualTo(fromJavasText(value));
                }
            }
        }
    }

    private static double number(int kind, Random random) {
        double decimal = random.nextLong(1L << random.nextInt(1, 63));
        return switch (kind) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> decimal;
            case 2 -> -decimal / 10;
            case 3 -> decimal / Math.pow(10, random.nextInt(1, 19));
            case 4 -> decimal * (1.0 / 1000.0);
            case 5 -> random.nextDouble() * Math.pow(10, random.nextInt(-12, 18));
            case 6 -> random.nextInt(1, 1000) * Math.pow(10, random.nextInt(-30, 30));
            case 7 -> Math.nextUp(random.nextInt() / 1000.0);
            case 8 -> Math.nextDown(Math.pow(10, random.nextInt(-20, 24)));
            default -> (1L << 53) + random.nextLong(-1000, 1000);
        };
    }

    /** The digits of {@link Double#toString} in Go's layout. */
    private static String fromJavasText(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
        }
        BigDecimal decimal = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
        String digits = decimal.unscaledValue().toString();
        int exponent = digits.length() - 1 - decimal.scale();
        String sign = value < 0 ? "-" : "";
        if (exponent >= -4 && exponent < 6) {
            return sign + decimal.toPlainString();
        }
        String rest = digits.length() > 1 ? "." + digits.substring(1) : "";
        return sign
                + digits.charAt(0)
                + rest
                + 'e'
                + (exponent < 0 ? '-' : '+')
                + (Math.abs(exponent) < 10 ? "0" : "")
                + Math.abs(exponent);
    }

    /** Asserts the same value, the digits of Java's shortest text, and Go's choice of an exponent. */
    private static void assertReadsBack(double value) {
        String text = text(value);
        double read = Double.parseDouble(text.replace("Inf", "Infinity"));
        assertThat(read).as(text).isEqualTo(value == 0 ? 0.0 : value);
        if (Double.isFinite(value) && value != 0) {
            double magnitude = Math.abs(value);
            boolean exponent = magnitude < 1e-4 || magnitude >= 1e6;
            assertThat(digits(text) + exponent).as(text).isEqualTo(digits(Double.toString(value)) + text.contains("e"));
        }
    }

    private static String digits(String number) {
        return new BigDecimal(number).unscaledValue().abs().toString().replaceAll("0+$", "");
    }

    private static String text(double value) {
        Utf8Buffer out = new Utf8Buffer();
        GoNumber.append(out, value);
        return out.toString();
    }
}
