package io.github.ecsmonitoring.task;

import software.amazon.awscdk.Annotations;
import software.constructs.IConstruct;

/** What synth says about a task without its being wrong; each kind has an id by which it can be silenced. */
final class Infos {
    /** What a task runs and what it leaves. */
    static final String SIZE = "@ecs-monitoring/task:size";
    /** What the sidecars add to its start and stop. */
    static final String TIME = "@ecs-monitoring/task:time";
    /** That upsize() took another size. */
    static final String UPSIZED = "@ecs-monitoring/task:upsized";

    private Infos() {}

    static void add(IConstruct place, String id, String message) {
        Annotations annotations = Annotations.of(place);
        try {
            annotations.addInfoV2(id, message);
        } catch (NoSuchMethodError e) {
            // Older releases of aws-cdk-lib know warnings with an id only.
            annotations.addInfo(message + " [ack: " + id + "]");
        }
    }
}
