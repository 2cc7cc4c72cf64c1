package io.github.ecsmonitoring.exporter.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The kinds of {@code bin/node-exporter}, which starts Java with the exporter's options and jar. */
enum Launcher {
    /** A shell script; the runtime can be moved. */
    SHELL {
        @Override
        Path addJar(Path jar, Path runtime) throws IOException {
            Files.writeString(runtime.resolve(BIN), """
                    #!/bin/sh
                    # To override JVM options: _JAVA_OPTIONS=-Xmx64m bin/node-exporter
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
     * The jar preceded by an interpreter line, so that no shell is needed: the kernel runs java with an argument file
     * that ends with {@code -jar} and appends the path of the jar. A zip file may have any prefix. The runtime must be
     * in {@link #HOME}.
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

    /** The folder of the runtime in the image. */
    static final String HOME = "/opt/node-exporter";

    private static final String BIN = "bin/node-exporter";

    /** Copies the jar to the path from which it is started and returns that path, which the AOT cache is bound to. */
    abstract Path addJar(Path jar, Path runtime) throws IOException;

    /** JVM options of the finished runtime in addition to those of the training run. */
    abstract List<String> moreOptions();

    static void makeExecutable(Path runtime) throws IOException {
        Files.setPosixFilePermissions(runtime.resolve(BIN), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
