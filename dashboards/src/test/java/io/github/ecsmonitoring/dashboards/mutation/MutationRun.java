package io.github.ecsmonitoring.dashboards.mutation;

import io.github.ecsmonitoring.dashboards.scenario.Promtool;
import io.github.ecsmonitoring.dashboards.scenario.RuleSet;
import io.github.ecsmonitoring.dashboards.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;

/** Runs mutants against tests, as many promtool processes at a time as there are CPUs. */
final class MutationRun implements AutoCloseable {
    private static final int BATCH = 10;

    private final RuleSet rules;
    private final RuleTests tests;
    private final Path dir;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    private int files;

    MutationRun(RuleSet rules, RuleTests tests, Path dir) {
        this.rules = rules;
        this.tests = tests;
        this.dir = dir;
    }

    /** The failures of the rules without a fault, by name of the rule; none if the parts of the tests are sound. */
    Map<String, String> failuresWithoutMutation() throws Exception {
        Map<Path, RuleSet.Rule> tested = new LinkedHashMap<>();
        for (RuleSet.Rule rule : rules.rules()) {
            ruleTests(rules.changedBy(rule), true, rule, rule).forEach(file -> tested.put(file, rule));
        }
        Map<String, String> failures = new LinkedHashMap<>();
        run(tested.keySet()).forEach((file, failure) -> {
            if (!failure.isEmpty()) {
                failures.put(tested.get(file).name(), failure);
            }
        });
        return failures;
    }

    /** The mutants that neither the tests of their rules nor those of rules that read their records notice. */
    List<Mutant> survivorsOfRuleTests(List<Mutant> mutants) throws Exception {
        return survivorsOfRuleTests(survivorsOfRuleTests(mutants, rules::only, false), rules::changedBy, true);
    }

    private List<Mutant> survivorsOfRuleTests(
            List<Mutant> mutants, Function<RuleSet.Rule, RuleSet> changed, boolean all) throws Exception {
        Map<Path, Mutant> tested = new LinkedHashMap<>();
        for (Mutant mutant : mutants) {
            ruleTests(changed.apply(mutant.rule()), all, mutant.rule(), mutant.mutated())
                    .forEach(file -> tested.put(file, mutant));
        }
        return survivors(mutants, tested);
    }

    private List<Mutant> survivors(List<Mutant> mutants, Map<Path, Mutant> tested) throws Exception {
        Set<Mutant> survivors = new LinkedHashSet<>(mutants);
        run(tested.keySet()).forEach((file, failure) -> {
            if (!failure.isEmpty()) {
                survivors.remove(tested.get(file));
            }
        });
        return List.copyOf(survivors);
    }

    /** The mutants that no scenario notices either. */
    List<Mutant> survivorsOf(List<Scenario> scenarios, List<Mutant> mutants) throws Exception {
        List<Mutant> survivors = mutants;
        for (Scenario scenario : scenarios) {
            Map<Path, Mutant> tested = new LinkedHashMap<>();
            for (Mutant mutant : survivors) {
                tested.put(scenarioTest(scenario, mutant), mutant);
            }
            survivors = survivors(survivors, tested);
        }
        return survivors;
    }

    /** Test files of changed rules, with their inputs. */
    private List<Path> ruleTests(RuleSet changed, boolean all, RuleSet.Rule rule, RuleSet.Rule mutated)
            throws IOException {
        RuleSet part = rules.withInputs(changed);
        Set<String> names = changed.names();
        if (all) {
            names.add("ALERTS");
        }
        List<Path> written = new ArrayList<>();
        for (Map.Entry<Set<String>, List<Map<String, Object>>> some :
                tests.of(rule.file(), names, part.metrics()).entrySet()) {
            RuleSet loaded = part.of(some.getKey()).replaced(rule, mutated);
            Path rulesFile = write(loaded.yaml());
            written.add(write(Map.of(
                    "rule_files",
                    List.of(rulesFile.toString()),
                    "evaluation_interval",
                    "1m",
                    "group_eval_order",
                    loaded.groups(),
                    "tests",
                    some.getValue())));
        }
        return written;
    }

    /** Alerts that the mutant does not change are left out, and what they allow with them. */
    private Path scenarioTest(Scenario scenario, Mutant mutant) throws IOException {
        RuleSet part = rules.withInputs(rules.changedBy(mutant.rule()));
        Path rulesFile = write(part.replaced(mutant.rule(), mutant.mutated()).yaml());
        String text = scenario.restrictedTo(part.names()).test(30, List.of(rulesFile), part.groups(), part.metrics());
        return Files.writeString(file(), text);
    }

    private Path write(Map<String, Object> yaml) throws IOException {
        return Files.writeString(
                file(), new Dump(DumpSettings.builder().setWidth(100_000).build()).dumpToString(yaml));
    }

    private Path file() {
        return dir.resolve(files++ + ".yaml");
    }

    private Map<Path, String> run(Set<Path> all) throws Exception {
        List<Path> remaining = new ArrayList<>(all);
        List<Future<Map<Path, String>>> batches = new ArrayList<>();
        for (int i = 0; i < remaining.size(); i += BATCH) {
            List<Path> batch = remaining.subList(i, Math.min(i + BATCH, remaining.size()));
            batches.add(threads.submit(() -> Promtool.failures(batch)));
        }
        Map<Path, String> failures = new HashMap<>();
        for (Future<Map<Path, String>> batch : batches) {
            failures.putAll(batch.get());
        }
        Map<Path, String> inOrder = new LinkedHashMap<>();
        all.forEach(file -> inOrder.put(file, failures.get(file)));
        return inOrder;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
