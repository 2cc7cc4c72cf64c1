package io.github.ecsmonitoring.grafanapublisher.aws;

import io.github.ecsmonitoring.grafanapublisher.aws.AwsFailure.Kind;
import io.github.ecsmonitoring.grafanapublisher.log.FunctionLog;
import io.github.ecsmonitoring.grafanapublisher.time.Deadline;
import io.github.ecsmonitoring.grafanapublisher.time.Pauses;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.grafana.GrafanaClient;
import software.amazon.awssdk.services.grafana.model.AuthenticationProviderTypes;
import software.amazon.awssdk.services.grafana.model.WorkspaceDescription;

/** Reads a workspace, and waits while it changes. */
final class WorkspaceReader {
    private static final Duration POLL = Duration.ofSeconds(10);
    private static final Set<String> CHANGING = Set.of("CREATING", "UPDATING", "UPGRADING", "VERSION_UPDATING");
    private static final Set<String> DEAD = Set.of("FAILED", "CREATION_FAILED", "DELETION_FAILED");

    private final GrafanaClient client;
    private final Pauses pauses;
    private final FunctionLog log;

    WorkspaceReader(GrafanaClient client, Pauses pauses, FunctionLog log) {
        this.client = client;
        this.pauses = pauses;
        this.log = log;
    }

    /** The workspace once it is ready; empty if it is deleted or being deleted. */
    Optional<ReadyWorkspace> read(String id, Deadline deadline) throws InterruptedException {
        String last = "";
        while (true) {
            WorkspaceDescription workspace;
            try {
                workspace = new AwsCalls(id)
                        .call("DescribeWorkspace", () -> client.describeWorkspace(request -> request.workspaceId(id)))
                        .workspace();
            } catch (AwsFailure e) {
                if (e.kind() == Kind.NOT_FOUND) {
                    return Optional.empty();
                }
                throw e;
            }
            String status = workspace.statusAsString();
            if (status.equals("DELETING")) {
                return Optional.empty();
            }
            if (DEAD.contains(status)) {
                throw new AwsFailure(
                        Kind.OTHER,
                        "workspace " + id + " has the status " + status
                                + ": its Grafana does not run; see it in the console of Amazon Managed Grafana");
            }
            if (!CHANGING.contains(status)) {
                return Optional.of(ready(id, workspace));
            }
            if (!deadline.allows(POLL)) {
                throw new AwsFailure(
                        Kind.OTHER,
                        "workspace " + id + " still has the status " + status
                                + "; deploy again with another revision once it is ACTIVE");
            }
            if (!status.equals(last)) {
                log.info("waiting for workspace " + id + ", which has the status " + status);
                last = status;
            }
            pauses.pause(POLL);
        }
    }

    private static ReadyWorkspace ready(String id, WorkspaceDescription workspace) {
        String endpoint = workspace.endpoint();
        return new ReadyWorkspace(
                id,
                URI.create(endpoint.contains("://") ? endpoint : "https://" + endpoint),
                workspace.grafanaVersion(),
                workspace.authentication() != null
                        && workspace.authentication().providers().contains(AuthenticationProviderTypes.AWS_SSO));
    }
}
