package io.github.ecsmonitoring.exporter.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The command line of {@code node-exporter-image.jar}, which needs JDK 25 or newer on Linux with glibc.
 *
 * <pre>
 * java -jar node-exporter-image.jar runtime node-exporter.jar target/runtime        a runtime for this machine
 * java -jar node-exporter-image.jar root node-exporter.jar target/image             the root file system of an image
 * java -jar node-exporter-image.jar archive target/image target/node-exporter.oci   an OCI archive of it
 * </pre>
 *
 * An existing target is replaced. After a failure, the exit code is 1 and stderr has one line.
 */
public final class ImageMain {
    private static final String USAGE =
            "expected one of: runtime JAR FOLDER, root JAR FOLDER, archive ROOT FILE; got: ";

    private ImageMain() {}

    /** Runs one command. */
    public static void main(String[] args) {
        try {
            run(List.of(args));
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("node-exporter-image: error: " + e.getMessage());
            System.exit(1);
        }
    }

    static void run(List<String> arguments) throws IOException {
        if (arguments.size() != 3) {
            throw new IllegalArgumentException(USAGE + String.join(" ", arguments));
        }
        Path from = Path.of(arguments.get(1));
        Path to = Path.of(arguments.get(2));
        if (!Files.exists(from)) {
            throw new IllegalArgumentException(from + ": no such file or directory");
        }
        switch (arguments.getFirst()) {
            case "runtime" -> ExporterRuntime.make(from, to, Launcher.SHELL);
            case "root" -> ImageRoot.make(from, to);
            case "archive" -> OciArchive.write(from, to);
            default -> throw new IllegalArgumentException(USAGE + String.join(" ", arguments));
        }
    }
}
