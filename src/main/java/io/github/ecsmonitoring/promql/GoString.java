package io.github.ecsmonitoring.promql;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The value of a string literal with the escapes of Go. */
final class GoString {
    private static final String SIMPLE = "abfnrtv\\";
    private static final String VALUES = "\u0007\b\f\n\r\t\u000b\\";

    private final String literal;
    private final char quote;
    /** Escapes may stand for single bytes of a character. */
    private final ByteArrayOutputStream value = new ByteArrayOutputStream();

    private int position = 1;

    private GoString(String literal) {
        this.literal = literal;
        this.quote = literal.charAt(0);
    }

    /** The text; empty if an escape is unknown. */
    static Optional<String> value(String literal) {
        return literal.charAt(0) == '`'
                ? Optional.of(literal.substring(1, literal.length() - 1))
                : new GoString(literal).unquoted();
    }

    private Optional<String> unquoted() {
        while (position < literal.length() - 1) {
            int c = literal.codePointAt(position);
            position += Character.charCount(c);
            if (c != '\\') {
                add(c);
            } else if (!escape(literal.charAt(position++))) {
                return Optional.empty();
            }
        }
        return Optional.of(value.toString(StandardCharsets.UTF_8));
    }

    private boolean escape(char c) {
        if (SIMPLE.indexOf(c) >= 0) {
            value.write(VALUES.charAt(SIMPLE.indexOf(c)));
            return true;
        }
        if (c == quote) {
            value.write(c);
            return true;
        }
        return switch (c) {
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                position--;
                yield number(3, 8, true);
            }
            case 'x' -> number(2, 16, true);
            case 'u' -> number(4, 16, false);
            case 'U' -> number(8, 16, false);
            default -> false;
        };
    }

    private boolean number(int digits, int base, boolean isByte) {
        if (position + digits > literal.length() - 1) {
            return false;
        }
        long number = 0;
        for (int i = 0; i < digits; i++) {
            int digit = Character.digit(literal.charAt(position++), base);
            if (digit < 0) {
                return false;
            }
            number = number * base + digit;
        }
        if (isByte) {
            value.write((int) number);
            return number <= 0xFF;
        }
        boolean valid = number <= Character.MAX_CODE_POINT && (number < 0xD800 || number > 0xDFFF);
        if (valid) {
            add((int) number);
        }
        return valid;
    }

    private void add(int codePoint) {
        value.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
    }
}
