package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.task.definition.CallbackSteps;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awscdk.services.ecs.BaseService;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ITaskDefinition;
import software.constructs.Construct;
import software.constructs.IConstruct;

/** Constructs that {@link MonitorAll} does not monitor. A service stands for its task definition. */
public final class Exclusions {
    private final List<IConstruct> excluded = new ArrayList<>();

    /** @param owner reports an exclusion without effect when the app is synthesized */
    public Exclusions(Construct owner) {
        SummaryPrinter summary = SummaryPrinter.of(owner);
        owner.getNode().addValidation(() -> summary.validated(errors()));
    }

    /** Excludes a construct and everything beneath it, including what is created later. */
    public void add(IConstruct construct) {
        excluded.add(construct);
    }

    /** The paths of the constructs and of the task definitions of services beneath them, as of now. */
    Set<String> paths() {
        Set<String> paths = new HashSet<>();
        new CallbackSteps().forEach(excluded, construct -> paths.add(path(construct)));
        new CallbackSteps().forEach(services(), service -> paths.add(path(service.getTaskDefinition())));
        return Set.copyOf(paths);
    }

    private List<BaseService> services() {
        return excluded.stream()
                .flatMap(construct -> construct.getNode().findAll().stream())
                .filter(BaseService.class::isInstance)
                .map(BaseService.class::cast)
                .toList();
    }

    private List<String> errors() {
        return excluded.stream()
                .filter(construct -> construct.getNode().findAll().stream().noneMatch(Exclusions::hasEffect))
                .map(construct -> "exclude(" + path(construct)
                        + ") has no effect, since this is no task definition, service or cluster of this app and contains none: "
                        + "pass one of them, or a construct around it")
                .toList();
    }

    private static boolean hasEffect(IConstruct construct) {
        return construct instanceof ITaskDefinition || construct instanceof BaseService || construct instanceof Cluster;
    }

    private static String path(IConstruct construct) {
        return construct.getNode().getPath();
    }
}
