package io.github.ecsmonitoring.grafanapublisher.aws;

import io.github.ecsmonitoring.grafanapublisher.http.HttpExchanges;
import io.github.ecsmonitoring.grafanapublisher.log.FunctionLog;
import io.github.ecsmonitoring.grafanapublisher.time.Deadline;
import io.github.ecsmonitoring.grafanapublisher.time.Pauses;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.grafana.GrafanaClient;
import software.amazon.awssdk.services.grafana.GrafanaClientBuilder;
import software.amazon.awssdk.services.grafana.model.ServiceAccountTokenSummaryWithKey;

/** Amazon Managed Grafana. Throttled calls, failures of the service and of the network are repeated for a minute. */
public final class ManagedGrafana {
    private static final Duration ATTEMPT = Duration.ofSeconds(15);
    private static final Duration CALL = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 6;

    private final GrafanaClient client;
    private final InstantSource clock;
    private final Pauses pauses;
    private final FunctionLog log;

    public ManagedGrafana(AwsAccess access, HttpExchanges http, InstantSource clock, Pauses pauses, FunctionLog log) {
        this.client = client(access, http);
        this.clock = clock;
        this.pauses = pauses;
        this.log = log;
    }

    private static GrafanaClient client(AwsAccess access, HttpExchanges http) {
        GrafanaClientBuilder builder = GrafanaClient.builder()
                .region(access.region())
                .credentialsProvider(StaticCredentialsProvider.create(access.credentials()))
                .httpClient(new JdkSdkHttpClient(http, ATTEMPT))
                .overrideConfiguration(configuration -> configuration
                        .apiCallTimeout(CALL)
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(ATTEMPTS)
                                .build()));
        if (access.grafanaEndpoint() != null) {
            builder.endpointOverride(access.grafanaEndpoint());
        }
        return builder.build();
    }

    /**
     * A workspace, after it was created, updated or upgraded; empty if it does not exist any more.
     *
     * @throws AwsFailure if it fails, or changes until the deadline
     */
    public Optional<ReadyWorkspace> workspace(String id, Deadline deadline) throws InterruptedException {
        return new WorkspaceReader(client, pauses, log).read(id, deadline);
    }

    /** Roles of people in a workspace. */
    public RolePermissions permissions(String workspaceId) {
        return new RolePermissions(client, workspaceId);
    }

    /** Work that needs a token. */
    @FunctionalInterface
    public interface TokenWork<T> {
        T with(String key) throws Exception;
    }

    /**
     * Does work with a token of the service account {@code ecs-monitoring}, which has the role Admin. The token is
     * deleted after success, failure and interruption.
     *
     * @param lifetime of the token; at least a minute
     */
    public <T> T withToken(String workspaceId, Duration lifetime, TokenWork<T> work) throws Exception {
        String account = new ServiceAccounts(client, workspaceId).id();
        TokenStore tokens = new TokenStore(client, workspaceId, account, clock, log);
        ServiceAccountTokenSummaryWithKey token = tokens.create(lifetime);
        try {
            return work.with(token.key());
        } finally {
            tokens.delete(token.id());
        }
    }
}
