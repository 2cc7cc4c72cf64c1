package io.github.ecsmonitoring.exporter.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
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

    @Test
    void suppressesSimilarLinesAfterFiveAMinuteAndCountsThem() {
        AtomicLong clock = new AtomicLong();
        Log log = new Log(output(), Log.Level.DEBUG, Log.Format.LOGFMT, clock::get);
        for (int i = 0; i < 3425; i++) {
            log.error("collector failed", "name", "netstat", "err", "reason " + i);
        }
        log.error("collector failed", "name", "cpu", "err", "another collector");
        log.warn("collector failed", "name", "netstat", "err", "another level");
        clock.addAndGet(LogLimiter.INTERVAL.toNanos());
        log.error("collector failed", "name", "netstat", "err", "a minute later");
        assertThat(lines()).isEqualTo("""
                time=NOW level=ERROR msg="collector failed" name=netstat err="reason 0"
                time=NOW level=ERROR msg="collector failed" name=netstat err="reason 1"
                time=NOW level=ERROR msg="collector failed" name=netstat err="reason 2"
                time=NOW level=ERROR msg="collector failed" name=netstat err="reason 3"
                time=NOW level=ERROR msg="collector failed" name=netstat err="reason 4"
                time=NOW level=ERROR msg="collector failed" name=cpu err="another collector"
                time=NOW level=WARN msg="collector failed" name=netstat err="another level"
                time=NOW level=ERROR msg="similar lines were suppressed" lines=3420 similar="collector failed" name=netstat
                time=NOW level=ERROR msg="collector failed" name=netstat err="a minute later"
                """);
    }

    @Test
    void countsSuppressedLinesWhenItIsFlushed() {
        Log log = log(Log.Level.INFO, Log.Format.JSON);
        for (int i = 0; i < 7; i++) {
            log.error("late scrape failed");
        }
        log.flush(1);
        assertThat(lines().lines().skip(5)).containsExactly("""
                {"time":"NOW","level":"ERROR","msg":"similar lines were suppressed","lines":"2","similar":"late scrape failed"}""");
    }

    @Test
    void suppressesNoLinesAtLevelDebug() {
        Log log = log(Log.Level.DEBUG, Log.Format.LOGFMT);
        for (int i = 0; i < 1000; i++) {
            log.debug("client disconnected", "client", "127.0.0.1:9100");
        }
        assertThat(lines()).hasLineCount(1000);
    }

    /** The number of kinds that are counted is limited, since a client may choose a path that is logged. */
    @Test
    void countsKindsAboveAHundredAsOne() {
        Log log = log(Log.Level.INFO, Log.Format.LOGFMT);
        for (int i = 0; i < 1000; i++) {
            log.error("request failed", "path", "/" + i);
        }
        log.flush(1);
        assertThat(lines().lines().skip(100 + 5)).containsExactly("""
                time=NOW level=ERROR msg="similar lines were suppressed" lines=895 similar="other messages\"""");
    }

    @Test
    void reportsLostLines() {
        List<String> written = new ArrayList<>();
        AtomicBoolean blocked = new AtomicBoolean(true);
        LogOutput output = new LogOutput() {
            @Override
            public boolean write(String line) {
                return !blocked.get() && written.add(line.replaceAll(TIME, "NOW"));
            }

            @Override
            public void flush(long millis) {}
        };
        Log log = new Log(output, Log.Level.INFO, Log.Format.LOGFMT, System::nanoTime);
        log.info("one");
        log.info("two");
        blocked.set(false);
        log.info("three");
        log.info("four");
        assertThat(written)
                .containsExactly(
                        "time=NOW level=WARN msg=\"lines were lost: stderr was blocked\" lines=2",
                        "time=NOW level=INFO msg=three",
                        "time=NOW level=INFO msg=four");
    }

    private LogOutput output() {
        return new DirectOutput(new PrintStream(written, true, StandardCharsets.UTF_8));
    }

    private Log log(Log.Level threshold, Log.Format format) {
        return new Log(new PrintStream(written, true, StandardCharsets.UTF_8), threshold, format);
    }

    private String lines() {
        return written.toString(StandardCharsets.UTF_8).replaceAll(TIME, "NOW");
    }
}
