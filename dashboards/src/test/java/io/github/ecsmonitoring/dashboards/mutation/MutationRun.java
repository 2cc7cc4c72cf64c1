package io.github.ecsmonitoring.dashboards.mutation;

import io.github.ecsmonitoring.dashboards.scenario.RuleSet;
import io.github.ecsmonitoring.dashboards.scenario.Promtool;
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
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;

/** Runs mutants against tests, as many promtool processes at a time as there are CPUs. */
final class MutationRun implements AutoCloseable {
    private static final int BATCH = 25;

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
        Map<Path, String> names = new LinkedHashMap<>();
        for (RuleSet.Rule rule : rules.rules()) {
            ruleTest(rule, rule).ifPresent(file -> names.put(file, rule.name()));
        }
        Map<String, String> failures = new LinkedHashMap<>();
        run(names.keySet()).forEach((file, failure) -> {
            if (!failure.isEmpty()) {
                failures.put(names.get(file), failure);
            }
        });
        return failures;
    }

    /** The mutants that the tests of their rules do not notice. */
    List<Mutant> survivorsOfRuleTests(List<Mutant> mutants) throws Exception {
        Map<Path, Mutant> tested = new LinkedHashMap<>();
        List<Mutant> survivors = new ArrayList<>();
        for (Mutant mutant : mutants) {
            ruleTest(mutant.rule(), mutant.mutated())
                    .ifPresentOrElse(file -> tested.put(file, mutant), () -> survivors.add(mutant));
        }
        run(tested.keySet()).forEach((file, failure) -> {
            if (failure.isEmpty()) {
                survivors.add(tested.get(file));
            }
        });
        return survivors;
    }

    /** The mutants that no scenario notices either. */
    List<Mutant> survivorsOf(List<Scenario> scenarios, List<Mutant> mutants) throws Exception {
        Set<Mutant> survivors = new LinkedHashSet<>(mutants);
        for (Scenario scenario : scenarios) {
            Map<Path, Mutant> tested = new LinkedHashMap<>();
            for (Mutant mutant : survivors) {
                tested.put(scenarioTest(scenario, mutant), mutant);
            }
            run(tested.keySet()).forEach((file, failure) -> {
                if (!failure.isEmpty()) {
                    survivors.remove(tested.get(file));
                }
            });
        }
        return List.copyOf(survivors);
    }

    private java.util.Optional<Path> ruleTest(RuleSet.Rule rule, RuleSet.Rule mutated) throws IOException {
        RuleSet changed = rules.changedBy(rule);
        RuleSet part = rules.withInputs(changed);
        RuleTests some = tests.of(changed.names(), part.metrics());
        if (some.groups().isEmpty()) {
            return java.util.Optional.empty();
        }
        Path rulesFile = write(part.replaced(rule, mutated).yaml());
        return java.util.Optional.of(write(some.yaml(part.groups(), rulesFile.toString())));
    }

    /** Alerts that the mutant does not change are left out, and what they allow with them. */
    private Path scenarioTest(Scenario scenario, Mutant mutant) throws IOException {
        RuleSet part = rules.withInputs(rules.changedBy(mutant.rule()));
        Path rulesFile = write(part.replaced(mutant.rule(), mutant.mutated()).yaml());
        String text = scenario.restrictedTo(part.names()).test(30, List.of(rulesFile), part.groups(), part.metrics());
        return Files.writeString(file(), text);
    }

    private Path write(Map<String, Object> yaml) throws IOException {
        return Files.writeString(file(), new Dump(DumpSettings.builder().setWidth(100_000).build()).dumpToString(yaml));
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
