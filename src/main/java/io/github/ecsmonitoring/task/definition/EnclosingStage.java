package io.github.ecsmonitoring.task.definition;

import software.amazon.awscdk.Stage;
import software.constructs.IConstruct;

/** The stage with which a construct is synthesized. */
public final class EnclosingStage {
    private EnclosingStage() {}

    /** The construct itself if it is a stage, unlike {@link Stage#of}. */
    public static Stage of(IConstruct construct) {
        return construct instanceof Stage stage ? stage : Stage.of(construct);
    }

    /** For messages: {@code stage Prod} or {@code the app}. */
    public static String nameOf(IConstruct construct) {
        String path = of(construct).getNode().getPath();
        return path.isEmpty() ? "the app" : "stage " + path;
    }
}
