package io.github.ecsmonitoring.grafanapublisher.content;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.ecsmonitoring.grafanapublisher.content.DesiredContent.Dashboard;
import io.github.ecsmonitoring.grafanapublisher.content.DesiredContent.Folder;
import java.util.List;

/** Content as the library desires it. */
final class Example {
    static final String OWNER = "Monitoring/Grafana/Content";
    static final Folder FOLDER = new Folder("ecs-monitoring", "ECS");
    static final String AMAZON_PROMETHEUS = "grafana-amazonprometheus-datasource";
    static final String X_RAY = "grafana-x-ray-datasource";

    private Example() {}

    static DesiredContent content() {
        return new DesiredContent(
                List.of(AMAZON_PROMETHEUS, X_RAY),
                List.of(prometheus(), xRay()),
                List.of(FOLDER),
                List.of(dashboard("ecs-task", "ECS task"), dashboard("ecs-node", "ECS node")));
    }

    /** All uids of {@link #content()}. */
    static OwnContent own() {
        return new OwnContent(
                List.of("ecs-monitoring-prometheus", "ecs-monitoring-xray"),
                List.of("ecs-monitoring"),
                List.of("ecs-task", "ecs-node"));
    }

    static DesiredContent onlyDataSources(JsonObject... dataSources) {
        return new DesiredContent(List.of(), List.of(dataSources), List.of(), List.of());
    }

    static DesiredContent onlyFolder(String title) {
        return new DesiredContent(List.of(), List.of(), List.of(new Folder("ecs-monitoring", title)), List.of());
    }

    static DesiredContent onlyDashboards(Dashboard... dashboards) {
        return new DesiredContent(List.of(), List.of(), List.of(FOLDER), List.of(dashboards));
    }

    static JsonObject prometheus() {
        return json("""
                {
                  "uid": "ecs-monitoring-prometheus",
                  "name": "Prometheus",
                  "type": "grafana-amazonprometheus-datasource",
                  "access": "proxy",
                  "url": "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-0a1b2c3d",
                  "isDefault": true,
                  "jsonData": {
                    "httpMethod": "POST",
                    "sigV4Auth": true,
                    "sigV4AuthType": "ec2_iam_role",
                    "sigV4Region": "eu-west-1",
                    "timeInterval": "60s"
                  }
                }
                """);
    }

    static JsonObject xRay() {
        return json("""
                {
                  "uid": "ecs-monitoring-xray",
                  "name": "X-Ray",
                  "type": "grafana-x-ray-datasource",
                  "access": "proxy",
                  "isDefault": false,
                  "jsonData": {"authType": "ec2_iam_role", "defaultRegion": "eu-west-1"}
                }
                """);
    }

    static JsonObject cloudWatch() {
        return json("""
                {
                  "uid": "ecs-monitoring-cloudwatch",
                  "name": "CloudWatch",
                  "type": "cloudwatch",
                  "access": "proxy",
                  "isDefault": false,
                  "jsonData": {"authType": "ec2_iam_role", "defaultRegion": "eu-west-1"}
                }
                """);
    }

    static Dashboard dashboard(String uid, String title) {
        return dashboard(uid, title, "ecs-monitoring");
    }

    static Dashboard dashboard(String uid, String title, String folderUid) {
        String text = """
                {"uid": "%s", "id": 17, "title": "%s", "version": 3, "schemaVersion": 39, "panels": []}
                """.formatted(uid, title);
        return new Dashboard(uid, title, folderUid, text);
    }

    static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }
}
