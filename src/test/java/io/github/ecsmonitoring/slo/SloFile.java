package io.github.ecsmonitoring.slo;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import software.amazon.awscdk.Stack;

/** The rules file of an objective, as a workspace has it. */
final class SloFile {
    private SloFile() {}

    static String of(ServiceLevelObjective objective) {
        Stack stack = Synth.stack();
        PrometheusWorkspace.Builder.create(stack, "Prometheus")
                .withoutBundledRules()
                .build()
                .addRules(objective.getNamespace(), objective.getRules());
        return (String) Synth.properties(stack, "AWS::APS::RuleGroupsNamespace").get("Data");
    }
}
