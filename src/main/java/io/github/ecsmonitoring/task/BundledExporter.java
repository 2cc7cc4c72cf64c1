package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.internal.LibraryFiles;
import java.nio.file.Path;
import java.util.List;

/** The exporter's Docker build context, extracted from the library's jar once per JVM. */
final class BundledExporter {
    private static final String FOLDER = "/io/github/ecsmonitoring/exporter-image/";
    private static final List<String> FILES = List.of("Dockerfile", "node-exporter.jar", "node-exporter-image.jar");

    private BundledExporter() {}

    static String directory() {
        LibraryFiles.require(FOLDER, FILES);
        return Extracted.DIRECTORY.toString();
    }

    /** Initialized by the first call of {@link #directory}. */
    private static final class Extracted {
        static final Path DIRECTORY = LibraryFiles.extract(FOLDER, FILES);
    }
}
