package io.github.ecsmonitoring.exporter.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogTest {
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z";

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void writesLogfmt() {
        log(Log.Level.DEBUG, Log.Format.LOGFMT)
                .error("collector failed", "name", "cpu", "err", "/proc/stat: the file is empty");
        assertThat(lines()).isEqualTo("""
                time=NOW level=ERROR msg="collector failed" name=cpu err="/proc/stat: the file is empty"
                """);
    }

    @Test
    void writesJson() {
        log(Log.Level.DEBUG, Log.Format.JSON)
                .error("collector failed", "name", "cpu", "err", "/proc/stat: the file is empty");
        assertThat(lines()).isEqualTo("""
                {"time":"NOW","level":"ERROR","msg":"collector failed","name":"cpu","err":"/proc/stat: the file is empty"}
                """);
    }

    @Test
    void quotesValuesInLogfmtThatAreNotPlainWords() {
        Log log = log(Log.Level.INFO, Log.Format.LOGFMT);
        log.info(
                "Stopped",
                "empty",
                "",
                "equals",
                "a=b",
                "quote",
                "say \"hi\"",
                "slash",
                "a\\b",
                "lines",
                "a\r\nb\tc\0d\u001f",
                "umlaut",
                "Größe",
                "path",
                "/proc/1/mountinfo:3",
                "number",
                42,
                "none",
                null);
        assertThat(lines()).isEqualTo("""
                time=NOW level=INFO msg=Stopped empty="" equals="a=b" quote="say \\"hi\\"" slash="a\\\\b" lines="a\\r\\nb\\tc\\u0000d\\u001f" \
                umlaut="Größe" path=/proc/1/mountinfo:3 number=42 none=null
                """);
    }

    @Test
    void escapesSpecialCharactersInJson() {
        log(Log.Level.INFO, Log.Format.JSON).info("a\"b\\c\r\n\td\0e", "Größe", "🐳", "empty", "");
        assertThat(lines()).isEqualTo("""
                {"time":"NOW","level":"INFO","msg":"a\\"b\\\\c\\r\\n\\td\\u0000e","Größe":"🐳","empty":""}
                """);
    }

    @Test
    void dropsMessagesBelowTheThreshold() {
        for (Log.Level threshold : Log.Level.values()) {
            Log log = log(threshold, Log.Format.LOGFMT);
            log.debug(threshold + "<=debug");
            log.info(threshold + "<=info");
            log.warn(threshold + "<=warn");
            log.error(threshold + "<=error");
        }
        assertThat(lines()).isEqualTo("""
                time=NOW level=DEBUG msg="DEBUG<=debug"
                time=NOW level=INFO msg="DEBUG<=info"
                time=NOW level=WARN msg="DEBUG<=warn"
                time=NOW level=ERROR msg="DEBUG<=error"
                time=NOW level=INFO msg="INFO<=info"
                time=NOW level=WARN msg="INFO<=warn"
                time=NOW level=ERROR msg="INFO<=error"
                time=NOW level=WARN msg="WARN<=warn"
                time=NOW level=ERROR msg="WARN<=error"
                time=NOW level=ERROR msg="ERROR<=error"
                """);
    }

    @Test
    void writesTheTimeOfTheEventInUtcWithMilliseconds() {
        Instant before = Instant.now().minusMillis(1);
        log(Log.Level.INFO, Log.Format.LOGFMT).info("now");
        String line = written.toString(StandardCharsets.UTF_8);
        String time = line.substring("time=".length(), line.indexOf(' '));
        assertThat(time).hasSize("2026-11-22T07:46:09.875Z".length()).matches(TIME);
        assertThat(Instant.parse(time)).isBetween(before, Instant.now());
    }

    private Log log(Log.Level threshold, Log.Format format) {
        return new Log(new PrintStream(written, true, StandardCharsets.UTF_8), threshold, format);
    }

    private String lines() {
        return written.toString(StandardCharsets.UTF_8).replaceAll(TIME, "NOW");
    }
}
