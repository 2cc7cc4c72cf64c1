package io.github.ecsmonitoring.exporter.exposition;

/**
 * Number text as Go's {@code strconv.FormatFloat(v, 'g', -1, 64)} prints it, which every Prometheus client in Go uses: the fewest
 * digits that read back as the same double, with an exponent below 1e-04 and from 1e+06 on.
 *
 * <pre>
 * 100000.0     100000
 * 1234567.0    1.234567e+06
 * 0.0001       0.0001
 * 0.00001234   1.234e-05
 * </pre>
 */
final class GoNumber {
    /** Below 2^53 every integer is a double of its own, so its decimal digits are the shortest text. */
    private static final double EXACT_INTEGERS = 1L << 53;

    private GoNumber() {}

    static void append(Utf8Buffer out, double value) {
        if (value == 0) {
            out.append('0'); // also -0, as client_golang writes it
        } else if (value == Math.rint(value) && Math.abs(value) < EXACT_INTEGERS) {
            appendInteger(out, (long) value);
        } else if (Double.isFinite(value)) {
            appendShortest(out, value);
        } else {
            out.append(Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf");
        }
    }

    private static void appendInteger(Utf8Buffer out, long value) {
        long magnitude = Math.abs(value);
        if (value < 0) {
            out.append('-');
        }
        String digits = Long.toString(magnitude);
        if (magnitude < 1_000_000) {
            out.append(digits);
        } else {
            appendScientific(out, withoutTrailingZeros(digits), digits.length() - 1);
        }
    }

    /** Java's digits are the shortest ones too (JDK-4511638, fixed in 19), only laid out differently. */
    private static void appendShortest(Utf8Buffer out, double value) {
        String java = Double.toString(Math.abs(value));
        if (value < 0) {
            out.append('-');
        }
        int e = java.indexOf('E');
        int exponent = e < 0 ? 0 : Integer.parseInt(java.substring(e + 1));
        String mantissa = e < 0 ? java : java.substring(0, e);
        int point = mantissa.indexOf('.');
        String all = mantissa.substring(0, point) + mantissa.substring(point + 1);
        int leading = 0;
        while (all.charAt(leading) == '0') {
            leading++;
        }
        appendDigits(out, withoutTrailingZeros(all.substring(leading)), exponent + point - 1 - leading);
    }

    /** The value is d.ddd × 10^exponent. */
    private static void appendDigits(Utf8Buffer out, String digits, int exponent) {
        if (exponent < -4 || exponent > 5) {
            appendScientific(out, digits, exponent);
        } else if (exponent < 0) {
            out.append("0.");
            for (int i = -1; i > exponent; i--) {
                out.append('0');
            }
            out.append(digits);
        } else {
            for (int i = 0; i <= exponent; i++) {
                out.append(i < digits.length() ? digits.charAt(i) : '0');
            }
            if (digits.length() > exponent + 1) {
                out.append('.').append(digits.substring(exponent + 1));
            }
        }
    }

    private static void appendScientific(Utf8Buffer out, String digits, int exponent) {
        out.append(digits.charAt(0));
        if (digits.length() > 1) {
            out.append('.').append(digits.substring(1));
        }
        int magnitude = Math.abs(exponent);
        out.append('e').append(exponent < 0 ? '-' : '+');
        if (magnitude < 10) {
            out.append('0');
        }
        out.append(Integer.toString(magnitude));
    }

    private static String withoutTrailingZeros(String digits) {
        int end = digits.length();
        while (end > 1 && digits.charAt(end - 1) == '0') {
            end--;
        }
        return digits.substring(0, end);
    }
}
