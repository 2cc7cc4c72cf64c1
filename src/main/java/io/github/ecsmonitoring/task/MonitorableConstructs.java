package io.github.ecsmonitoring.task;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.services.ecs.BaseService;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ITaskDefinition;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * The task definitions, clusters, services and nested stages beneath a scope at the time of a search.
 *
 * @param foreign paths beneath which another {@link MonitorAll} is responsible, or that are synthesized on their own
 *     (stages) or have their own exporter (daemons)
 */
record MonitorableConstructs(
        List<ITaskDefinition> tasks,
        List<Cluster> clusters,
        List<BaseService> services,
        List<Stage> stages,
        List<String> foreign) {

    /** @param marker the class of the construct that marks a scope, as its child, as the responsibility of another */
    static MonitorableConstructs beneath(Construct scope, Class<? extends Construct> marker) {
        // A single jsii call for the whole tree; each call takes as long as thousands of calls in Java.
        List<IConstruct> all = scope.getNode().findAll();
        return new MonitorableConstructs(
                only(ITaskDefinition.class, all).toList(),
                only(Cluster.class, all).toList(),
                only(BaseService.class, all).toList(),
                only(Stage.class, all).filter(stage -> stage != scope).toList(),
                all.stream()
                        .flatMap(construct -> foreignPath(scope, construct, marker))
                        .toList());
    }

    /** Whether another one is responsible. Call it in {@code CallbackSteps}, since it reads the construct's path. */
    boolean isForeign(IConstruct construct) {
        return isBeneath(foreign, construct);
    }

    /** Whether a construct has one of these paths or is beneath one. */
    static boolean isBeneath(Collection<String> paths, IConstruct construct) {
        String path = construct.getNode().getPath();
        return paths.stream().anyMatch(ancestor -> isBeneath(ancestor, path));
    }

    /** The path of an app is empty. */
    static boolean isBeneath(String ancestor, String path) {
        return ancestor.isEmpty() || path.equals(ancestor) || path.startsWith(ancestor + "/");
    }

    private static Stream<String> foreignPath(
            Construct scope, IConstruct construct, Class<? extends Construct> marker) {
        if (marker.isInstance(construct)) {
            IConstruct marked = construct.getNode().getScope();
            return marked == scope ? Stream.empty() : Stream.of(marked.getNode().getPath());
        }
        boolean foreign = construct instanceof Stage && construct != scope || construct instanceof HostMonitoring;
        return foreign ? Stream.of(construct.getNode().getPath()) : Stream.empty();
    }

    private static <T> Stream<T> only(Class<T> type, List<IConstruct> all) {
        return all.stream().filter(type::isInstance).map(type::cast);
    }
}
