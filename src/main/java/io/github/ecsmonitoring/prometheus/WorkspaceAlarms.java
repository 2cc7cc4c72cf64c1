package io.github.ecsmonitoring.prometheus;

import io.github.ecsmonitoring.internal.CdkVersion;
import java.util.List;
import java.util.Objects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.constructs.Construct;

/**
 * CloudWatch alarms for a workspace that cannot report its own failure: no samples, quotas, discarded samples, failing
 * rules and notifications. Their descriptions say what to do.
 *
 * <pre>{@code
 * WorkspaceAlarms.Builder.create(this, "PrometheusAlarms").workspace(workspace).build()
 *     .getAlarms().forEach(alarm -> alarm.addAlarmAction(new SnsAction(topic)));
 * }</pre>
 */
public final class WorkspaceAlarms extends Construct {
    private final List<Alarm> alarms;

    private WorkspaceAlarms(Builder builder) {
        super(builder.scope, builder.id);
        String path = getNode().getPath();
        String stackPath = Stack.of(this).getNode().getPath();
        String prefix = Stack.of(this).getStackName() + path.substring(stackPath.length());
        alarms = WorkspaceAlarm.of(builder.workspace, builder.ingestionQuota, builder.activeSeriesQuota).stream()
                .map(alarm -> alarm.addTo(this, prefix))
                .toList();
    }

    /** The alarms, without actions. */
    public List<Alarm> getAlarms() {
        return alarms;
    }

    /** Collects the options of {@link WorkspaceAlarms}. */
    public static final class Builder {
        private static final double DEFAULT_INGESTION_QUOTA = 1_666_666;
        private static final double DEFAULT_SERIES_QUOTA = 50_000_000;

        private final Construct scope;
        private final String id;
        private IPrometheusWorkspace workspace;
        private double ingestionQuota = DEFAULT_INGESTION_QUOTA;
        private double activeSeriesQuota = DEFAULT_SERIES_QUOTA;

        private Builder(Construct scope, String id) {
            CdkVersion.requireSupported();
            this.scope = scope;
            this.id = id;
        }

        /** A builder without the required workspace. */
        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        /** The workspace; an imported one must be of the stack's account and region. Required. */
        public Builder workspace(IPrometheusWorkspace workspace) {
            this.workspace = Objects.requireNonNull(workspace, "workspace");
            return this;
        }

        /**
         * The workspace's quota of samples per second, if it is not AMP's default. An alarm fires above 80 % of it.
         * Default: 1,666,666.
         *
         * @throws IllegalArgumentException unless it is positive
         */
        public Builder ingestionQuota(double samplesPerSecond) {
            this.ingestionQuota = positive("ingestionQuota", samplesPerSecond);
            return this;
        }

        /**
         * The workspace's quota of active series, if it is not AMP's default. An alarm fires above 80 % of it. Default:
         * 50,000,000.
         *
         * @throws IllegalArgumentException unless it is positive
         */
        public Builder activeSeriesQuota(double series) {
            this.activeSeriesQuota = positive("activeSeriesQuota", series);
            return this;
        }

        private static double positive(String option, double quota) {
            if (!(quota >= 1 && quota <= Long.MAX_VALUE)) {
                throw new IllegalArgumentException(option + " must be 1 or more, got " + quota);
            }
            return quota;
        }

        /**
         * Creates the alarms.
         *
         * @throws IllegalArgumentException if the workspace is in another account or region, whose metrics an alarm
         *     cannot use
         */
        public WorkspaceAlarms build() {
            Objects.requireNonNull(workspace, "workspace");
            ResourcePlace place = ResourcePlace.of(workspace.getWorkspaceArn(), workspace);
            ResourcePlace alarms = ResourcePlace.of(Stack.of(scope));
            alarms.requireAccountOf(place, "alarms", "create them in a stack there");
            alarms.requireRegionOf(place, "alarms", "create them in a stack there");
            return new WorkspaceAlarms(this);
        }
    }
}
