package io.github.ecsmonitoring.exporter.exposition;

/**
 * Formats numbers as client_golang does, that is, as Go's {@code strconv.FormatFloat(v, 'g', -1, 64)}: the fewest
 * digits that parse to the same double, with an exponent below 1e-04 and from 1e+06 on.
 *
 * <pre>
 * 100000.0     100000
 * 1234567.0    1.234567e+06
 * 0.0001       0.0001
 * 0.00001234   1.234e-05
 * </pre>
 */
final class GoNumber {
    /** Every integer below 2^53 is a distinct double, so its decimal digits are the shortest text. */
    private static final double EXACT_INTEGERS = 1L << 53;
    /** Different decimals of up to 15 digits have different nearest doubles. */
    private static final double FIFTEEN_DIGITS = 1e15;
    /** The finest unit of time in kernel files is the nanosecond. */
    private static final int MOST_DECIMALS = 9;

    /** Of larger doubles, no two digits are as near as one digit that parses to the same double. */
    private static final double TWENTY_ONE_SMALLEST = 21 * Double.MIN_VALUE;

    private static final int MOST_DIGITS_BEFORE_EXPONENT = 6;
    private static final int MOST_DIGITS = 19;

    private static final long[] POWERS = new long[MOST_DIGITS];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < MOST_DIGITS; i++) {
            POWERS[i] = 10 * POWERS[i - 1];
        }
    }

    private GoNumber() {}

    static void append(Utf8Buffer out, double value) {
        double magnitude = Math.abs(value);
        if (value == 0) {
            out.append('0'); // also -0, as client_golang writes it
        } else if (magnitude <= Double.MAX_VALUE) {
            if (value < 0) {
                out.append('-');
            }
            appendPositive(out, magnitude);
        } else {
            out.append(value != value ? "NaN" : value > 0 ? "+Inf" : "-Inf");
        }
    }

    private static void appendPositive(Utf8Buffer out, double value) {
        long whole = (long) value;
        if (whole == value && value < EXACT_INTEGERS) {
            appendDecimal(out, whole, 0);
        } else if (!appendFewDecimals(out, value)) {
            appendShortest(out, value);
        }
    }

    /**
     * Appends the value if it is a decimal of up to 15 digits, as nearly all non-integer samples are. No other decimal
     * with as few digits parses to the same double.
     */
    private static boolean appendFewDecimals(Utf8Buffer out, double value) {
        for (int decimals = 1; decimals <= MOST_DECIMALS; decimals++) {
            double power = POWERS[decimals];
            double scaled = value * power + 0.5;
            if (scaled >= FIFTEEN_DIGITS) {
                return false;
            }
            long digits = (long) scaled;
            // Both operands are exact, so the quotient is the double nearest to the decimal.
            if (digits / power == value) {
                appendDecimal(out, digits, decimals);
                return true;
            }
        }
        return false;
    }

    /**
     * Lays out the digits of {@link Double#toString(double)} as Go does: 123.45, 1.2345E7, 0.0012, 1.2E-4. They are the
     * shortest, too (JDK-4511638, fixed in 19), but at least two: see {@link #oneDigit}.
     */
    private static void appendShortest(Utf8Buffer out, double value) {
        StringBuilder java = out.scratch();
        java.append(value);
        long digits = 0;
        int decimals = 0;
        int exponent = 0;
        boolean afterPoint = false;
        for (int i = 0; i < java.length(); i++) {
            char c = java.charAt(i);
            if (c == '.') {
                afterPoint = true;
            } else if (c == 'E') {
                exponent = Integer.parseInt(java, i + 1, java.length(), 10);
                break;
            } else {
                digits = 10 * digits + c - '0';
                decimals += afterPoint ? 1 : 0;
            }
        }
        appendDecimal(
                out,
                value < TWENTY_ONE_SMALLEST ? oneDigit(value, digits, decimals - exponent) : digits,
                decimals - exponent);
    }

    /** The digits rounded to one, if that parses to the same double: 5e-324 rather than 4.9e-324. */
    private static long oneDigit(double value, long digits, int decimals) {
        long rounded = (digits + 5) / 10 * 10;
        return digits < 100 && Double.parseDouble(rounded + "E" + -decimals) == value ? rounded : digits;
    }

    /** Appends {@code digits} / 10^{@code decimals}. */
    private static void appendDecimal(Utf8Buffer out, long digits, int decimals) {
        int count = digitsOf(digits);
        int exponent = count - 1 - decimals;
        if (decimals <= 0 && count - decimals <= MOST_DIGITS_BEFORE_EXPONENT) {
            out.append(digits * POWERS[-decimals], count - decimals);
            return;
        }
        long significant = digits;
        while (significant % 10 == 0) {
            significant /= 10;
            count--;
        }
        if (exponent < -4 || exponent >= MOST_DIGITS_BEFORE_EXPONENT) {
            appendScientific(out, significant, count, exponent);
        } else if (exponent < 0) {
            out.append("0.").append(significant, count - 1 - exponent);
        } else if (count <= exponent + 1) {
            out.append(significant * POWERS[exponent + 1 - count], exponent + 1);
        } else {
            appendInTwo(out, significant, count, exponent + 1);
        }
    }

    private static void appendScientific(Utf8Buffer out, long digits, int count, int exponent) {
        if (count == 1) {
            out.append(digits, 1);
        } else {
            appendInTwo(out, digits, count, 1);
        }
        int magnitude = Math.abs(exponent);
        out.append('e').append(exponent < 0 ? '-' : '+').append(magnitude, magnitude < 100 ? 2 : 3);
    }

    /** Appends the digits with a point after the first {@code before} of them. */
    private static void appendInTwo(Utf8Buffer out, long digits, int count, int before) {
        long power = POWERS[count - before];
        long first = digits / power;
        out.append(first, before).append('.').append(digits - first * power, count - before);
    }

    private static int digitsOf(long value) {
        int count = 1;
        while (count < MOST_DIGITS && value >= POWERS[count]) {
            count++;
        }
        return count;
    }
}
