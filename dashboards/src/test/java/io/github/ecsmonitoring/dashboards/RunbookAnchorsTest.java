package io.github.ecsmonitoring.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RunbookAnchorsTest {
    @Test
    void leadsFromEachAlertToTheRunbookOfItsAnnotation() throws IOException {
        Map<String, String> urls = new TreeMap<>();
        RunbookAnchors.all().forEach((alert, anchor) -> urls.put(alert, RunbookAnchors.RUNBOOKS + "#" + anchor));
        Map<String, String> annotations = new TreeMap<>();
        RuleFile.alerts()
                .forEach(alert ->
                        annotations.put(alert.alert(), alert.annotations().get("runbook_url")));
        assertThat(urls).isEqualTo(annotations);
    }
}
