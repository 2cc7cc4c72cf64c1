package io.github.ecsmonitoring.dashboards.mutation;

import io.github.ecsmonitoring.dashboards.scenario.RuleSet;
import java.util.ArrayList;
import java.util.List;

/**
 * A rule with one fault.
 *
 * @param description the fault in its place
 */
record Mutant(RuleSet.Rule rule, RuleSet.Rule mutated, String description) {
    static List<Mutant> all(RuleSet rules) {
        List<Mutant> mutants = new ArrayList<>();
        for (RuleSet.Rule rule : rules.rules()) {
            for (Mutation mutation : ExprMutator.mutations(rule.expr())) {
                mutants.add(new Mutant(rule, rule.with("expr", mutation.text()), mutation.description()));
            }
            if (rule.yaml().get("for") instanceof String wait) {
                int seconds = Durations.seconds(wait);
                for (int other : List.of(seconds - 60, seconds + 60)) {
                    mutants.add(new Mutant(
                            rule, rule.with("for", other + "s"), "for: ⟦" + wait + " → " + other / 60 + "m⟧"));
                }
            }
        }
        return mutants;
    }

    /** A line of the report, and of the list of equivalent mutants. */
    String line() {
        return rule.name() + ": " + description;
    }
}
