package io.github.ecsmonitoring.exporter.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The root file system of the image: glibc, the runtime in {@code /opt/node-exporter}, and no shell. */
final class ImageRoot {
    private ImageRoot() {}

    static void make(Path jar, Path root) throws IOException {
        Path runtime = root.resolve(Launcher.HOME.substring(1));
        ExporterRuntime.make(jar, runtime, Launcher.KERNEL);
        BillOfMaterials.write(jar, CLibrary.copy(runtime, root), runtime.resolve("sbom"));
        // For Java's user.name.
        Path etc = Files.createDirectories(root.resolve("etc"));
        Files.writeString(etc.resolve("passwd"), "nobody:x:65534:65534:nobody:/:\n");
        Files.writeString(etc.resolve("group"), "nogroup:x:65534:\n");
        // Some container runtimes do not create mount points, least of all in a read-only root file system.
        for (String mount : new String[] {"proc", "sys", "dev"}) {
            Files.createDirectories(root.resolve(mount));
        }
    }
}
