package io.github.ecsmonitoring.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.dashboards.Rules.Group;
import io.github.ecsmonitoring.dashboards.Rules.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What promtool does not ask of the rules: runbooks, the label contract, the limits of Amazon Managed Prometheus. */
class RulesTest {
    private static final String RUNBOOKS =
            "https://github.com/ecsmonitoring/ecs-monitoring/blob/main/dashboards/runbooks.md#";
    private static final Pattern TEMPLATE_LABEL = Pattern.compile("\\$labels\\.(\\w+)");

    @Test
    void everyAlertHasARunbookAndEveryRunbookAnAlert() throws IOException {
        assertThat(Files.readAllLines(Path.of("runbooks.md")).stream()
                        .filter(line -> line.startsWith("## "))
                        .map(line -> line.substring(3)))
                .containsExactlyElementsOf(
                        Rules.alerts().stream().map(Rule::alert).toList());
    }

    @Test
    void everyAlertSaysHowBadWhatAndWhereToRead() throws IOException {
        for (Rule alert : Rules.alerts()) {
            assertThat(alert.labels().get("severity")).as(alert.alert()).isIn("critical", "warning", "none");
            assertThat(alert.annotations())
                    .as(alert.alert())
                    .containsOnlyKeys("summary", "description", "runbook_url")
                    .containsEntry("runbook_url", RUNBOOKS + alert.alert().toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void everyRunbookHasAllItsParts() throws IOException {
        for (String section : Files.readString(Path.of("runbooks.md")).split("(?m)^## ")) {
            if (section.startsWith("Ecs")) {
                assertThat(section.lines()
                                .filter(line -> line.startsWith("**"))
                                .map(line -> line.substring(2, line.indexOf(".**"))))
                        .as(section.lines().findFirst().orElseThrow())
                        .containsExactly("Meaning", "Impact", "Check", "Fix", "Silence");
            }
        }
    }

    @Test
    void rulesReadOnlyMetricsAndLabelsThatExist() throws IOException {
        Map<String, Set<String>> families = new TreeMap<>(Families.all());
        for (Rule rule : Rules.all()) {
            Promql names = Promql.of(rule.expr());
            assertThat(families.keySet()).as(rule.expr()).containsAll(names.metrics());
            Set<String> labels = new TreeSet<>(Families.CONTRACT);
            names.metrics().forEach(metric -> labels.addAll(families.get(metric)));
            assertThat(labels).as(rule.expr()).containsAll(names.labels());
            rule.annotations()
                    .values()
                    .forEach(text -> TEMPLATE_LABEL
                            .matcher(text)
                            .results()
                            .forEach(label -> assertThat(labels).as(text).contains(label.group(1))));
            if (rule.record() != null) {
                // The labels of an expression less its own would need a parser; the contract is what rules join by, and
                // the name says the level.
                families.put(
                        rule.record(), rule.record().startsWith("container:") ? Set.of("container_name") : Set.of());
            }
        }
    }

    @Test
    void staysWithinTheLimitsOfTheWorkspace() throws IOException {
        for (Path file : Rules.files()) {
            assertThat(Files.size(file)).as("%s, bytes", file).isLessThan(100_000);
            for (Group group : Rules.read(file).groups()) {
                assertThat(group.interval()).as(group.name()).isEqualTo("60s");
                assertThat(group.rules()).as(group.name()).hasSizeLessThan(20);
            }
        }
    }

    @Test
    void everyRuleIsInAPromtoolTest() throws IOException {
        StringBuilder tests = new StringBuilder();
        for (Path file : PromtoolTest.testFiles()) {
            tests.append(Files.readString(file));
        }
        for (Rule rule : Rules.all()) {
            assertThat(tests)
                    .contains(
                            rule.alert() == null
                                    ? rule.record()
                                    : "alertname: " + rule.alert() + "\n        exp_alerts:\n");
        }
    }
}
