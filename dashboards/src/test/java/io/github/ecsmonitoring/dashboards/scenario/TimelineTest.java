package io.github.ecsmonitoring.dashboards.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {
    @Test
    void valuesBecomePromtoolsNotation() {
        assertThat(samples("0.5", 0, 300)).isEqualTo("0.5+0x4");
        assertThat(samples("+0.1", 0, 300)).isEqualTo("0+6x4");
        assertThat(samples("1000 @120 +-5", 0, 300)).isEqualTo("1000+0x1 1000-300x2");
        assertThat(samples("-1 @60 _ @180 +1 @300 stale", 0, 480)).isEqualTo("-1+0x0 _x2 -1+60x1 stale _x2");
    }

    @Test
    void aLifeBeginsAtItsFirstScrapeAndEndsBeforeItsEnd() {
        assertThat(samples("1", 90, 270)).isEqualTo("_x2 1+0x2");
        assertThat(samples("0 @60 1", 60, 240)).isEqualTo("_x1 0+0x0 1+0x1");
    }

    @Test
    void aLifeThatBeganBeforeTheTestHasGrown() {
        assertThat(samples("+1 @600 +2", -1200, 180)).isEqualTo("1800+120x2");
        assertThat(samples("5 @600 6", -1200, 180)).isEqualTo("6+0x2");
    }

    @Test
    void aSeriesThatIsInterruptedContinuesAsItWouldHaveBeen() {
        assertThat(Timeline.parse("1 @120 +1 @360 3").interrupted(180, 300).samples(0, 480, 60))
                .isEqualTo("1+0x1 1+60x0 _x2 61+60x0 3+0x1");
    }

    @Test
    void aSeriesWithoutSamplesIsEmpty() {
        assertThat(new InputSeries("up", "{}", samples("_ @60 _", 0, 300)).isEmpty())
                .isTrue();
        assertThat(List.of(new InputSeries("up", "{}", samples("_ @60 1", 0, 300)).yaml()))
                .containsExactly("      - series: 'up{}'\n        values: '_x1 1+0x3'\n");
    }

    private static String samples(String timeline, int start, int end) {
        return Timeline.parse(timeline).samples(start, end, 60);
    }
}
