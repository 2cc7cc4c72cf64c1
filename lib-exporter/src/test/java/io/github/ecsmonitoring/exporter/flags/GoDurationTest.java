package io.github.ecsmonitoring.exporter.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {
    @ParameterizedTest
    @CsvSource({"5s,PT5S", "500ms,PT0.5S", "1m30s,PT1M30S", "1.5h,PT1H30M", "250us,PT0.00025S", "7ns,PT0.000000007S", ".5s,PT0.5S"})
    void readsGoDurations(String text, Duration expected) {
        assertThat(GoDuration.parse("x", text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "5 s", "5sx", "-5s", "5x"})
    void refusesAllElse(String text) {
        assertThatThrownBy(() -> GoDuration.parse("x", text)).isInstanceOf(FlagException.class)
                .hasMessage("flag 'x' takes a time such as 5s, 500ms or 1m30s, got '" + text + "'");
    }

    @Test
    void isADefaultOfTheHelpText() {
        Flags flags = new Flags();
        flags.duration("wait", Duration.ofSeconds(5), "how long");
        assertThat(flags.help("p")).contains("--wait=\"5s\"");
    }
}
