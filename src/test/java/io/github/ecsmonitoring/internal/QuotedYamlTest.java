package io.github.ecsmonitoring.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Promtool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuotedYamlTest {
    /** Characters that Go's reader of YAML rejects, or takes for line breaks or a byte order mark. */
    private static final String UNREADABLE = "\u007f\u0085\u2028\u2029\ufeff";

    @TempDir
    Path folder;

    private static Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("word", "service:orders:rate5m");
        document.put("duration", "1h30m");
        document.put("sentence", "Überall: on or off?");
        document.put("truth", List.of("yes", true, 60, "60"));
        document.put("lines", "a\n  b\n");
        return document;
    }

    @Test
    void textIsQuotedUnlessItIsAWord() {
        assertThat(QuotedYaml.write(document())).isEqualTo("""
            word: service:orders:rate5m
            duration: 1h30m
            sentence: "Überall: on or off?"
            truth:
              - "yes"
              - true
              - 60
              - "60"
            lines: "a\\n  b\\n"
            """);
    }

    @Test
    void textOfSeveralLinesCanBeABlock() {
        assertThat(QuotedYaml.writeLiteral(document())).endsWith("""
            lines: |
              a
                b
            """);
    }

    @Test
    void aDocumentCanBeOneLine() {
        assertThat(QuotedYaml.writeShort(Map.of("a", List.of("x", "y z")))).isEqualTo("{a: [x, \"y z\"]}\n");
    }

    @Test
    void charactersThatGoCannotReadAreEscaped() {
        assertThat(QuotedYaml.writeLiteral(Map.of("text", "a\né" + UNREADABLE)))
                .isEqualTo("text: \"a\\n\\xe9\\x7f\\N\\u2028\\u2029\\ufeff\"\n");
    }

    @Test
    void rejectsAnUnpairedSurrogate() {
        assertThatThrownBy(() -> QuotedYaml.write(Map.of("text", "\ud83d\ude00 is, \ude00 is not")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("text must be valid Unicode, got an unpaired surrogate in \"\ud83d\ude00 is, ? is not\"");
    }

    /** In a text of several lines, so that most of it is in blocks. */
    @Test
    void prometheusReadsEveryCharacter() throws Exception {
        Promtool.assumeInstalled();
        List<String> readable = IntStream.concat(IntStream.rangeClosed(0, 0xFFFF), IntStream.of(0x1F600, 0x10FFFF))
                .filter(c -> UNREADABLE.indexOf(c) < 0 && !(c <= 0xFFFF && Character.isSurrogate((char) c)))
                .mapToObj(Character::toString)
                .collect(Collectors.toList());
        assertThat(readAsWritten(texts(readable))).isEmpty();
        assertThat(readAsWritten(texts(
                        UNREADABLE.codePoints().mapToObj(Character::toString).toList())))
                .isEmpty();
    }

    private static Map<String, String> texts(List<String> characters) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int start = 0; start < characters.size(); start += 500) {
            String text = String.join("", characters.subList(start, Math.min(start + 500, characters.size())));
            texts.put("lines" + start, "first\n" + text + "!\n");
            texts.put("line" + start, text);
        }
        return texts;
    }

    /** The differences between the annotations of an alert, and what the text is. */
    private String readAsWritten(Map<String, String> texts) throws Exception {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("alert", "Always");
        rule.put("expr", "vector(1)");
        rule.put("annotations", texts);
        Files.writeString(
                folder.resolve("rules.yaml"),
                QuotedYaml.writeLiteral(Map.of("groups", List.of(Map.of("name", "group", "rules", List.of(rule))))));
        List<String> expected = new ArrayList<>();
        texts.forEach((name, text) -> expected.add(
                name + ": \"" + text.codePoints().mapToObj("\\U%08x"::formatted).collect(Collectors.joining()) + '"'));
        return Promtool.failures(
                Files.writeString(folder.resolve("test.yaml"), """
            rule_files: [rules.yaml]
            tests:
              - interval: 1m
                alert_rule_test:
                  - alertname: Always
                    eval_time: 1m
                    exp_alerts:
                      - exp_annotations: {%s}
            """.formatted(String.join(", ", expected))));
    }
}
