package io.github.ecsmonitoring.dashboards.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ecsmonitoring.dashboards.scenario.AnchorScenarios;
import io.github.ecsmonitoring.dashboards.scenario.Promtool;
import io.github.ecsmonitoring.dashboards.scenario.QuietScenarios;
import io.github.ecsmonitoring.dashboards.scenario.RuleSet;
import io.github.ecsmonitoring.dashboards.scenario.Scenario;
import io.github.ecsmonitoring.dashboards.scenario.TwinScenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With {@code mvn -pl dashboards verify -Pmutation}. */
@Tag("mutation")
class MutationTest {
    private static final Path EQUIVALENT = Path.of("src/test/resources/mutation/equivalent.txt");

    @Test
    void testsNoticeNineOfTenFaultsInTheRules(@TempDir Path dir) throws Exception {
        assumeTrue(Promtool.isInstalled("MutationTest"), "promtool is not on the PATH");
        RuleSet rules = RuleSet.read();
        List<Mutant> mutants = mutants(rules);
        try (MutationRun run = new MutationRun(rules, RuleTests.read(), dir)) {
            assertThat(run.failuresWithoutMutation()).isEmpty();
            List<Mutant> survivors = run.survivorsOf(scenarios(), run.survivorsOfRuleTests(mutants));
            print(mutants, survivors);
            assertThat(survivors.size() * 10)
                    .as("ten times the survivors, which are printed")
                    .isLessThanOrEqualTo(mutants.size());
        }
    }

    private static List<Mutant> mutants(RuleSet rules) throws IOException {
        List<Mutant> mutants = new ArrayList<>(Mutant.all(rules));
        Set<String> equivalent = equivalent();
        assertThat(mutants.stream().map(Mutant::line))
                .as("%s lists only mutants that exist", EQUIVALENT)
                .containsAll(equivalent);
        mutants.removeIf(mutant -> equivalent.contains(mutant.line()));
        return mutants;
    }

    private static Set<String> equivalent() throws IOException {
        try (Stream<String> lines = Files.lines(EQUIVALENT)) {
            return lines.filter(line -> !line.startsWith("#"))
                    .map(line -> line.substring(0, line.lastIndexOf(" # ")))
                    .collect(Collectors.toSet());
        }
    }

    /** Those with the most to notice first. */
    private static List<Scenario> scenarios() throws IOException {
        List<Scenario> scenarios = new ArrayList<>(TwinScenarios.all());
        scenarios.addAll(AnchorScenarios.all());
        scenarios.addAll(QuietScenarios.telling());
        return scenarios;
    }

    private static void print(List<Mutant> mutants, List<Mutant> survivors) {
        survivors.forEach(survivor -> System.out.println(survivor.rule().file() + " " + survivor.line()));
        Map<String, Long> all = countByFile(mutants);
        Map<String, Long> alive = countByFile(survivors);
        all.forEach((file, count) ->
                System.out.printf("%s: %d of %d mutants noticed%n", file, count - alive.getOrDefault(file, 0L), count));
        int noticed = mutants.size() - survivors.size();
        System.out.printf(
                "%d of %d mutants noticed: %.1f %%%n", noticed, mutants.size(), 100.0 * noticed / mutants.size());
    }

    private static Map<String, Long> countByFile(List<Mutant> mutants) {
        return mutants.stream()
                .collect(Collectors.groupingBy(mutant -> mutant.rule().file(), TreeMap::new, Collectors.counting()));
    }
}
