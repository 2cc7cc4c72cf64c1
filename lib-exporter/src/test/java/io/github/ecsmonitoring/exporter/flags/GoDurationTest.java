package io.github.ecsmonitoring.exporter.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {

    @ParameterizedTest
    @CsvSource({
        "0, PT0S", "1s, PT1S", "1m30s, PT1M30S", "500ms, PT0.5S",
        "1.5h, PT1H30M", ".5s, PT0.5S", "2us, PT0.000002S", "3µs, PT0.000003S",
        "1h1m1s1ms1us1ns, PT1H1M1.001001001S",
    })
    void parsesDurationsInGoSyntax(String text, Duration duration) {
        assertThat(GoDuration.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "s",
                "1d",
                "1s ",
                "1 s",
                "-1s",
                "+1s",
                "1,5s",
                "1e3s",
                "99999999999h",
                "99999999999999999999",
                ".s",
                "1s2",
                "١s"
            })
    void rejectsEverythingElse(String text) {
        assertThatThrownBy(() -> GoDuration.parse(text))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be a duration such as 1s, 500ms or 1m30s, got '" + text + "'");
    }

    @Test
    void isShownInTheHelpInGoSyntax() {
        Flags flags = new Flags();
        Flag<Duration> wait = flags.duration("wait", Duration.ofSeconds(5), "how long");
        assertThat(flags.help("p")).contains("--wait=\"5s\"");
        flags.parse(List.of("--wait=1m"));
        assertThat(wait.value()).isEqualTo(Duration.ofMinutes(1));
        assertThatThrownBy(() -> new Flags().duration("wait", Duration.ZERO, "").accept("5"))
                .hasMessage("flag 'wait' must be a duration such as 1s, 500ms or 1m30s, got '5'");
    }
}
