package io.github.ecsmonitoring.prometheus;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Suppresses notifications of some alerts while another alert fires.
 *
 * <pre>{@code
 * InhibitionRule.whileFiring(AlertMatcher.equal("severity", "critical")).mute(AlertMatcher.equal("severity", "warning")).equal("alertname", "instance")
 * }</pre>
 *
 * <p>Immutable: each method returns a new value.
 *
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#inhibit_rule">inhibition rules of
 *     Alertmanager</a>
 */
public final class InhibitionRule {
    private static final String ALERT = "alertname";

    private final List<AlertMatcher> source;
    private final List<AlertMatcher> target;
    private final List<String> equal;

    private InhibitionRule(List<AlertMatcher> source, List<AlertMatcher> target, List<String> equal) {
        this.source = source;
        this.target = target;
        this.equal = equal;
    }

    /**
     * The inhibition rules for the alerts that the library installs: while a cause is reported, its consequences are
     * not. {@code EcsMonitoring.alerts(receivers)} has them; a definition of your own takes them with
     * {@code inhibit(InhibitionRule.bundled())}.
     */
    public static InhibitionRule[] bundled() {
        return new InhibitionRule[] {
            // Stopped on purpose.
            bundled("EcsServiceStopped", "EcsClusterTelemetryGone", "EcsServiceTelemetryGone")
                    .equal("account_id", "region", "ecs_cluster", "ecs_task_family"),
            // A pipeline without data mutes its services, a service its targets.
            bundled("EcsClusterTelemetryGone", "EcsHostTelemetryGone", "EcsServiceTelemetryGone", "EcsTargetDown")
                    .equal("account_id", "region", "ecs_cluster"),
            bundled("EcsServiceTelemetryGone", "EcsTargetDown")
                    .equal("account_id", "region", "ecs_cluster", "ecs_service"),
            // What is almost full need not be reported as filling up too.
            bundled("EcsNodeFilesystemAlmostFull", "EcsNodeFilesystemFillingUp")
                    .equal("account_id", "region", "ecs_cluster", "instance", "device"),
            bundled("EcsNodeMemoryAlmostFull", "EcsNodeMemoryFillingUp")
                    .equal("account_id", "region", "ecs_cluster", "instance"),
            bundled("EcsTaskMemoryAlmostFull", "EcsTaskMemoryFillingUp")
                    .equal("account_id", "region", "ecs_cluster", "instance"),
            // An objective that is about to be missed need not be reported as being missed slowly.
            bundled("EcsSloBudgetBurningFast", "EcsSloBudgetBurningSlowly")
                    .equal("account_id", "region", "ecs_cluster", "ecs_service", "slo")
        };
    }

    private static InhibitionRule bundled(String source, String... targets) {
        AlertMatcher target = targets.length == 1
                ? AlertMatcher.equal(ALERT, targets[0])
                : AlertMatcher.matching(ALERT, String.join("|", targets));
        return whileFiring(AlertMatcher.equal(ALERT, source)).mute(target);
    }

    /**
     * The alerts that suppress others while they fire.
     *
     * @throws IllegalArgumentException without a matcher, or if no alert can fulfil all matchers
     */
    public static InhibitionRule whileFiring(AlertMatcher... source) {
        return new InhibitionRule(checked("whileFiring", source), List.of(), List.of());
    }

    /**
     * The alerts whose notifications are suppressed.
     *
     * @throws IllegalArgumentException without a matcher, or if no alert can fulfil all matchers
     */
    public InhibitionRule mute(AlertMatcher... target) {
        return new InhibitionRule(source, checked("mute", target), equal);
    }

    /** The labels that both alerts must have with the same value. Default: none. */
    public InhibitionRule equal(String... labels) {
        List.of(labels).forEach(label -> AlertMatcher.equal(label, ""));
        return new InhibitionRule(source, target, List.of(labels));
    }

    private static List<AlertMatcher> checked(String option, AlertMatcher... matchers) {
        List<AlertMatcher> all = List.of(matchers);
        if (all.isEmpty()) {
            throw new IllegalArgumentException(option + " of an inhibition rule must have at least one matcher");
        }
        AlertConditions.requirePossible(all);
        return all;
    }

    void requireTarget() {
        if (target.isEmpty()) {
            throw new IllegalArgumentException(
                    "inhibition rule " + source + " must name the alerts that it suppresses: call mute(...)");
        }
    }

    Map<String, Object> toYaml() {
        Map<String, Object> yaml = new TreeMap<>();
        yaml.put("source_matchers", text(source));
        yaml.put("target_matchers", text(target));
        if (!equal.isEmpty()) {
            yaml.put("equal", equal);
        }
        return yaml;
    }

    private static List<String> text(List<AlertMatcher> matchers) {
        return matchers.stream().map(Objects::toString).toList();
    }
}
