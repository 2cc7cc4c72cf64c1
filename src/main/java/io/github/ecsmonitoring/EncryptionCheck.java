package io.github.ecsmonitoring;

import io.github.ecsmonitoring.internal.SharedKey;
import io.github.ecsmonitoring.task.SummaryPrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.services.aps.CfnWorkspace;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.amazon.awscdk.services.secretsmanager.CfnSecret;
import software.amazon.awscdk.services.sns.CfnTopic;
import software.amazon.awscdk.services.sqs.CfnQueue;
import software.constructs.Construct;
import software.constructs.IConstruct;

/** Finds what the library has created without the key, although one is set: before it was set, or in another region. */
final class EncryptionCheck extends Construct {
    private static final String LIBRARY = EncryptionCheck.class.getPackageName() + ".";
    private static final String DEMO = LIBRARY + "app.";
    /** The key of a resource, for each type that the library creates. */
    private static final Map<Class<? extends IConstruct>, Function<IConstruct, Object>> KEYS = Map.of(
            CfnWorkspace.class, workspace -> ((CfnWorkspace) workspace).getKmsKeyArn(),
            CfnLogGroup.class, group -> ((CfnLogGroup) group).getKmsKeyId(),
            CfnTopic.class, topic -> ((CfnTopic) topic).getKmsMasterKeyId(),
            CfnQueue.class, queue -> ((CfnQueue) queue).getKmsMasterKeyId(),
            CfnSecret.class, secret -> ((CfnSecret) secret).getKmsKeyId(),
            CfnFunction.class, EncryptionCheck::keyOfVariables);

    EncryptionCheck(Construct monitoring) {
        super(monitoring, "EncryptionCheck");
        SummaryPrinter summary = SummaryPrinter.of(this);
        getNode().addValidation(() -> summary.validated(errors(summary)));
    }

    /** A function without variables needs no key. */
    private static Object keyOfVariables(IConstruct function) {
        CfnFunction resource = (CfnFunction) function;
        return resource.getEnvironment() == null ? "" : resource.getKmsKeyArn();
    }

    private List<String> errors(SummaryPrinter summary) {
        List<String> before = new ArrayList<>();
        List<String> elsewhere = new ArrayList<>();
        List<String> workspaces = new ArrayList<>();
        for (IConstruct construct : Stage.of(this).getNode().findAll()) {
            if (isUnencrypted(construct) && isOfTheLibrary(construct)) {
                boolean expected = SharedKey.of(construct).isPresent();
                (!expected ? elsewhere : construct instanceof CfnWorkspace ? workspaces : before)
                        .add(construct.getNode().getPath());
            }
        }
        String owner = getNode().getScope().getNode().getPath();
        if (!elsewhere.isEmpty()) {
            summary.note("encryptionKey(...) of " + owner + " does not apply in other accounts and regions, to "
                    + String.join(", ", elsewhere));
        }
        if (!workspaces.isEmpty()) {
            summary.note("encryptionKey(...) of " + owner
                    + " does not apply to a workspace that was passed to it, which has an encryptionKey(...) of its own: "
                    + String.join(", ", workspaces));
        }
        return before.isEmpty()
                ? List.of()
                : List.of("encryptionKey(...) of " + owner + " does not apply to what was created before it: "
                        + String.join(", ", before)
                        + ": create it after the EcsMonitoring");
    }

    private static boolean isUnencrypted(IConstruct construct) {
        return KEYS.entrySet().stream()
                .anyMatch(type ->
                        type.getKey().isInstance(construct) && type.getValue().apply(construct) == null);
    }

    private static boolean isOfTheLibrary(IConstruct resource) {
        return resource.getNode().getScopes().stream()
                .filter(scope -> !(scope instanceof Stack))
                .map(scope -> scope.getClass().getName())
                .anyMatch(name -> name.startsWith(LIBRARY) && !name.startsWith(DEMO));
    }
}
