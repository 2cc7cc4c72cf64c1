package io.github.ecsmonitoring.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PromqlTest {
    @Test
    void findsMetricAndLabelNames() {
        Promql names = Promql.of("""
                clamp_min(1 - avg without (cpu) (rate(node_cpu_seconds_total{job="node",mode=~"idle|iowait"}[5m] offset 10m)), 0)
                  and on (account_id, instance) up{region=~"$region"} == 1 or service:targets_up:count > 4e2
                """);
        assertThat(names.metrics()).containsExactly("node_cpu_seconds_total", "service:targets_up:count", "up");
        assertThat(names.labels()).containsExactly("account_id", "cpu", "instance", "job", "mode", "region");
    }
}
