package io.github.ecsmonitoring.alerting;

import io.github.ecsmonitoring.internal.IamPermission;
import io.github.ecsmonitoring.internal.NagSuppression;
import io.github.ecsmonitoring.internal.SharedKey;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.ecs.ICluster;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.s3.assets.Asset;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/**
 * The Lambda function that posts alerts to a workspace. The clusters of a stack share it. An event that it cannot
 * deliver in three attempts, or cannot read, goes to a queue that nothing reads from.
 *
 * <p>It has no reserved concurrency, which would be taken from the account's quota and fails the deployment in accounts
 * whose quota is 10.
 *
 * <p>From L1 constructs, since methods of {@code lambda.Function} have other signatures in older releases of
 * aws-cdk-lib.
 */
final class EventFunction extends Construct {
    private static final int MAX_DAYS_IN_QUEUE = 14;
    private static final int ATTEMPTS = 3;

    private final Role role;
    private final CfnFunction function;
    private final Queue lostEvents;
    private final List<Alarm> alarms;

    private EventFunction(Stack stack, String id, IPrometheusWorkspace workspace, Map<String, String> labels) {
        super(stack, id);
        Optional<IKey> key = SharedKey.of(this);
        lostEvents = Queue.Builder.create(this, "LostEvents")
                .encryption(key.isPresent() ? QueueEncryption.KMS : QueueEncryption.SQS_MANAGED)
                .encryptionMasterKey(key.orElse(null))
                .enforceSsl(true)
                .retentionPeriod(Duration.days(MAX_DAYS_IN_QUEUE))
                .build();
        LogGroup logs = SharedKey.encrypted(LogGroup.Builder.create(this, "Logs")
                .retention(RetentionDays.ONE_MONTH)
                .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
                .build());
        role = Role.Builder.create(this, "Role")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .build();
        permissions(workspace, logs).forEach(permission -> permission.addTo(role));
        function = createFunction(workspace, labels, logs);
        key.ifPresent(this::encrypt);
        alarms = List.of(lostEventsAlarm(), errorsAlarm());
    }

    /** Its variables and what it cannot deliver; EventBridge, too, sends to the queue. */
    private void encrypt(IKey key) {
        function.setKmsKeyArn(key.getKeyArn());
        key.grantEncryptDecrypt(role);
        ServicePublisher rules = ServicePublisher.eventRules(Stack.of(this));
        SharedKey.allow(key, this, rules.useOfKey(), rules.statement(ServicePublisher.USE_OF_KEY, "*"));
    }

    /** The function of a stack for a workspace, with labels for all alerts. */
    static EventFunction of(Stack stack, IPrometheusWorkspace workspace, Map<String, String> labels) {
        String distinction = workspace.getNode().getPath() + stack.resolve(new TreeMap<>(labels));
        String id = "EcsEvents" + Integer.toHexString(distinction.hashCode());
        return stack.getNode().tryFindChild(id) instanceof EventFunction existing
                ? existing
                : new EventFunction(stack, id, workspace, labels);
    }

    /** Allows the function to ask whether a service of the cluster was stopped on purpose. */
    void describeServicesOf(ICluster cluster) {
        new IamPermission(
                        "services of cluster " + cluster.getNode().getPath(),
                        List.of("ecs:DescribeServices"),
                        EventPatterns.serviceArnPrefix(cluster) + "*",
                        Map.of("ecs:cluster", cluster.getClusterArn()))
                .addTo(role);
        NagSuppression.SERVICES_OF_A_CLUSTER.onPolicyOf(role);
    }

    private List<IamPermission> permissions(IPrometheusWorkspace workspace, LogGroup logs) {
        return List.of(
                new IamPermission(
                        "workspace " + workspace.getNode().getPath(),
                        List.of("aps:CreateAlertManagerAlerts"),
                        workspace.getWorkspaceArn()),
                new IamPermission(
                        "log group " + logs.getNode().getPath(),
                        List.of("logs:CreateLogStream", "logs:PutLogEvents"),
                        logs.getLogGroupArn()),
                new IamPermission(
                        "queue " + lostEvents.getNode().getPath(),
                        List.of("sqs:SendMessage"),
                        lostEvents.getQueueArn()));
    }

    private CfnFunction createFunction(IPrometheusWorkspace workspace, Map<String, String> labels, LogGroup logs) {
        Asset jar =
                Asset.Builder.create(this, "Code").path(BundledFunction.jar()).build();
        Map<String, String> environment = new TreeMap<>();
        environment.put("ALERTS_URL", workspace.getQueryUrl() + "/alertmanager/api/v2/alerts");
        environment.put("WORKSPACE_REGION", workspace.getWorkspaceRegion());
        Stack stack = Stack.of(this);
        environment.put("ECS_URL", "https://ecs." + stack.getRegion() + "." + stack.getUrlSuffix() + "/");
        labels.forEach((name, value) -> environment.put("LABEL_" + name, value));
        CfnFunction created = CfnFunction.Builder.create(this, "Function")
                .description("Turns ECS events into alerts of a Prometheus workspace")
                .runtime("java21")
                .handler(BundledFunction.HANDLER)
                .code(CfnFunction.CodeProperty.builder()
                        .s3Bucket(jar.getS3BucketName())
                        .s3Key(jar.getS3ObjectKey())
                        .build())
                .role(role.getRoleArn())
                .memorySize(512)
                // One request to ECS and three to the workspace, of at most five seconds each, and the pauses between
                // them.
                .timeout(30)
                .environment(CfnFunction.EnvironmentProperty.builder()
                        .variables(environment)
                        .build())
                .deadLetterConfig(CfnFunction.DeadLetterConfigProperty.builder()
                        .targetArn(lostEvents.getQueueArn())
                        .build())
                .loggingConfig(CfnFunction.LoggingConfigProperty.builder()
                        .logGroup(logs.getLogGroupName())
                        .build())
                .build();
        NagSuppression.FUNCTION_RUNTIME.on(created);
        // With its policies, without which events would be lost.
        created.getNode().addDependency(role);
        return created;
    }

    private Alarm lostEventsAlarm() {
        return Alarm.Builder.create(this, "LostEventsAlarm")
                .alarmDescription("ECS events could not be delivered to the alert manager: they are in the queue "
                        + lostEvents.getQueueName() + " for " + MAX_DAYS_IN_QUEUE + " days")
                .metric(lostEvents.metricApproximateNumberOfMessagesVisible())
                .threshold(1)
                .evaluationPeriods(1)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build();
    }

    /** Single errors are repeated; this many in a period are a lost event, even if the queue fails too. */
    private Alarm errorsAlarm() {
        return Alarm.Builder.create(this, "ErrorsAlarm")
                .alarmDescription(
                        "The function that turns ECS events into alerts fails: its log group is the one of function "
                                + function.getRef())
                .metric(Metric.Builder.create()
                        .namespace("AWS/Lambda")
                        .metricName("Errors")
                        .dimensionsMap(Map.of("FunctionName", function.getRef()))
                        .statistic("Sum")
                        .period(Duration.minutes(5))
                        .build())
                .threshold(ATTEMPTS)
                .evaluationPeriods(1)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build();
    }

    String arn() {
        return function.getAttrArn();
    }

    Queue lostEvents() {
        return lostEvents;
    }

    List<Alarm> alarms() {
        return alarms;
    }
}
