package io.github.ecsmonitoring;

import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.services.ecs.Compatibility;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.constructs.Construct;

/** An app with tasks in three regions and accounts, for {@link SummaryTest}. */
final class SummaryApp {
    private SummaryApp() {}

    /** @param args {@code error} for an app whose synthesis fails */
    public static void main(String[] args) {
        App app = new App();
        Stack central = stack(app, "Central", "111111111111", "eu-west-1");
        EcsMonitoring monitoring = EcsMonitoring.Builder.create(central, "Monitoring")
                .workspace(PrometheusWorkspace.Builder.create(central, "Prometheus")
                        .build())
                .withoutGrafana()
                .build();
        task(central, "Orders", 1024);
        Stack far = stack(app, "Far", "111111111111", "us-east-1");
        task(far, "Stock", 1024);
        task(far, "Search", 1024);
        Stack foreign = stack(app, "Foreign", "222222222222", "eu-west-1");
        task(foreign, "Tax", 1024);
        task(foreign, "Audit", 1024);
        monitoring.exclude(task(central, "Legacy", 1024));
        external(central);
        monitoring.monitorAll(app);
        Stack prod = new Stack(new Stage(app, "Prod"), "Workload");
        EcsMonitoring.Builder.create(prod, "Monitoring")
                .workspace(PrometheusWorkspace.fromWorkspaceArn(
                        prod, "Amp", "arn:aws:aps:eu-west-1:111111111111:workspace/ws-0a1b2c3d"))
                .withoutGrafanaContent()
                .build()
                .monitor(task(prod, "Shop", 1024));
        if (args.length > 0) {
            task(central, "TooSmall", 512);
        }
        app.synth();
    }

    private static Stack stack(App app, String id, String account, String region) {
        return new Stack(
                app,
                id,
                StackProps.builder()
                        .crossRegionReferences(true)
                        .env(Environment.builder()
                                .account(account)
                                .region(region)
                                .build())
                        .build());
    }

    private static TaskDefinition task(Construct scope, String id, int mebibytes) {
        return withApp(FargateTaskDefinition.Builder.create(scope, id)
                .cpu(256)
                .memoryLimitMiB(mebibytes)
                .build());
    }

    private static void external(Construct scope) {
        withApp(TaskDefinition.Builder.create(scope, "Anywhere")
                .compatibility(Compatibility.EXTERNAL)
                .build());
    }

    private static TaskDefinition withApp(TaskDefinition task) {
        task.addContainer(
                "app",
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromRegistry("example/app:1"))
                        .memoryReservationMiB(512)
                        .build());
        return task;
    }
}
