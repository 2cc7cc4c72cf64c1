package io.github.ecsmonitoring.exporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PageQueryTest {
    @Test
    void parsesCollectExcludeAndName() {
        assertThat(PageQuery.parse(null)).isEqualTo(new PageQuery(List.of(), List.of(), Set.of()));
        assertThat(PageQuery.parse("collect[]=cpu&collect%5B%5D=loadavg&other=1&name[]=node_load1"))
                .isEqualTo(new PageQuery(List.of("cpu", "loadavg"), List.of(), Set.of("node_load1")));
        assertThat(PageQuery.parse("exclude[]=a%20b&collect=cpu&&=x&collect[]"))
                .isEqualTo(new PageQuery(List.of(), List.of("a b"), Set.of()));
    }
}
