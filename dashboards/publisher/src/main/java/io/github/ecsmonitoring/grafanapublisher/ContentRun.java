package io.github.ecsmonitoring.grafanapublisher;

import io.github.ecsmonitoring.grafanapublisher.aws.AwsFailure;
import io.github.ecsmonitoring.grafanapublisher.aws.ReadyWorkspace;
import io.github.ecsmonitoring.grafanapublisher.bundle.ContentBundle;
import io.github.ecsmonitoring.grafanapublisher.cloudformation.CustomResourceEvent;
import io.github.ecsmonitoring.grafanapublisher.cloudformation.CustomResourceEvent.RequestType;
import io.github.ecsmonitoring.grafanapublisher.cloudformation.MalformedEventException;
import io.github.ecsmonitoring.grafanapublisher.content.DesiredContent;
import io.github.ecsmonitoring.grafanapublisher.content.OwnContent;
import io.github.ecsmonitoring.grafanapublisher.content.Owner;
import io.github.ecsmonitoring.grafanapublisher.content.Report;
import io.github.ecsmonitoring.grafanapublisher.time.TimeBudget;
import io.github.ecsmonitoring.grafanapublisher.time.TimeLimit;
import java.util.Optional;
import java.util.function.Function;

/** Publishes or removes content. */
final class ContentRun implements ResourceRun {
    private final FunctionServices services;
    private final ContentStep step;
    private final ContentSettings settings;
    private final RequestType requestType;
    private final OwnContent earlier;

    ContentRun(FunctionServices services, ContentStep step, CustomResourceEvent event) {
        this.services = services;
        this.step = step;
        this.settings = ContentSettings.of(event.properties());
        this.requestType = event.requestType();
        this.earlier = requestType == RequestType.UPDATE ? earlier(event) : OwnContent.NONE;
    }

    /**
     * Another id means another workspace or owner, whose content CloudFormation deletes by an event of its own.
     * Malformed properties were never published; their rollback must not fail.
     */
    private OwnContent earlier(CustomResourceEvent event) {
        if (!settings.physicalId().equals(event.physicalResourceId())) {
            return OwnContent.NONE;
        }
        try {
            return ContentSettings.of(event.oldProperties()).own();
        } catch (MalformedEventException e) {
            services.log().info("nothing was published before: " + e.getMessage());
            return OwnContent.NONE;
        }
    }

    @Override
    public String physicalId() {
        return settings.physicalId();
    }

    @Override
    public RunOutcome run(TimeBudget time) throws Exception {
        Optional<ReadyWorkspace> workspace = services.grafana().workspace(settings.workspaceId(), time.work());
        boolean delete = requestType == RequestType.DELETE;
        if (workspace.isEmpty() && delete) {
            return RunOutcome.nothingToDo("workspace " + settings.workspaceId() + " does not exist any more");
        }
        ReadyWorkspace ready = workspace.orElseThrow(() -> new AwsFailure(
                AwsFailure.Kind.NOT_FOUND,
                "workspace " + settings.workspaceId() + " must exist in "
                        + services.aws().region().id() + ", the region of the function, and not be deleted"));
        Owner owner = new Owner(settings.owner(), settings.overwriteEdited(), requestType == RequestType.CREATE);
        if (delete) {
            return withGrafana(ready, time, grafana -> step.remove(grafana, owner, settings.own()));
        }
        DesiredContent desired = desired(time);
        return withGrafana(ready, time, grafana -> step.publish(grafana, owner, desired, earlier));
    }

    private DesiredContent desired(TimeBudget time) throws InterruptedException {
        ContentBundle bundle = ContentBundle.read(
                services.aws(), services.http(), services.pauses(), settings.bucket(), settings.key(), time.work());
        return new DesiredContent(settings.plugins(), settings.dataSources(), bundle.folders(), bundle.dashboards());
    }

    private RunOutcome withGrafana(ReadyWorkspace workspace, TimeBudget time, Function<GrafanaAccess, Report> work)
            throws Exception {
        services.log()
                .info("Grafana " + workspace.version() + " of workspace " + workspace.id() + " at " + workspace.url());
        Report report = services.grafana()
                .withToken(
                        workspace.id(),
                        time.answer().remaining(),
                        token -> TimeLimit.call(
                                "publishing content",
                                time.interruption().remaining(),
                                () -> work.apply(new GrafanaAccess(workspace.url(), token, time.work()))));
        return RunOutcome.of(report);
    }
}
