package io.github.ecsmonitoring.grafanapublisher.aws;

import io.github.ecsmonitoring.grafanapublisher.aws.AwsFailure.Kind;
import io.github.ecsmonitoring.grafanapublisher.log.FunctionLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.services.grafana.GrafanaClient;
import software.amazon.awssdk.services.grafana.model.ServiceAccountTokenSummary;
import software.amazon.awssdk.services.grafana.model.ServiceAccountTokenSummaryWithKey;

/** Short-lived tokens of a service account. */
final class TokenStore {
    static final String PREFIX = "ecs-monitoring-";
    private static final Duration SHORTEST = Duration.ofSeconds(60);

    private final GrafanaClient client;
    private final AwsCalls calls;
    private final String workspaceId;
    private final String accountId;
    private final InstantSource clock;
    private final FunctionLog log;

    TokenStore(GrafanaClient client, String workspaceId, String accountId, InstantSource clock, FunctionLog log) {
        this.client = client;
        this.calls = new AwsCalls(workspaceId);
        this.workspaceId = workspaceId;
        this.accountId = accountId;
        this.clock = clock;
        this.log = log;
    }

    /** Creates a token with a unique name. Expired ones of earlier runs count, and are deleted at the limit. */
    ServiceAccountTokenSummaryWithKey create(Duration lifetime) {
        try {
            return createOnce(lifetime);
        } catch (AwsFailure e) {
            if (e.kind() != Kind.QUOTA) {
                throw e;
            }
            int deleted = deleteExpired();
            log.info("workspace " + workspaceId + " is at its limit of tokens: deleted " + deleted
                    + " expired ones of service account " + ServiceAccounts.NAME);
        }
        try {
            return createOnce(lifetime);
        } catch (AwsFailure e) {
            throw e.kind() != Kind.QUOTA
                    ? e
                    : new AwsFailure(
                            Kind.QUOTA,
                            e.getMessage()
                                    + "; a workspace has at most 100 tokens, and expired ones count: delete tokens"
                                    + " in Grafana under Administration > Users and access > Service accounts");
        }
    }

    private ServiceAccountTokenSummaryWithKey createOnce(Duration lifetime) {
        long seconds = Math.max(lifetime.toSeconds(), SHORTEST.toSeconds());
        return calls.call(
                        "CreateWorkspaceServiceAccountToken",
                        () -> client.createWorkspaceServiceAccountToken(request -> request.workspaceId(workspaceId)
                                .serviceAccountId(accountId)
                                .name(PREFIX + UUID.randomUUID())
                                .secondsToLive(Math.toIntExact(seconds))))
                .serviceAccountToken();
    }

    private int deleteExpired() {
        List<ServiceAccountTokenSummary> expired = calls.call(
                "ListWorkspaceServiceAccountTokens",
                () -> client
                        .listWorkspaceServiceAccountTokensPaginator(
                                request -> request.workspaceId(workspaceId).serviceAccountId(accountId))
                        .serviceAccountTokens()
                        .stream()
                        .filter(token -> token.name().startsWith(PREFIX))
                        .filter(token -> token.expiresAt().isBefore(clock.instant()))
                        .toList());
        expired.forEach(token -> delete(token.id()));
        return expired.size();
    }

    /** Deletes a token, also on a thread that was interrupted. Failures are logged; the token soon expires. */
    void delete(String tokenId) {
        boolean interrupted = Thread.interrupted();
        try {
            calls.call(
                    "DeleteWorkspaceServiceAccountToken",
                    () -> client.deleteWorkspaceServiceAccountToken(request -> request.workspaceId(workspaceId)
                            .serviceAccountId(accountId)
                            .tokenId(tokenId)));
        } catch (AwsFailure e) {
            if (e.kind() != Kind.NOT_FOUND) {
                log.error("token " + tokenId + " was not deleted, and expires in minutes: " + e.getMessage());
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
