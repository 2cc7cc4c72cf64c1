package io.github.ecsmonitoring.prometheus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awscdk.Duration;

/**
 * A branch of an alert manager's routing tree: which alerts go to which receivers, and how they are grouped.
 *
 * <pre>{@code
 * AlertRoute.of(AlertMatcher.equal("severity", "critical")).to(Receiver.email("oncall@example.com")).repeatInterval(Duration.hours(1))
 * }</pre>
 *
 * <p>What is not set is inherited from the parent route. Immutable: each method returns a new value.
 *
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#route">routes of Alertmanager</a>
 */
public final class AlertRoute {
    private final List<AlertMatcher> matchers;
    /** Null for those of the parent route. */
    private List<AlertReceiver> receivers;

    private AlertGrouping grouping = AlertGrouping.INHERITED;
    private boolean continues;
    private List<AlertRoute> routes = List.of();

    private AlertRoute(List<AlertMatcher> matchers) {
        this.matchers = matchers;
    }

    private AlertRoute with(Consumer<AlertRoute> change) {
        AlertRoute copy = new AlertRoute(matchers);
        copy.receivers = receivers;
        copy.grouping = grouping;
        copy.continues = continues;
        copy.routes = routes;
        change.accept(copy);
        return copy;
    }

    /**
     * A route for the alerts that fulfil all matchers; without a matcher, for all alerts that reach it.
     *
     * @throws IllegalArgumentException if no alert can fulfil all matchers
     */
    public static AlertRoute of(AlertMatcher... matchers) {
        List<AlertMatcher> all = List.of(matchers);
        AlertConditions.requirePossible(all);
        return new AlertRoute(all);
    }

    /**
     * The receivers of the route. Default: the receivers of the parent route.
     *
     * @throws IllegalArgumentException without a receiver
     */
    public AlertRoute to(AlertReceiver... receivers) {
        if (receivers.length == 0) {
            throw new IllegalArgumentException(
                    this + " must have at least one receiver: call toNobody() if nobody is to be notified");
        }
        return with(copy -> copy.receivers = List.of(receivers));
    }

    /** Notifies nobody. */
    public AlertRoute toNobody() {
        return with(copy -> copy.receivers = List.of());
    }

    /**
     * The labels whose values alerts of one notification have in common; {@code "..."} alone sends each alert by
     * itself.
     *
     * @throws IllegalArgumentException if a name is not that of a label
     */
    public AlertRoute groupBy(String... labels) {
        return with(copy -> copy.grouping = grouping.by(List.of(labels)));
    }

    /** How long the first notification of a group waits for more alerts. */
    public AlertRoute groupWait(Duration wait) {
        return with(copy -> copy.grouping = grouping.waiting(wait));
    }

    /**
     * How long a group waits before it notifies of alerts that have been added to it.
     *
     * @throws IllegalArgumentException unless it is positive
     */
    public AlertRoute groupInterval(Duration interval) {
        return with(copy -> copy.grouping = grouping.every(interval));
    }

    /**
     * How long a group waits before it sends an unchanged notification again.
     *
     * @throws IllegalArgumentException unless it is positive and at most 5 days, AMP's maximum
     */
    public AlertRoute repeatInterval(Duration interval) {
        return with(copy -> copy.grouping = grouping.repeated(interval));
    }

    /**
     * Lets alerts of this route be routed by the next routes too. Default: the first route that matches is the last.
     */
    public AlertRoute continueMatching() {
        return with(copy -> copy.continues = true);
    }

    /** Routes for some of the alerts of this route. */
    public AlertRoute route(AlertRoute... routes) {
        return with(copy -> {
            copy.routes = new ArrayList<>(this.routes);
            copy.routes.addAll(List.of(routes));
            copy.routes = List.copyOf(copy.routes);
        });
    }

    List<AlertMatcher> matchers() {
        return matchers;
    }

    /** Empty for those of the parent route; an empty list for nobody. */
    Optional<List<AlertReceiver>> receivers() {
        return Optional.ofNullable(receivers);
    }

    AlertGrouping grouping() {
        return grouping;
    }

    boolean continues() {
        return continues;
    }

    List<AlertRoute> routes() {
        return routes;
    }

    /** As messages name it. */
    @Override
    public String toString() {
        return "alert route " + matchers;
    }
}
