package com.example.grafana;

import io.github.ecsmonitoring.EcsCluster;
import io.github.ecsmonitoring.EcsMonitoring;
import io.github.ecsmonitoring.alerting.Receiver;
import io.github.ecsmonitoring.grafana.service.GrafanaService;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.constructs.Construct;

/**
 * Grafana as a service of the same cluster, for accounts without IAM Identity Center; only a private network reaches
 * it.
 */
public final class GrafanaApp {
    private GrafanaApp() {}

    public static void main(String[] args) {
        App app = new App();
        create(app);
        app.synth();
    }

    public static void create(App app) {
        new ShopStack(app, "Shop");
    }

    static final class ShopStack extends Stack {
        ShopStack(Construct scope, String id) {
            super(scope, id);
            Cluster cluster = new EcsCluster(this, "Environment").getCluster();
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
                    .cluster(cluster)
                    .taskDefinition(orders)
                    .minHealthyPercent(100)
                    .circuitBreaker(
                            DeploymentCircuitBreaker.builder().rollback(true).build())
                    .build();

            EcsMonitoring monitoring = EcsMonitoring.Builder.create(this, "Monitoring")
                    .alerts(Receiver.email("oncall@example.com"))
                    .grafana(GrafanaService.Builder.create(this, "Grafana")
                            .cluster(cluster)
                            .certificate(Certificate.fromCertificateArn(
                                    this, "Certificate", "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d"))
                            .domainName("grafana.example.com")
                            .internal(Peer.ipv4("10.0.0.0/8")))
                    .build();
            monitoring.monitor(orders);
        }
    }
}
