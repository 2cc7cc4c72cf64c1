package io.github.ecsmonitoring.task.check;

import io.github.ecsmonitoring.task.definition.EnclosingStage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stage;
import software.constructs.IConstruct;

/**
 * Nothing can be added to a stage that is already synthesized: {@code pipeline.addStage} synthesizes at once, and the
 * CDK reports the change when the app is synthesized, without its place.
 */
public final class SynthesizedStage {
    private SynthesizedStage() {}

    /** Why nothing can be added beneath a construct; empty if its stage is not synthesized yet. */
    public static Optional<String> obstacle(IConstruct construct) {
        Stage stage = EnclosingStage.of(construct);
        return is(stage)
                ? Optional.of(EnclosingStage.nameOf(stage)
                        + " is already synthesized, so nothing can be added to it: call monitor, monitorHosts or monitorAll before "
                        + (stage instanceof App ? "app.synth()" : "pipeline.addStage(…), which synthesizes it"))
                : Optional.empty();
    }

    /** The CDK has no getter; it writes the manifest last. One of an earlier run may be left in the same directory. */
    public static boolean is(Stage stage) {
        try {
            return Files.getLastModifiedTime(Path.of(stage.getOutdir(), "manifest.json"))
                            .toMillis()
                    >= ManagementFactory.getRuntimeMXBean().getStartTime();
        } catch (IOException e) {
            return false;
        }
    }
}
