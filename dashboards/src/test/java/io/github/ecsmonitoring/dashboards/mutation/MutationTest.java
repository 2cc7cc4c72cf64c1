package io.github.ecsmonitoring.dashboards.mutation;

import io.github.ecsmonitoring.dashboards.scenario.RuleSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ecsmonitoring.dashboards.scenario.AnchorScenarios;
import io.github.ecsmonitoring.dashboards.scenario.Promtool;
import io.github.ecsmonitoring.dashboards.scenario.QuietScenarios;
import io.github.ecsmonitoring.dashboards.scenario.Scenario;
import io.github.ecsmonitoring.dashboards.scenario.TwinScenarios;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("mutation")
class MutationTest {
    @Test
    void testsNoticeNineOfTenFaultsInTheRules(@TempDir Path dir) throws Exception {
        assumeTrue(Promtool.isInstalled("MutationTest"), "promtool is not on the PATH");
        RuleSet rules = RuleSet.read();
        List<Mutant> mutants = new ArrayList<>(Mutant.all(rules));
        try (MutationRun run = new MutationRun(rules, RuleTests.read(), dir)) {
            assertThat(run.failuresWithoutMutation()).isEmpty();
            System.out.println(java.time.LocalTime.now()+" baseline done "+mutants.size());
            List<Mutant> survivors = run.survivorsOfRuleTests(mutants);
            System.out.println(java.time.LocalTime.now()+" rule tests done "+survivors.size());
            survivors = run.survivorsOf(scenarios(), survivors);
            survivors.forEach(survivor -> System.out.println(survivor.rule().file() + ": " + survivor.line()));
            System.out.printf("%d mutants, %d survivors%n", mutants.size(), survivors.size());
            assertThat(survivors.size()).isLessThanOrEqualTo(mutants.size() / 10);
        }
    }

    /** Those with the most to notice first. */
    private static List<Scenario> scenarios() throws IOException {
        List<Scenario> scenarios = new ArrayList<>(TwinScenarios.all());
        scenarios.addAll(AnchorScenarios.all());
        scenarios.addAll(QuietScenarios.telling());
        return scenarios;
    }
}
