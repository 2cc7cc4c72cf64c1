package io.github.ecsmonitoring.grafanapublisher;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.github.ecsmonitoring.grafanapublisher.aws.AwsAccess;
import io.github.ecsmonitoring.grafanapublisher.log.FunctionLog;
import io.github.ecsmonitoring.grafanapublisher.standin.AmgStandIn;
import io.github.ecsmonitoring.grafanapublisher.standin.CloudFormationStandIn;
import io.github.ecsmonitoring.grafanapublisher.standin.LambdaContext;
import io.github.ecsmonitoring.grafanapublisher.standin.S3StandIn;
import io.github.ecsmonitoring.grafanapublisher.standin.TestTime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The function among stand-ins of AWS, with a given step that calls Grafana. */
final class FunctionRun implements AutoCloseable {
    static final String OWNER = "Monitoring";
    static final Map<String, String> ASSET = Map.of(
            "content.json", """
            {"folders": [{"uid": "ecs-monitoring", "title": "ECS"}],
             "dashboards": [{"uid": "ecs-task", "title": "Tasks", "folderUid": "ecs-monitoring", "file": "dashboards/ecs-task.json"}]}""",
            "dashboards/ecs-task.json", "{\"uid\": \"ecs-task\", \"title\": \"Tasks\", \"panels\": []}");

    final AmgStandIn amg = new AmgStandIn();
    final CloudFormationStandIn cloudFormation;
    final S3StandIn s3;
    final TestTime time = new TestTime();
    final List<String> log = new CopyOnWriteArrayList<>();
    final Map<String, Object> properties = new LinkedHashMap<>();
    Duration remaining = Duration.ofMinutes(15);
    private final ContentStep step;

    FunctionRun(ContentStep step) throws IOException {
        this(step, new S3StandIn(S3StandIn.zip(ASSET)), new CloudFormationStandIn());
    }

    FunctionRun(ContentStep step, S3StandIn s3, CloudFormationStandIn cloudFormation) throws IOException {
        this.step = step;
        this.s3 = s3;
        this.cloudFormation = cloudFormation;
        properties.put("WorkspaceId", AmgStandIn.WORKSPACE);
        properties.put("ContentBucket", "cdk-hnb659fds-assets-123456789012-eu-west-1");
        properties.put("ContentKey", "0a1b.zip");
        properties.put("Owner", OWNER);
        properties.put("DataSources", "[{\"uid\": \"ecs-monitoring-prometheus\", \"type\": \"prometheus\"}]");
        properties.put("Plugins", List.of("grafana-x-ray-datasource"));
        properties.put("FolderUids", List.of("ecs-monitoring"));
        properties.put("DashboardUids", List.of("ecs-task"));
        properties.put("FailOnError", "false");
    }

    Map<String, String> environment() {
        return Map.of(
                "AWS_REGION",
                "eu-west-1",
                "AWS_ACCESS_KEY_ID",
                "ASIAIOSFODNN7EXAMPLE",
                "AWS_SECRET_ACCESS_KEY",
                S3StandIn.SECRET,
                "AWS_SESSION_TOKEN",
                "IQoJb3JpZ2luX2VjEJrsession",
                "AWS_ENDPOINT_URL_GRAFANA",
                amg.url().toString(),
                "AWS_ENDPOINT_URL_S3",
                s3.url().toString());
    }

    /** An event with the properties, which a test may change. */
    JsonObject event(String requestType) {
        return event(requestType, "Custom::GrafanaContent");
    }

    JsonObject event(String requestType, String resourceType) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("RequestType", requestType);
        event.put("ResponseURL", cloudFormation.responseUrl().toString());
        event.put("StackId", "arn:aws:cloudformation:eu-west-1:123456789012:stack/monitoring/5e1f");
        event.put("RequestId", "2f0f0c6b-3b1f-4d4e-a3f0-0a2f1f9d7c11");
        event.put("LogicalResourceId", "Content");
        event.put("ResourceType", resourceType);
        event.put("ResourceProperties", properties);
        if (!requestType.equals("Create")) {
            event.put("PhysicalResourceId", AmgStandIn.WORKSPACE + "/" + OWNER);
        }
        if (requestType.equals("Update")) {
            event.put("OldResourceProperties", properties);
        }
        return new Gson().toJsonTree(event).getAsJsonObject();
    }

    JsonObject answer(JsonObject event) throws Exception {
        invoke(event.toString());
        return cloudFormation.answer();
    }

    void invoke(String event) throws IOException {
        new PublisherFunction(
                        FunctionServices.of(AwsAccess.of(environment()), time, time, new FunctionLog(log::add)), step)
                .handleRequest(
                        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                        OutputStream.nullOutputStream(),
                        new LambdaContext(remaining));
    }

    @Override
    public void close() {
        amg.close();
        s3.close();
        cloudFormation.close();
    }
}
