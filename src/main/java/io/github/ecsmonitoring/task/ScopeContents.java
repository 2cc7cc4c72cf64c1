package io.github.ecsmonitoring.task;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ITaskDefinition;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * What there is to monitor beneath a scope, as it is now.
 *
 * @param lateStages stages that no MonitorAll is in
 * @param others paths at which a nearer {@link MonitorAll} begins, or a stage, which is synthesized on its own, or a
 *     daemon
 */
record ScopeContents(List<ITaskDefinition> tasks, List<Cluster> clusters, List<Stage> lateStages, List<String> others) {

    static ScopeContents of(Construct scope) {
        // One call for the whole tree, since each call through jsii costs as much as thousands of Java's.
        List<IConstruct> all = scope.getNode().findAll();
        List<String> others =
                all.stream().flatMap(construct -> othersPlace(scope, construct)).toList();
        List<Stage> lateStages = only(Stage.class, all)
                .filter(stage -> stage != scope && MonitorAll.find(stage).isEmpty())
                .toList();
        return new ScopeContents(
                only(ITaskDefinition.class, all).toList(),
                only(Cluster.class, all).toList(),
                lateStages,
                others);
    }

    /** Asked for each on its own: see {@link CallbackSteps}. */
    boolean isOthers(IConstruct construct) {
        return isBeneath(others, construct);
    }

    /** Whether a construct has one of these paths, or is beneath one. */
    static boolean isBeneath(Collection<String> places, IConstruct construct) {
        String path = construct.getNode().getPath();
        return places.stream().anyMatch(place -> isBeneath(place, path));
    }

    /** An app's own path is empty. */
    static boolean isBeneath(String place, String path) {
        return place.isEmpty() || path.equals(place) || path.startsWith(place + "/");
    }

    private static Stream<String> othersPlace(Construct scope, IConstruct construct) {
        if (construct instanceof MonitorAll monitorAll && monitorAll.scope() != scope) {
            return Stream.of(monitorAll.scope().getNode().getPath());
        }
        // The daemon's task has its own exporter.
        boolean isOthers = construct instanceof Stage && construct != scope || construct instanceof HostMonitoring;
        return isOthers ? Stream.of(construct.getNode().getPath()) : Stream.empty();
    }

    private static <T> Stream<T> only(Class<T> type, List<IConstruct> all) {
        return all.stream().filter(type::isInstance).map(type::cast);
    }
}
