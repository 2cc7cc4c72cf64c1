package io.github.ecsmonitoring.exporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.http.QueryParameter;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PageQueryTest {
    @Test
    void parsesCollectExcludeAndName() {
        assertThat(PageQuery.of(List.of())).isEqualTo(new PageQuery(List.of(), List.of(), Set.of()));
        assertThat(PageQuery.of(List.of(
                        new QueryParameter("collect[]", "cpu"),
                        new QueryParameter("collect[]", "loadavg"),
                        new QueryParameter("collect", "uname"),
                        new QueryParameter("exclude[]", "arp"),
                        new QueryParameter("name[]", "node_load1"))))
                .isEqualTo(new PageQuery(List.of("cpu", "loadavg"), List.of("arp"), Set.of("node_load1")));
    }
}
