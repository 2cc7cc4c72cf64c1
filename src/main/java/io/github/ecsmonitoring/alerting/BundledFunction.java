package io.github.ecsmonitoring.alerting;

import io.github.ecsmonitoring.internal.LibraryFiles;
import java.nio.file.Path;
import java.util.List;

/** The jar of the Lambda function, extracted from the library's jar once per JVM. */
final class BundledFunction {
    static final String HANDLER = "io.github.ecsmonitoring.ecsevents.EcsEventFunction::handle";

    private static final String FOLDER = "/io/github/ecsmonitoring/ecs-events/";
    private static final List<String> FILES = List.of("ecs-events.jar");

    private BundledFunction() {}

    static String jar() {
        LibraryFiles.require(FOLDER, FILES);
        return Extracted.DIRECTORY.resolve(FILES.get(0)).toString();
    }

    /** Initialized by the first call of {@link #jar}. */
    private static final class Extracted {
        static final Path DIRECTORY = LibraryFiles.extract(FOLDER, FILES);
    }
}
