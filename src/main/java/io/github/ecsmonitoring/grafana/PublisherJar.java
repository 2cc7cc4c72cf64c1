package io.github.ecsmonitoring.grafana;

import io.github.ecsmonitoring.internal.LibraryFiles;
import java.nio.file.Path;
import java.util.List;

/** The jar of the function that publishes content, extracted from the library's jar once per JVM. */
final class PublisherJar {
    static final String HANDLER = "io.github.ecsmonitoring.grafanapublisher.PublisherFunction::handleRequest";

    private static final String FOLDER = "/io/github/ecsmonitoring/grafana-publisher/";
    private static final List<String> FILES = List.of("grafana-publisher.jar");

    private PublisherJar() {}

    static String path() {
        LibraryFiles.require(FOLDER, FILES);
        return Extracted.DIRECTORY.resolve(FILES.get(0)).toString();
    }

    /** Initialized by the first call of {@link #path}. */
    private static final class Extracted {
        static final Path DIRECTORY = LibraryFiles.extract(FOLDER, FILES);
    }
}
