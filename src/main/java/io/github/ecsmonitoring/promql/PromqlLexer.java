package io.github.ecsmonitoring.promql;

import io.github.ecsmonitoring.promql.PromqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits an expression into tokens. What a character means depends on whether braces or brackets are open. */
final class PromqlLexer {
    private static final Pattern BLANK = Pattern.compile("[ \\t\\n\\r]++|#[^\\n\\r]*+");
    private static final Pattern WORD = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Pattern HEXADECIMAL = Pattern.compile("0[xX]_?[0-9a-fA-F]++(?:_[0-9a-fA-F]++)*+");
    private static final String DIGITS = "[0-9]++(?:_[0-9]++)*+";
    private static final Pattern DECIMAL =
            Pattern.compile("(?:" + DIGITS + "\\.?(?:" + DIGITS + ")?|\\." + DIGITS + ")(?:[eE][+-]?" + DIGITS + ")?");
    private static final Pattern SYMBOL = Pattern.compile("==|!=|<=|>=|[-+*/%^=<>(){}\\[\\],@:]");
    private static final Pattern SYMBOL_IN_BRACES = Pattern.compile("=~|!~|!=|=|,|[{}]");
    private static final Set<String> NUMBERS = Set.of("inf", "nan");

    private final String text;
    private final List<PromqlToken> tokens = new ArrayList<>();
    private int position;
    private boolean inBraces;
    private boolean inBrackets;

    private PromqlLexer(String text) {
        this.text = text;
    }

    /** The tokens; the last one is the end. */
    static List<PromqlToken> tokens(String text) {
        return new PromqlLexer(text).all();
    }

    private List<PromqlToken> all() {
        skip();
        while (position < text.length()) {
            PromqlToken token = next();
            tokens.add(token);
            position += token.text().length();
            track(token);
            skip();
        }
        tokens.add(new PromqlToken(Kind.END, "", text.length()));
        return tokens;
    }

    private void skip() {
        for (String blank = at(BLANK); !blank.isEmpty(); blank = at(BLANK)) {
            position += blank.length();
        }
    }

    private PromqlToken next() {
        char c = text.charAt(position);
        if (c == '"' || c == '\'' || c == '`') {
            return string();
        }
        if (inBraces) {
            return first(LABEL, Kind.WORD, SYMBOL_IN_BRACES, Kind.SYMBOL);
        }
        if (isDigit(c) || c == '.' && position + 1 < text.length() && isDigit(text.charAt(position + 1))) {
            return numberOrDuration();
        }
        return inBrackets ? first(SYMBOL, Kind.SYMBOL, LABEL, Kind.WORD) : word();
    }

    private PromqlToken word() {
        // A colon alone is no name; one in a name belongs to it.
        PromqlToken token = first(WORD, Kind.WORD, SYMBOL, Kind.SYMBOL);
        return token.kind() == Kind.WORD && NUMBERS.contains(token.keyword())
                ? new PromqlToken(Kind.NUMBER, token.text(), token.start())
                : token;
    }

    private PromqlToken string() {
        char quote = text.charAt(position);
        boolean raw = quote == '`';
        for (int i = position + 1; i < text.length() && (raw || text.charAt(i) != '\n'); i++) {
            if (text.charAt(i) == quote) {
                return new PromqlToken(Kind.STRING, text.substring(position, i + 1), position);
            }
            if (text.charAt(i) == '\\' && !raw) {
                i++;
            }
        }
        throw PromqlSyntax.error(text, position, "a string is not closed");
    }

    private PromqlToken numberOrDuration() {
        for (Pattern number : List.of(HEXADECIMAL, DECIMAL)) {
            String found = at(number);
            if (!found.isEmpty() && !isWordCharacter(position + found.length())) {
                return new PromqlToken(Kind.NUMBER, found, position);
            }
        }
        String found = at(PrometheusDuration.PATTERN);
        if (!found.isEmpty() && !isWordCharacter(position + found.length())) {
            return new PromqlToken(Kind.DURATION, found, position);
        }
        throw PromqlSyntax.error(
                text,
                position,
                "\"" + at(Pattern.compile("[0-9a-zA-Z_.]+")) + "\" must be a number, or " + PrometheusDuration.SYNTAX);
    }

    private PromqlToken first(Pattern one, Kind kindOfOne, Pattern other, Kind kindOfOther) {
        String found = at(one);
        if (!found.isEmpty()) {
            return new PromqlToken(kindOfOne, found, position);
        }
        found = at(other);
        if (!found.isEmpty()) {
            return new PromqlToken(kindOfOther, found, position);
        }
        throw PromqlSyntax.error(
                text,
                position,
                "unexpected character \"" + Character.toString(text.codePointAt(position)) + "\""
                        + (inBraces ? ", expected a label, a matcher such as job=\"node\", or \"}\"" : ""));
    }

    private void track(PromqlToken token) {
        switch (token.kind() == Kind.SYMBOL ? token.text() : "") {
            case "{" -> inBraces = true;
            case "}" -> inBraces = false;
            case "[" -> inBrackets = true;
            case "]" -> inBrackets = false;
            default -> {}
        }
    }

    /** The match at the current position; empty if there is none. */
    private String at(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(position, text.length());
        return matcher.lookingAt() ? matcher.group() : "";
    }

    private boolean isWordCharacter(int index) {
        return index < text.length()
                && (isDigit(text.charAt(index))
                        || Character.toString(text.charAt(index)).matches("[a-zA-Z_]"));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
