package io.github.ecsmonitoring.prometheus;

import io.github.ecsmonitoring.promql.MetricUse;
import java.util.Objects;
import java.util.regex.Pattern;
import software.amazon.awscdk.services.aps.CfnRuleGroupsNamespace;

/** The rule groups namespaces of a workspace. */
final class WorkspaceRules {
    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z][-.0-9A-Z_a-z]{0,63}");

    private final WorkspaceBase workspace;
    private final RuleQuotas quotas;
    private int count;
    private MetricUse metrics = MetricUse.NONE;

    WorkspaceRules(WorkspaceBase workspace, RuleQuotas quotas) {
        this.workspace = workspace;
        this.quotas = quotas;
    }

    void add(String name, String yaml) {
        if (!NAME.matcher(Objects.requireNonNull(name, "name")).matches()) {
            throw new IllegalArgumentException("name of rules must match " + NAME + ", got \"" + name + "\"");
        }
        RuleFile file = RuleFileReader.read(name, yaml, quotas);
        String childId = "Rules-" + name;
        String path = workspace.getNode().getPath();
        if (workspace.getNode().tryFindChild(childId) != null) {
            throw new IllegalArgumentException("name of rules must be unique within a workspace, got \"" + name
                    + "\", which " + path + " has already");
        }
        quotas.checkRules(count + file.rules(), name, path);
        count += file.rules();
        metrics = metrics.and(file.metrics());
        CfnRuleGroupsNamespace.Builder.create(workspace, childId)
                .name(name)
                .data(yaml)
                // The ARN, as in the resource schema; the property's description says id.
                .workspace(workspace.getWorkspaceArn())
                .build();
    }

    MetricUse metrics() {
        return metrics;
    }
}
