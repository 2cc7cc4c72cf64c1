package io.github.ecsmonitoring.grafanapublisher;

import com.google.gson.JsonObject;
import io.github.ecsmonitoring.grafanapublisher.aws.AwsFailure;
import io.github.ecsmonitoring.grafanapublisher.bundle.BadContentException;
import io.github.ecsmonitoring.grafanapublisher.cloudformation.CustomResourceEvent;
import io.github.ecsmonitoring.grafanapublisher.cloudformation.CustomResourceEvent.RequestType;
import io.github.ecsmonitoring.grafanapublisher.cloudformation.EventEnvelope;
import io.github.ecsmonitoring.grafanapublisher.cloudformation.MalformedEventException;
import io.github.ecsmonitoring.grafanapublisher.cloudformation.ResourceAnswer;
import io.github.ecsmonitoring.grafanapublisher.time.TimeBudget;
import io.github.ecsmonitoring.grafanapublisher.time.TimeLimit;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Does what an event asks for. There is an answer to every event. */
final class EventHandler {
    /** Starts the id of a resource whose creation failed before it had one. */
    private static final String NOT_CREATED = "not-created/";

    private final FunctionServices services;
    private final ContentStep step;

    EventHandler(FunctionServices services, ContentStep step) {
        this.services = services;
        this.step = step;
    }

    ResourceAnswer handle(JsonObject json, EventEnvelope envelope, TimeBudget time) {
        String id = envelope.physicalResourceId();
        try {
            CustomResourceEvent event = CustomResourceEvent.of(json);
            if (event.requestType() == RequestType.DELETE && id.startsWith(NOT_CREATED)) {
                return new ResourceAnswer(true, id, "published", "nothing was created");
            }
            boolean failOnError = event.properties().flag("FailOnError");
            ResourceRun run = run(event);
            RunOutcome outcome = outcome(run, time);
            outcome.failures().forEach(services.log()::error);
            services.log().info(envelope + ": " + outcome.status() + ": " + outcome.summary());
            boolean delete = event.requestType() == RequestType.DELETE;
            boolean success = delete || !failOnError || outcome.isComplete();
            boolean keepsId = delete || event.requestType() == RequestType.UPDATE && !success;
            return new ResourceAnswer(success, keepsId ? id : run.physicalId(), outcome.status(), outcome.summary());
        } catch (MalformedEventException e) {
            services.log().error(envelope + " is malformed: " + e.getMessage());
            String known = id.isEmpty() ? NOT_CREATED + envelope.logicalResourceId() : id;
            return new ResourceAnswer(false, known, "failed", e.getMessage());
        }
    }

    private ResourceRun run(CustomResourceEvent event) {
        return switch (event.resourceType()) {
            case "Custom::GrafanaContent" -> new ContentRun(services, step, event);
            case "Custom::GrafanaRoleAssignment" -> new RoleRun(services, event);
            default ->
                throw new MalformedEventException(
                        "ResourceType must be Custom::GrafanaContent or Custom::GrafanaRoleAssignment, got "
                                + event.resourceType());
        };
    }

    /** Errors such as a lack of memory end the thread of the run, not the function. */
    private RunOutcome outcome(ResourceRun run, TimeBudget time) {
        try {
            return TimeLimit.call("the run", time.cleanup().remaining(), () -> run.run(time));
        } catch (AwsFailure | BadContentException | TimeoutException e) {
            return RunOutcome.failed(e.getMessage());
        } catch (Throwable e) {
            services.log().error("unexpected failure", e);
            return new RunOutcome("failed", "unexpected " + e + "; the log of the function has more", List.of());
        }
    }
}
