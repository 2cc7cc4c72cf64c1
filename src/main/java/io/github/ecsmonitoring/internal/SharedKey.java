package io.github.ecsmonitoring.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;
import software.constructs.IConstruct;

/** The key that encrypts what the library creates in a stage, for each account and region. */
public final class SharedKey extends Construct {
    private static final String ID = "EcsMonitoringKey";
    /** What CloudWatch Logs needs, by its documentation. */
    private static final List<String> LOGS =
            List.of("kms:Decrypt*", "kms:Describe*", "kms:Encrypt*", "kms:GenerateDataKey*", "kms:ReEncrypt*");

    private static final String LOGS_STATEMENT = """
            {
              "Effect": "Allow",
              "Principal": {"Service": "logs.<region>.amazonaws.com"},
              "Action": ["%s"],
              "Resource": "*",
              "Condition": {
                "ArnLike": {"kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:<region>:<account>:log-group:*"}
              }
            }""".formatted(String.join("\", \"", LOGS));

    private final Map<String, IKey> keys = new LinkedHashMap<>();

    private SharedKey(Stage stage) {
        super(stage, ID);
    }

    /**
     * Sets the key of the account and region of a construct, and lets its log groups use it.
     *
     * @throws IllegalArgumentException if another one is set
     */
    public static void set(Construct user, IKey key) {
        Stack stack = Stack.of(user);
        Stage stage = Stage.of(user);
        SharedKey shared =
                stage.getNode().tryFindChild(ID) instanceof SharedKey existing ? existing : new SharedKey(stage);
        IKey before = shared.keys.putIfAbsent(environment(stack), key);
        if (before == null) {
            allow(key, user, logs(stack), LOGS_STATEMENT);
        } else if (!before.getKeyArn().equals(key.getKeyArn())) {
            throw new IllegalArgumentException("encryptionKey(...) of "
                    + user.getNode().getPath()
                    + " must be the same for all EcsMonitoring of a stage, account and region, got "
                    + key.getNode().getPath() + " after " + before.getNode().getPath());
        }
    }

    /** The key for resources of a construct; empty if none is set for its account and region. */
    public static Optional<IKey> of(IConstruct construct) {
        Stage stage = Stage.of(construct);
        return stage != null && stage.getNode().tryFindChild(ID) instanceof SharedKey shared
                ? Optional.ofNullable(shared.keys.get(environment(Stack.of(construct))))
                : Optional.empty();
    }

    /** Encrypts a log group, if a key is set. Older releases of aws-cdk-lib have another signature of the option. */
    public static LogGroup encrypted(LogGroup group) {
        of(group).ifPresent(key -> ((CfnLogGroup) group.getNode().getDefaultChild()).setKmsKeyId(key.getKeyArn()));
        return group;
    }

    private static String environment(Stack stack) {
        return stack.getAccount() + "/" + stack.getRegion();
    }

    /**
     * Extends the policy of a key.
     *
     * @param text the statement, which a warning shows if the key is imported
     */
    public static void allow(IKey key, Construct user, PolicyStatement statement, String text) {
        if (!key.addToResourcePolicy(statement).getStatementAdded()) {
            Annotations.of(user)
                    .addWarningV2(
                            "@ecs-monitoring/encryption:keyPolicy",
                            "the policy of key " + key.getNode().getPath()
                                    + " cannot be changed, since it is imported: add this statement to it, unless it has it already:\n"
                                    + text);
        }
    }

    /** For all log groups of the account and region: the key cannot refer to groups that refer to it. */
    private static PolicyStatement logs(Stack stack) {
        String groups = stack.formatArn(ArnComponents.builder()
                .service("logs")
                .resource("log-group")
                .resourceName("*")
                .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
                .build());
        return PolicyStatement.Builder.create()
                .principals(List.of(new ServicePrincipal("logs." + stack.getRegion() + ".amazonaws.com")))
                .actions(LOGS)
                .resources(List.of("*"))
                .conditions(new TreeMap<>(Map.of("ArnLike", Map.of("kms:EncryptionContext:aws:logs:arn", groups))))
                .build();
    }
}
