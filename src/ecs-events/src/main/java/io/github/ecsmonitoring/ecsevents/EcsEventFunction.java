package io.github.ecsmonitoring.ecsevents;

import io.github.ecsmonitoring.ecsevents.alert.Alert;
import io.github.ecsmonitoring.ecsevents.amp.AlertManager;
import io.github.ecsmonitoring.ecsevents.aws.AwsCredentials;
import io.github.ecsmonitoring.ecsevents.aws.SignedPost;
import io.github.ecsmonitoring.ecsevents.ecs.EcsServices;
import io.github.ecsmonitoring.ecsevents.event.EventAlerts;
import io.github.ecsmonitoring.ecsevents.json.JsonText;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The Lambda function: receives events of ECS from EventBridge and posts alerts to the alert manager of a workspace.
 * Lambda parses the JSON. An exception makes Lambda repeat the invocation, and after three send the event to the queue
 * of lost events.
 */
public final class EcsEventFunction {
    /** Prefix of the variables that hold labels for all alerts, such as {@code LABEL_team=payments}. */
    private static final String LABEL = "LABEL_";

    private final AlertManager alertManager;
    private final StoppedServices stoppedServices;
    private final Map<String, String> labels = new TreeMap<>();
    private final InstantSource clock;

    /** Called by Lambda. */
    public EcsEventFunction() {
        this(System.getenv(), InstantSource.system());
    }

    EcsEventFunction(Map<String, String> environment, InstantSource clock) {
        this.clock = clock;
        SignedPost requests = new SignedPost(AwsCredentials.of(environment), clock);
        this.alertManager = new AlertManager(
                URI.create(required(environment, "ALERTS_URL")),
                required(environment, "WORKSPACE_REGION"),
                requests,
                AlertManager.DELAYS);
        this.stoppedServices = new StoppedServices(new EcsServices(
                URI.create(required(environment, "ECS_URL")), required(environment, "AWS_REGION"), requests));
        environment.forEach((name, value) -> {
            if (name.startsWith(LABEL)) {
                labels.put(name.substring(LABEL.length()), value);
            }
        });
    }

    private static String required(Map<String, String> environment, String name) {
        return Objects.requireNonNull(environment.get(name), name);
    }

    /**
     * Handles an event.
     *
     * @throws IOException if the alert manager did not accept the alert
     */
    public void handle(Map<String, Object> event) throws IOException, InterruptedException {
        Optional<Alert> own = EventAlerts.of(event);
        Optional<Alert> alert = own.isPresent() ? own : stoppedServices.alert(event);
        if (alert.isPresent()) {
            alertManager.post(JsonText.of(List.of(alert.get().toJson(labels, clock.instant()))));
            System.out.println("posted " + alert.get());
        }
    }
}
