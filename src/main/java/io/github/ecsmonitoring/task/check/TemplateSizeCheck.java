package io.github.ecsmonitoring.task.check;

import io.github.ecsmonitoring.adot.AdotConfig;
import java.util.List;
import java.util.Locale;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * Warns about a stack whose template may exceed CloudFormation's limit because of its sidecars, as {@code monitorAll}
 * can add many at once.
 *
 * <p>The bytes of sidecars are counted; the rest is estimated from the number of resources, since the CDK writes the
 * template after all validations.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html">CloudFormation
 *     quotas</a>
 */
public final class TemplateSizeCheck extends Construct {
    private static final String TOO_LARGE = "@ecs-monitoring/task:templateSize";

    private static final String ID = "EcsMonitoringTemplateBudget";
    private static final int LIMIT = 1_048_576;
    private static final int WARN_ABOVE = 900_000;
    /** Below this the rest would need more than the 500 resources that a stack may have. */
    private static final int ESTIMATE_ABOVE = 350_000;
    /** Estimate for any other resource: between 600 and 1,500 in this library's own templates. */
    private static final int BYTES_PER_RESOURCE = 1_000;
    /** Two containers, permissions and references without the collector's configuration; measured by a test. */
    private static final int BYTES_AROUND_CONFIG = 6_180;

    private int tasks;
    private int bytes;

    private TemplateSizeCheck(Stack stack) {
        super(stack, ID);
        getNode().addValidation(() -> {
            warn(stack);
            return List.of();
        });
    }

    /** Counts the sidecars of one task definition. */
    public static void count(IConstruct task, AdotConfig config) {
        Stack stack = Stack.of(task);
        TemplateSizeCheck check = stack.getNode().tryFindChild(ID) instanceof TemplateSizeCheck existing
                ? existing
                : new TemplateSizeCheck(stack);
        check.tasks++;
        check.bytes += bytesOf(config);
    }

    /** The bytes of one task's sidecars in a template with the CDK's indentation. */
    static int bytesOf(AdotConfig config) {
        String text = config.toYaml();
        // Each of these takes two characters in JSON; ${ becomes ${!.
        long escaped = text.chars()
                .filter(c -> c == '\n' || c == '"' || c == '\\' || c == '$')
                .count();
        return BYTES_AROUND_CONFIG + text.length() + (int) escaped;
    }

    private void warn(Stack stack) {
        if (bytes <= ESTIMATE_ABOVE) {
            return;
        }
        long resources = stack.getNode().findAll().stream()
                .filter(CfnResource.class::isInstance)
                .count();
        long all = bytes + resources * BYTES_PER_RESOURCE;
        if (all > WARN_ABOVE) {
            Annotations.of(stack)
                    .addWarningV2(
                            TOO_LARGE,
                            String.format(
                                    Locale.ROOT,
                                    "the template of stack %s has about %d bytes (sidecars of %d task definitions x %d bytes = %d, %d resources x "
                                            + "about %d bytes), and CloudFormation allows %d: distribute the task definitions over more stacks, "
                                            + "or set suppressTemplateIndentation",
                                    stack.getNode().getPath(),
                                    all,
                                    tasks,
                                    bytes / tasks,
                                    bytes,
                                    resources,
                                    BYTES_PER_RESOURCE,
                                    LIMIT));
        }
    }
}
