package com.example.existing;

import io.github.ecsmonitoring.EcsMonitoring;
import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.patterns.ApplicationLoadBalancedFargateService;
import software.amazon.awscdk.services.ecs.patterns.ApplicationLoadBalancedTaskImageOptions;
import software.constructs.Construct;

/** An app that existed before, and a workspace that another team owns: the last statement of the stack is new. */
public final class ExistingApp {
    private ExistingApp() {}

    public static void main(String[] args) {
        App app = new App();
        create(app);
        app.synth();
    }

    public static void create(App app) {
        new OrdersStack(app, "Orders");
    }

    static final class OrdersStack extends Stack {
        OrdersStack(Construct scope, String id) {
            super(scope, id);
            Vpc vpc = Vpc.Builder.create(this, "Vpc").maxAzs(2).build();
            ApplicationLoadBalancedFargateService orders = ApplicationLoadBalancedFargateService.Builder.create(
                            this, "Service")
                    .cluster(Cluster.Builder.create(this, "Cluster").vpc(vpc).build())
                    .cpu(512)
                    .memoryLimitMiB(2048)
                    .minHealthyPercent(100)
                    .circuitBreaker(
                            DeploymentCircuitBreaker.builder().rollback(true).build())
                    .taskImageOptions(ApplicationLoadBalancedTaskImageOptions.builder()
                            .image(ContainerImage.fromRegistry("example/orders:1.4.2"))
                            .containerPort(8080)
                            .build())
                    .build();

            EcsMonitoring.Builder.create(this, "Monitoring")
                    .workspace(PrometheusWorkspace.fromWorkspaceArn(
                            this, "Amp", "arn:aws:aps:eu-west-1:123456789012:workspace/ws-0a1b2c3d"))
                    .withoutGrafana()
                    .withoutAlerts()
                    .labels(Map.of("environment", "production"))
                    .build()
                    .monitor(
                            orders.getTaskDefinition(),
                            ScrapeJob.of("orders", 8080).path("/actuator/prometheus"));
        }
    }
}
