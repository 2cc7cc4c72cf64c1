package io.github.ecsmonitoring.exporter.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * All files of the image: glibc, the runtime in {@code /opt/node-exporter}, and nothing that a person would log in for.
 */
final class ImageRoot {
    private ImageRoot() {}

    static void make(Path jar, Path root) throws IOException {
        Path runtime = root.resolve(Launcher.HOME.substring(1));
        ExporterRuntime.make(jar, runtime, Launcher.KERNEL);
        CLibrary.copy(runtime, root);
        // For Java's user.name, and for whoever lists processes.
        Path etc = Files.createDirectories(root.resolve("etc"));
        Files.writeString(etc.resolve("passwd"), "nobody:x:65534:65534:nobody:/:\n");
        Files.writeString(etc.resolve("group"), "nogroup:x:65534:\n");
        // Not every runtime makes its mount points, least of all in a root that is read-only.
        for (String mount : new String[] {"proc", "sys", "dev"}) {
            Files.createDirectories(root.resolve(mount));
        }
    }
}
