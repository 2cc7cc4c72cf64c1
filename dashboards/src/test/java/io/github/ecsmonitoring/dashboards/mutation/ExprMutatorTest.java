package io.github.ecsmonitoring.dashboards.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ExprMutatorTest {
    @Test
    void changesComparisonsNumbersRangesLabelsMatchersOperatorsAndAggregations() {
        assertThat(mutants(
                        "max by (a, b) (rate(x_total{job=\"node\",mode!~\"idle\"}[5m])) > 0.5 unless on (a) up == 1"))
                .isEqualTo("""
                        min by (a, b) (rate(x_total{job="node",mode!~"idle"}[5m])) > 0.5 unless on (a) up == 1
                        max by (b) (rate(x_total{job="node",mode!~"idle"}[5m])) > 0.5 unless on (a) up == 1
                        max by (a) (rate(x_total{job="node",mode!~"idle"}[5m])) > 0.5 unless on (a) up == 1
                        max by (a, b) (rate(x_total{mode!~"idle"}[5m])) > 0.5 unless on (a) up == 1
                        max by (a, b) (rate(x_total{job!="node",mode!~"idle"}[5m])) > 0.5 unless on (a) up == 1
                        max by (a, b) (rate(x_total{job="node"}[5m])) > 0.5 unless on (a) up == 1
                        max by (a, b) (rate(x_total{job="node",mode=~"idle"}[5m])) > 0.5 unless on (a) up == 1
                        max by (a, b) (rate(x_total{job="node",mode!~"idle"}[600s])) > 0.5 unless on (a) up == 1
                        max by (a, b) (rate(x_total{job="node",mode!~"idle"}[150s])) > 0.5 unless on (a) up == 1
                        max by (a, b) (rate(x_total{job="node",mode!~"idle"}[5m])) >= 0.5 unless on (a) up == 1
                        max by (a, b) (rate(x_total{job="node",mode!~"idle"}[5m])) < 0.5 unless on (a) up == 1
                        max by (a, b) (rate(x_total{job="node",mode!~"idle"}[5m])) > 0.55 unless on (a) up == 1
                        max by (a, b) (rate(x_total{job="node",mode!~"idle"}[5m])) > 0.45 unless on (a) up == 1
                        max by (a, b) (rate(x_total{job="node",mode!~"idle"}[5m])) > 0.5 and on (a) up == 1
                        max by (a, b) (rate(x_total{job="node",mode!~"idle"}[5m])) > 0.5
                        max by (a, b) (rate(x_total{job="node",mode!~"idle"}[5m])) > 0.5 unless on () up == 1
                        max by (a, b) (rate(x_total{job="node",mode!~"idle"}[5m])) > 0.5 unless on (a) up != 1
                        max by (a, b) (rate(x_total{job="node",mode!~"idle"}[5m])) > 0.5 unless on (a) up == 2
                        max by (a, b) (rate(x_total{job="node",mode!~"idle"}[5m])) > 0.5 unless on (a) up == 0
                        """);
    }

    @Test
    void dropsEachSideOfAnAlternative() {
        assertThat(mutants("(a or b and c) - count(d offset 10m)")).isEqualTo("""
                        (a unless b and c) - count(d offset 10m)
                        (a ) - count(d offset 10m)
                        ( b and c) - count(d offset 10m)
                        (a or b unless c) - count(d offset 10m)
                        (a or b ) - count(d offset 10m)
                        (a or b and c) - sum(d offset 10m)
                        (a or b and c) - count(d offset 1200s)
                        (a or b and c) - count(d offset 300s)
                        """);
    }

    private static String mutants(String expr) {
        return ExprMutator.mutations(expr).stream()
                .map(mutation -> mutation.text().stripTrailing() + "\n")
                .collect(Collectors.joining());
    }
}
