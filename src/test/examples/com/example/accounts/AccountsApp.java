package com.example.accounts;

import io.github.ecsmonitoring.EcsCluster;
import io.github.ecsmonitoring.EcsMonitoring;
import io.github.ecsmonitoring.alerting.Receiver;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.TrustedAccounts;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.constructs.Construct;

/** One workspace in a monitoring account, and services of another account in two regions that write to it. */
public final class AccountsApp {
    private static final String MONITORING = "111122223333";
    private static final String WORKLOADS = "444455556666";
    /** An output of the stack Hub; known after its first deployment. */
    private static final String WORKSPACE = "arn:aws:aps:eu-west-1:" + MONITORING + ":workspace/ws-0a1b2c3d";

    private AccountsApp() {}

    public static void main(String[] args) {
        App app = new App();
        create(app);
        app.synth();
    }

    public static void create(App app) {
        new HubStack(app, "Hub");
        new OrdersStack(app, "OrdersEurope", "eu-west-1");
        new OrdersStack(app, "OrdersAmerica", "us-east-1");
    }

    private static StackProps in(String account, String region) {
        return StackProps.builder()
                .env(Environment.builder().account(account).region(region).build())
                .build();
    }

    static final class HubStack extends Stack {
        HubStack(Construct scope, String id) {
            super(scope, id, in(MONITORING, "eu-west-1"));
            PrometheusWorkspace hub = PrometheusWorkspace.Builder.create(this, "Prometheus")
                    .alias("hub")
                    .writers(TrustedAccounts.accounts(WORKLOADS))
                    .build();
            EcsMonitoring.Builder.create(this, "Monitoring")
                    .workspace(hub)
                    .alerts(Receiver.email("oncall@example.com"))
                    .build();
            exportValue(hub.getWorkspaceArn());
        }
    }

    static final class OrdersStack extends Stack {
        OrdersStack(Construct scope, String id, String region) {
            super(scope, id, in(WORKLOADS, region));
            FargateTaskDefinition orders = FargateTaskDefinition.Builder.create(this, "OrdersTask")
                    .memoryLimitMiB(1024)
                    .build();
            orders.addContainer(
                    "app",
                    ContainerDefinitionOptions.builder()
                            .image(ContainerImage.fromRegistry("example/orders:1.4.2"))
                            .memoryReservationMiB(512)
                            .build());
            FargateService.Builder.create(this, "Orders")
                    .cluster(new EcsCluster(this, "Environment").getCluster())
                    .taskDefinition(orders)
                    .minHealthyPercent(100)
                    .circuitBreaker(
                            DeploymentCircuitBreaker.builder().rollback(true).build())
                    .build();
            EcsMonitoring.Builder.create(this, "Monitoring")
                    .workspace(PrometheusWorkspace.fromWorkspaceArn(this, "Hub", WORKSPACE))
                    .withoutGrafana()
                    .withoutAlerts()
                    .build()
                    .monitor(orders);
        }
    }
}
