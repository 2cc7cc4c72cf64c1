package com.example.pipeline;

import io.github.ecsmonitoring.EcsCluster;
import io.github.ecsmonitoring.EcsMonitoring;
import io.github.ecsmonitoring.alerting.Receiver;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.pipelines.AddStageOpts;
import software.amazon.awscdk.pipelines.CodePipeline;
import software.amazon.awscdk.pipelines.CodePipelineSource;
import software.amazon.awscdk.pipelines.ConnectionSourceOptions;
import software.amazon.awscdk.pipelines.ManualApprovalStep;
import software.amazon.awscdk.pipelines.ShellStep;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.constructs.Construct;

/** A pipeline that deploys the app and its monitoring to a staging and a production stage. */
public final class PipelineApp {
    private PipelineApp() {}

    public static void main(String[] args) {
        App app = new App();
        create(app);
        app.synth();
    }

    public static void create(App app) {
        Stack stack = new Stack(app, "Pipeline");
        CodePipelineSource source = CodePipelineSource.connection(
                "example/shop",
                "main",
                ConnectionSourceOptions.builder()
                        .connectionArn("arn:aws:codeconnections:eu-west-1:123456789012:connection/0a1b2c3d")
                        .build());
        CodePipeline pipeline = CodePipeline.Builder.create(stack, "Pipeline")
                .cliVersion("2.1148.1")
                .synth(ShellStep.Builder.create("Synth")
                        .input(source)
                        .commands(List.of("npx -y aws-cdk@2.1148.1 synth -q"))
                        .build())
                .build();
        pipeline.addStage(new ShopStage(stack, "Staging", "oncall-staging@example.com"));
        pipeline.addStage(
                new ShopStage(stack, "Production", "oncall@example.com"),
                AddStageOpts.builder()
                        .pre(List.of(new ManualApprovalStep("Approve")))
                        .build());
    }

    /** Each stage has a workspace of its own, so that a failure in staging notifies nobody of production. */
    static final class ShopStage extends Stage {
        ShopStage(Construct scope, String id, String email) {
            super(scope, id);
            Stack observability = new Stack(this, "Observability");
            EcsMonitoring monitoring = EcsMonitoring.Builder.create(observability, "Monitoring")
                    .alerts(Receiver.email(email))
                    .labels(Map.of("stage", id.toLowerCase()))
                    .build();
            new ShopStack(this, "Shop");
            monitoring.monitorAll(this);
        }
    }

    static final class ShopStack extends Stack {
        ShopStack(Construct scope, String id) {
            super(scope, id);
            FargateTaskDefinition checkout = FargateTaskDefinition.Builder.create(this, "CheckoutTask")
                    .memoryLimitMiB(1024)
                    .build();
            checkout.addContainer(
                    "app",
                    ContainerDefinitionOptions.builder()
                            .image(ContainerImage.fromRegistry("example/checkout:2.0"))
                            .memoryReservationMiB(512)
                            .build());
            FargateService.Builder.create(this, "Checkout")
                    .cluster(new EcsCluster(this, "Environment").getCluster())
                    .taskDefinition(checkout)
                    .minHealthyPercent(100)
                    .circuitBreaker(
                            DeploymentCircuitBreaker.builder().rollback(true).build())
                    .build();
        }
    }
}
