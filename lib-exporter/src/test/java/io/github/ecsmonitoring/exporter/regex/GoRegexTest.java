package io.github.ecsmonitoring.exporter.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.collector.CollectorList;
import io.github.ecsmonitoring.exporter.flags.Flags;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GoRegexTest {

    /** The results of Go's `regexp.MustCompile(expression).MatchString(text)`. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            eth,                  veth0,    true
            ^eth,                 veth0,    false
            ^eth\\d+$,             eth0,     true
            ^[[:alpha:]]+$,       alpha,    true
            ^[[:alpha:]]+$,       h:a,      false
            (?P<n>a)b,            ab,       true
            (?<n>a)b,             ab,       true
            (?i)ETH,              eth0,     true
            (?U)a+b,              aab,      true
            ^\\pL+$,               λόγος,    true
            \\Aeth\\z,              eth,      true
            ^\\Qa.b\\E$,            a.b,      true
            ^\\Qa.b\\E$,            axb,      false
            """)
    void matchesAsInGo(String expression, String text, boolean found) {
        assertThat(GoRegex.compile(expression).finds(text)).isEqualTo(found);
    }

    @Test
    void matchesDollarOnlyAtTheEndOfTheText() {
        assertThat(GoRegex.compile("a$").finds("a\n")).isFalse();
        assertThat(GoRegex.builtIn("a$").finds("a\n")).isFalse();
        assertThat(GoRegex.compile("^a.b$").finds("a\rb")).isTrue();
        assertThat(GoRegex.builtIn("^a.b$").finds("a\rb")).isTrue();
        assertThat(GoRegex.builtIn("^a.b$").finds("a\nb")).isFalse();
    }

    /** Go's messages without their prefix "error parsing regexp: ". */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            a(            | missing closing ): `a(`
            a)            | unexpected ): `a)`
            *             | missing argument to repetition operator: `*`
            [a            | missing closing ]: `[a`
            [z-a]         | invalid character class range: `z-a`
            a{2,1}        | invalid repeat count: `{2,1}`
            a{1001}       | invalid repeat count: `{1001}`
            (?=a)         | invalid or unsupported Perl syntax: `(?=`
            (a)\\1        | invalid escape sequence: `\\1`
            [[:nope:]]    | invalid character class range: `[:nope:]`
            """)
    void rejectsInvalidExpressionsWithGosMessage(String expression, String message) {
        assertThatThrownBy(() -> GoRegex.compile(expression))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    @Timeout(10)
    void matchesInLinearTime() {
        assertThat(GoRegex.compile("^(a+)+$").finds("a".repeat(5_000) + "b")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("defaults")
    void matchesTheDefaultsOfAllFlagsAsRe2Does(String expression) {
        GoRegex jdk = GoRegex.builtIn(expression);
        GoRegex re2 = GoRegex.compile(expression);
        int found = 0;
        for (String name : names(expression)) {
            assertThat(jdk.finds(name)).as("%s in '%s'", expression, name).isEqualTo(re2.finds(name));
            found += re2.finds(name) ? 1 : 0;
        }
        assertThat(found).as("names that match").isPositive();
    }

    /** The defaults of all flags that contain metacharacters, of new collectors too. */
    static List<String> defaults() {
        Flags flags = new Flags();
        new CollectorList(flags);
        List<String> defaults = new ArrayList<>();
        for (Matcher shown = Pattern.compile("^  --\\S+=\"(.*[$^*+|].*)\"$", Pattern.MULTILINE)
                        .matcher(flags.help("x"));
                shown.find(); ) {
            defaults.add(shown.group(1));
        }
        assertThat(defaults)
                .contains("^(z?ram|loop|fd|(h|s|v|xv)d[a-z]|nvme\\d+n\\d+p)\\d+$")
                .hasSizeGreaterThanOrEqualTo(3);
        return defaults;
    }

    /**
     * The words of the expression, alone and in pairs with characters that the engines could treat differently, and
     * 2000 random strings of its characters.
     */
    private static List<String> names(String expression) {
        List<String> words = new ArrayList<>(List.of(
                "", "\n", "\r", "\u2028", "\u0085", "/", "x", "é", "\ud83d\ude00", "0", "\u0663", "sda1", "nvme0n1p1"));
        for (String word : expression.split("[^A-Za-z0-9_/]+")) {
            words.add(word);
        }
        List<String> names = new ArrayList<>(words);
        for (String first : words) {
            for (String second : words) {
                names.add(first + second);
                names.add("/" + first + "/" + second);
                names.add(first + second + "7");
            }
        }
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder name = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                name.append(expression.charAt(random.nextInt(expression.length())));
            }
            names.add(name.toString());
        }
        return names;
    }
}
