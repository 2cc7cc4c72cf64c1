package io.github.ecsmonitoring.dashboards.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PageTest {
    /** Otherwise an alert would be quiet for lack of input. */
    @Test
    void healthyFleetsHaveEveryMetricThatRulesRead() throws IOException {
        RuleSet rules = RuleSet.read();
        Set<String> scraped = new TreeSet<>(rules.metrics());
        scraped.removeAll(rules.names());
        Set<String> pages = new TreeSet<>();
        for (String page : Page.names()) {
            if (!page.startsWith("worst")) {
                pages.addAll(Page.of(page).metrics());
            }
        }
        // Only containers that exited, and pulls of images, have these.
        pages.addAll(Set.of(
                "ecs_container_exit_code",
                "ecs_container_start_timestamp_seconds",
                "ecs_task_image_pull_start_timestamp_seconds",
                "ecs_task_image_pull_stop_timestamp_seconds",
                "ecs_task_service_info"));
        assertThat(pages).containsAll(scraped);
    }
}
