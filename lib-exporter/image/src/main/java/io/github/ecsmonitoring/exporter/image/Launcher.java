package io.github.ecsmonitoring.exporter.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** How {@code bin/node-exporter} becomes java with the exporter's options and jar. */
enum Launcher {
    /** A script: the runtime may be moved, and needs a POSIX shell. */
    SHELL {
        @Override
        Path addJar(Path jar, Path runtime) throws IOException {
            Files.writeString(runtime.resolve(BIN), """
                    #!/bin/sh
                    # Java takes other options from a variable: _JAVA_OPTIONS=-Xmx48m bin/node-exporter
                    self=$0
                    [ ! -L "$self" ] || self=$(readlink -f "$self")
                    home=${self%/*}/..
                    exec "$home/java/bin/java" "@$home/lib/java.options" "-XX:AOTCache=$home/lib/node-exporter.aot" -jar "$home/lib/node-exporter.jar" "$@"
                    """);
            return Files.copy(jar, runtime.resolve("lib/node-exporter.jar"), StandardCopyOption.REPLACE_EXISTING);
        }

        @Override
        List<String> moreOptions() {
            return List.of();
        }
    },

    /**
     * The jar itself, with a first line that tells the kernel to start java with the options of a file, the last of
     * which is {@code -jar}; the kernel adds the jar's own path. A zip file may begin with anything, so it is a jar all
     * the same. The runtime must stand in {@link #HOME}, and no shell is needed.
     *
     * @see <a href="https://man7.org/linux/man-pages/man2/execve.2.html">execve(2), interpreter scripts</a>
     */
    KERNEL {
        @Override
        Path addJar(Path jar, Path runtime) throws IOException {
            Path file = runtime.resolve(BIN);
            try (OutputStream out = Files.newOutputStream(file)) {
                out.write(("#!" + HOME + "/java/bin/java @" + HOME + "/lib/java.options\n")
                        .getBytes(StandardCharsets.US_ASCII));
                Files.copy(jar, out);
            }
            return file;
        }

        @Override
        List<String> moreOptions() {
            return List.of("-XX:AOTCache=" + HOME + "/lib/node-exporter.aot", "-jar");
        }
    };

    /** Where the runtime stands in the image. */
    static final String HOME = "/opt/node-exporter";

    private static final String BIN = "bin/node-exporter";

    /**
     * Puts the jar where it will be started from, which is the path that the archive of its classes must know; gives
     * that path.
     */
    abstract Path addJar(Path jar, Path runtime) throws IOException;

    /** What the options file of the finished runtime says beside the options of the training. */
    abstract List<String> moreOptions();

    static void makeExecutable(Path runtime) throws IOException {
        Files.setPosixFilePermissions(runtime.resolve(BIN), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
