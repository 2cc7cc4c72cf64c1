package io.github.ecsmonitoring.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.dashboards.RuleFile.Group;
import io.github.ecsmonitoring.dashboards.RuleFile.Rule;
import io.github.ecsmonitoring.promql.PromqlExpression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks beyond promtool's: runbooks, the label contract and the quotas of Amazon Managed Prometheus. */
class RuleFilesTest {
    private static final String RUNBOOKS =
            "https://github.com/ecsmonitoring/ecs-monitoring/blob/main/dashboards/runbooks.md#";
    private static final String RANK = "{{ $value | printf \"%013.3f\" }}";
    private static final Pattern TEMPLATE_LABEL = Pattern.compile("\\$labels\\.(\\w+)");

    @Test
    void alertsAndRunbooksMatch() throws IOException {
        assertThat(Files.readAllLines(Path.of("runbooks.md")).stream()
                        .filter(line -> line.startsWith("## "))
                        .map(line -> line.substring(3)))
                .containsExactlyElementsOf(Stream.of(
                                Stream.of("No data"),
                                RuleFile.alerts().stream().map(Rule::alert),
                                EventAlertNames.inOrder().stream())
                        .flatMap(names -> names)
                        .toList());
    }

    @Test
    void everyAlertHasASeverityASummaryADescriptionAndARunbookUrl() throws IOException {
        for (Rule alert : RuleFile.alerts()) {
            assertThat(alert.labels().get("severity")).as(alert.alert()).isIn("critical", "warning", "none");
            assertThat(alert.annotations())
                    .as(alert.alert())
                    .containsKeys("summary", "description", "runbook_url")
                    .containsEntry("runbook_url", RUNBOOKS + alert.alert().toLowerCase(Locale.ROOT));
        }
    }

    /** Messages compare ranks as text. */
    @Test
    void ranksHaveOneFormAndNoOtherAnnotationExists() throws IOException {
        for (Rule alert : RuleFile.alerts()) {
            assertThat(alert.annotations().keySet())
                    .as(alert.alert())
                    .isSubsetOf("summary", "description", "runbook_url", "rank");
            assertThat(alert.annotations().getOrDefault("rank", RANK))
                    .as(alert.alert())
                    .isEqualTo(RANK);
        }
    }

    @Test
    void everyRunbookHasAllSections() throws IOException {
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
        Map<String, Set<String>> families = MetricFamilies.labels();
        for (Rule rule : RuleFile.all()) {
            if (rule.record() != null) {
                // Rules join on the label contract only; the prefix of a recorded name is its aggregation level.
                families.put(
                        rule.record(), rule.record().startsWith("container:") ? Set.of("container_name") : Set.of());
            }
        }
        for (Rule rule : RuleFile.all()) {
            PromqlExpression names = PanelPromql.parse(rule.expr());
            assertThat(MetricFamilies.unknown(families, rule.expr()))
                    .as(rule.expr())
                    .isEmpty();
            Set<String> labels = new TreeSet<>(MetricFamilies.CONTRACT);
            names.metrics().forEach(metric -> labels.addAll(families.get(metric)));
            rule.annotations()
                    .values()
                    .forEach(text -> TEMPLATE_LABEL
                            .matcher(text)
                            .results()
                            .forEach(label -> assertThat(labels).as(text).contains(label.group(1))));
        }
    }

    @Test
    void filesStayWithinTheQuotasOfTheWorkspace() throws IOException {
        for (Path file : RuleFile.files()) {
            assertThat(Files.size(file)).as("%s, bytes", file).isLessThan(100_000);
            for (Group group : RuleFile.read(file).groups()) {
                assertThat(group.interval()).as(group.name()).isEqualTo("60s");
                assertThat(group.rules()).as(group.name()).hasSizeLessThan(20);
            }
        }
    }

    @Test
    void everyRuleHasAPromtoolTestInWhichAlertsFireAndStayQuiet() throws IOException {
        StringBuilder tests = new StringBuilder();
        for (Path file : PromtoolTest.testFiles()) {
            tests.append(Files.readString(file));
        }
        for (Rule rule : RuleFile.all()) {
            if (rule.record() != null) {
                assertThat(tests).contains("- expr: '" + rule.record() + "'\n");
                continue;
            }
            String expected = "alertname: " + rule.alert() + "\n        exp_alerts:";
            assertThat(tests).contains(expected + "\n");
            if (!rule.alert().equals("EcsWatchdog")) {
                assertThat(tests).contains(expected + " []\n");
            }
        }
    }
}
