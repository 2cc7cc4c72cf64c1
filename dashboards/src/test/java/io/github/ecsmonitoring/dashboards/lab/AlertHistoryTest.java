package io.github.ecsmonitoring.dashboards.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AlertHistoryTest {
    @Test
    void anAlertIsPendingForItsTimeThenFiresAndStartsAgainAfterAPause() {
        assertThat(history(120, 0, 60L, 120L, 180L, 240L, 360L))
                .isEqualTo("{firing={180=1.0, 240=1.0}, pending={60=1.0, 120=1.0, 360=1.0}}"
                        + " since {60=60.0, 120=60.0, 180=60.0, 240=60.0, 360=360.0}");
    }

    @Test
    void withoutATimeItFiresAtOnce() {
        assertThat(history(0, 0, 60L, 180L)).isEqualTo("{firing={60=1.0, 180=1.0}} since {60=60.0, 180=180.0}");
    }

    @Test
    void aFiringAlertIsKeptForItsTime() {
        assertThat(history(60, 120, 60L, 120L, 360L))
                .isEqualTo("{firing={120=1.0, 180=1.0, 240=1.0}, pending={60=1.0, 360=1.0}}"
                        + " since {60=60.0, 120=60.0, 180=60.0, 240=60.0, 360=360.0}");
    }

    private static String history(int pending, int keepFiring, Long... active) {
        LabRule rule =
                new LabRule("rules.yaml", Optional.empty(), Optional.of("A"), "up == 0", pending, keepFiring, Map.of());
        AlertHistory history = AlertHistory.of(rule, new TreeSet<>(List.of(active)), 0, 360, 60);
        return history.samples() + " since " + history.activeSince();
    }
}
