package io.github.ecsmonitoring.prometheus;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.aps.CfnWorkspace;

/**
 * The property {@code WorkspaceConfiguration} of a workspace. Each {@code with} method returns a new value and throws
 * {@link IllegalArgumentException} if its argument is outside of AMP's limits.
 *
 * @param retentionDays null for AMP's default
 * @param outOfOrderWindow in seconds, may be a token; null for AMP's default
 * @param ruleQueryOffset in seconds, may be a token
 * @param seriesLimits in the order in which they are set
 */
record WorkspaceSettings(
        Integer retentionDays, Number outOfOrderWindow, Number ruleQueryOffset, List<SeriesLimit> seriesLimits) {
    /** A batch is written ten seconds after its first sample; the rest is for the request and two retries. */
    static final WorkspaceSettings DEFAULTS = new WorkspaceSettings(null, null, 15, List.of());

    private static final int DEFAULT_RETENTION_DAYS = 150;
    private static final int MAX_RETENTION_DAYS = 1095;
    private static final int MAX_OUT_OF_ORDER_SECONDS = 600;
    private static final int MAX_OFFSET_SECONDS = 86_400;
    private static final int MAX_SERIES_LIMITS = 100;

    WorkspaceSettings withRetentionDays(int days) {
        if (days < 1 || days > MAX_RETENTION_DAYS) {
            throw new IllegalArgumentException("retentionDays must be 1 to " + MAX_RETENTION_DAYS + ", got " + days);
        }
        return new WorkspaceSettings(days, outOfOrderWindow, ruleQueryOffset, seriesLimits);
    }

    /** With AMP's default, if no other number is set. */
    int storedDays() {
        return retentionDays == null ? DEFAULT_RETENTION_DAYS : retentionDays;
    }

    WorkspaceSettings withOutOfOrderWindow(Duration window) {
        Number seconds = seconds("outOfOrderWindow", window, MAX_OUT_OF_ORDER_SECONDS);
        return new WorkspaceSettings(retentionDays, seconds, ruleQueryOffset, seriesLimits);
    }

    WorkspaceSettings withRuleQueryOffset(Duration offset) {
        Number seconds = seconds("ruleQueryOffset", offset, MAX_OFFSET_SECONDS);
        return new WorkspaceSettings(retentionDays, outOfOrderWindow, seconds, seriesLimits);
    }

    WorkspaceSettings withSeriesLimit(SeriesLimit limit) {
        if (seriesLimits.stream().anyMatch(other -> other.labels().equals(limit.labels()))) {
            throw new IllegalArgumentException(
                    "label sets of series limits must be unique, got " + limit.labels() + " twice");
        }
        List<SeriesLimit> all = new ArrayList<>(seriesLimits);
        all.add(limit);
        if (all.size() > MAX_SERIES_LIMITS) {
            throw new IllegalArgumentException("a workspace can have at most " + MAX_SERIES_LIMITS
                    + " series limits, got " + all.size() + ": set one for a label that the others share");
        }
        return new WorkspaceSettings(retentionDays, outOfOrderWindow, ruleQueryOffset, List.copyOf(all));
    }

    /** By name, since the L1 class of the oldest supported CDK lacks window and offset. */
    void applyTo(CfnWorkspace workspace) {
        set(workspace, "RetentionPeriodInDays", retentionDays);
        set(workspace, "OutOfOrderTimeWindowInSeconds", outOfOrderWindow);
        set(workspace, "RuleQueryOffsetInSeconds", ruleQueryOffset);
        if (!seriesLimits.isEmpty()) {
            set(
                    workspace,
                    "LimitsPerLabelSets",
                    seriesLimits.stream().map(SeriesLimit::property).toList());
        }
    }

    private static void set(CfnWorkspace workspace, String property, Object value) {
        if (value != null) {
            workspace.addPropertyOverride("WorkspaceConfiguration." + property, value);
        }
    }

    private static Number seconds(String option, Duration duration, int max) {
        if (duration.isUnresolved()) {
            return duration.toSeconds();
        }
        double seconds = duration.toMilliseconds().doubleValue() / 1000;
        if (seconds != Math.rint(seconds) || seconds > max) {
            throw new IllegalArgumentException(
                    option + " must be 0 to " + max + " whole seconds, got " + seconds + " s");
        }
        return (int) seconds;
    }
}
