package io.github.ecsmonitoring.adot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Duration;

class ScrapeJobTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 65535})
    void takesEveryPort(int port) {
        assertThat(ScrapeJob.of("orders", port).port()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65536})
    void refusesWhatIsNoPort(int port) {
        assertThatThrownBy(() -> ScrapeJob.of("orders", port))
            .isInstanceOf(IllegalArgumentException.class).hasMessage("port of scrape job orders must be 1 to 65535, got " + port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1st", "or ders", "a/b"})
    void refusesAnOddName(String name) {
        assertThatThrownBy(() -> ScrapeJob.of(name, 80)).isInstanceOf(IllegalArgumentException.class)
            .hasMessage("name of a scrape job must match [A-Za-z][A-Za-z0-9_.-]{0,63}, got \"" + name + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "metrics", "/a b", "/a?b=c", "/a#b"})
    void refusesWhatIsNoPath(String path) {
        ScrapeJob job = ScrapeJob.of("orders", 80);
        assertThatThrownBy(() -> job.path(path)).isInstanceOf(IllegalArgumentException.class)
            .hasMessage("path of scrape job orders must begin with / and hold no space, ? or #, got \"" + path + "\"");
    }

    @ParameterizedTest
    @CsvSource({"9000, 9 s", "241000, 241.0 s", "10500, 10.5 s", "0, 0 s", "86400000000000, 8.64E10 s"})
    void refusesAnIntervalThatIsTooShortTooLongOrBroken(long millis, String got) {
        ScrapeJob job = ScrapeJob.of("orders", 80);
        assertThatThrownBy(() -> job.interval(Duration.millis(millis))).isInstanceOf(IllegalArgumentException.class)
            .hasMessage("scrape interval must be 10 to 240 whole seconds, got " + got);
    }

    @Test
    void isNotChangedByItsMethods() {
        ScrapeJob job = ScrapeJob.of("orders", 80);
        job.path("/other").interval(Duration.seconds(10));
        assertThat(job.path()).isEqualTo("/metrics");
        assertThat(job.interval()).isEmpty();
    }
}
