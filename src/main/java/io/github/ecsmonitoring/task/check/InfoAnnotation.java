package io.github.ecsmonitoring.task.check;

import software.amazon.awscdk.Annotations;

/** Infos with an id, by which {@code Annotations.acknowledgeInfo} can silence them. */
final class InfoAnnotation {
    private InfoAnnotation() {}

    /** Adds an info. */
    static void add(Annotations annotations, String id, String message) {
        try {
            annotations.addInfoV2(id, message);
        } catch (NoSuchMethodError e) {
            // Older releases of aws-cdk-lib support ids for warnings only.
            annotations.addInfo(message + " [ack: " + id + "]");
        }
    }
}
