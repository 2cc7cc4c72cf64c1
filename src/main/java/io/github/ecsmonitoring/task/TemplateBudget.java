package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.adot.AdotConfig;
import java.util.List;
import java.util.Locale;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * How large one stack's template becomes with its sidecars. CloudFormation's limit is hard, and {@code monitorAll}
 * spends it where nobody looks.
 *
 * <p>The sidecars' part is counted, the rest estimated by the number of resources: the CDK writes a template after all
 * checks and tells nobody its size.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html">CloudFormation
 *     quotas</a>
 */
final class TemplateBudget extends Construct {
    static final String TOO_LARGE = "@ecs-monitoring/task:templateSize";

    private static final String ID = "EcsMonitoringTemplateBudget";
    private static final int LIMIT = 1_048_576;
    private static final int WARN_ABOVE = 900_000;
    /** Below this the rest would have to be more than the 500 resources that a stack may have. */
    private static final int LOOK_ABOVE = 350_000;
    /** Of a resource that is not this library's: between 600 and 1,500 in this library's own templates. */
    private static final int BYTES_OF_A_RESOURCE = 1_000;
    /**
     * All but the collector's configuration: two containers, permissions and references. Measured; a test compares it
     * with a template.
     */
    private static final int BYTES_AROUND_CONFIG = 5_650;

    private int tasks;
    private int bytes;

    private TemplateBudget(Stack stack) {
        super(stack, ID);
        getNode().addValidation(() -> {
            warn(stack);
            return List.of();
        });
    }

    /** Counts what one task definition gets. */
    static void add(IConstruct task, AdotConfig config) {
        Stack stack = Stack.of(task);
        TemplateBudget budget = stack.getNode().tryFindChild(ID) instanceof TemplateBudget existing
                ? existing
                : new TemplateBudget(stack);
        budget.tasks++;
        budget.bytes += bytesOf(config);
    }

    /** Bytes in a template that is indented as the CDK does it. */
    static int bytesOf(AdotConfig config) {
        String text = config.toYaml();
        // Each of these takes two characters in JSON; and ${ is ${! in it.
        long escaped = text.chars()
                .filter(c -> c == '\n' || c == '"' || c == '\\' || c == '$')
                .count();
        return BYTES_AROUND_CONFIG + text.length() + (int) escaped;
    }

    private void warn(Stack stack) {
        if (bytes <= LOOK_ABOVE) {
            return;
        }
        long resources = stack.getNode().findAll().stream()
                .filter(CfnResource.class::isInstance)
                .count();
        long all = bytes + resources * BYTES_OF_A_RESOURCE;
        if (all > WARN_ABOVE) {
            Annotations.of(stack)
                    .addWarningV2(
                            TOO_LARGE,
                            String.format(
                                    Locale.ROOT,
                                    "the sidecars of %d task definitions x %d bytes = %d bytes, and %d resources x about %d bytes: the template of stack %s comes to some %d bytes, "
                                            + "of which CloudFormation takes %d: spread the task definitions over more stacks, or leave out its indentation by suppressTemplateIndentation",
                                    tasks,
                                    bytes / tasks,
                                    bytes,
                                    resources,
                                    BYTES_OF_A_RESOURCE,
                                    stack.getNode().getPath(),
                                    all,
                                    LIMIT));
        }
    }
}
