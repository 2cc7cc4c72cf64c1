package io.github.ecsmonitoring.task.check;

import io.github.ecsmonitoring.task.definition.TaskServices;
import java.util.Optional;
import software.amazon.awscdk.Stage;
import software.constructs.Construct;
import software.constructs.IConstruct;

/** Construct ids that the library needs. */
public final class ConstructIdCheck {
    private ConstructIdCheck() {}

    /** Why a construct cannot be created beneath a scope; empty if its id is free. */
    public static Optional<String> obstacle(Construct scope, String id) {
        return scope.getNode().tryFindChild(id) == null
                ? Optional.empty()
                : Optional.of(scope.getNode().getPath() + " already has a construct with the id " + id
                        + ", which monitoring needs: choose another id for one of them");
    }

    /** Why the services of a construct's stage cannot be searched; empty if they can. */
    public static Optional<String> obstacleToServices(IConstruct construct) {
        Stage stage = Stage.of(construct);
        return stage.getNode().tryFindChild(TaskServices.ID) instanceof TaskServices
                ? Optional.empty()
                : obstacle(stage, TaskServices.ID);
    }
}
