package io.github.ecsmonitoring.exporter.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of glibc that the runtime needs: the loader and about five libraries. They have the same paths in the image
 * as on the build machine. Since glibc 2.34, name resolution needs no NSS plug-ins.
 */
final class CLibrary {
    /**
     * {@code libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)}, or for the loader
     * {@code /lib64/ld-linux-x86-64.so.2 (0x00007f)}.
     */
    private static final Pattern FOUND = Pattern.compile("(?m)^\\s*(?:\\S+ => )?(/\\S+) \\(0x[0-9a-f]+\\)$");

    private static final Pattern MISSING = Pattern.compile("(?m)^\\s*(\\S+) => not found$");

    private CLibrary() {}

    /**
     * Copies the libraries outside {@code runtime} that its native files need into {@code root}.
     *
     * @return their paths, sorted
     */
    static List<String> copy(Path runtime, Path root) throws IOException {
        Set<String> libraries = needed(runtime);
        for (String library : libraries) {
            Path copy = root.resolve(library.substring(1));
            Files.createDirectories(copy.getParent());
            Files.copy(
                    Path.of(library).toRealPath(),
                    copy,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
        return List.copyOf(libraries);
    }

    private static Set<String> needed(Path runtime) throws IOException {
        Set<String> needed = new TreeSet<>();
        for (Path file : nativeFiles(runtime)) {
            needed.addAll(libraries(Command.run(List.of("ldd", file.toString()))));
        }
        // ldd prints paths such as java/bin/../lib.
        needed.removeIf(each ->
                Path.of(each).normalize().startsWith(runtime.toAbsolutePath().normalize()));
        return needed;
    }

    /** The paths in the output of ldd(1). */
    static List<String> libraries(String output) throws IOException {
        Matcher missing = MISSING.matcher(output);
        // The JVM has loaded libjvm.so before the libraries that need it.
        while (missing.find()) {
            if (!missing.group(1).equals("libjvm.so")) {
                throw new IOException("ldd: " + missing.group(1) + " not found; the build machine needs glibc");
            }
        }
        return new ArrayList<>(
                FOUND.matcher(output).results().map(match -> match.group(1)).toList());
    }

    private static List<Path> nativeFiles(Path runtime) throws IOException {
        try (Stream<Path> all = Files.walk(runtime)) {
            List<Path> files = new ArrayList<>();
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                if (Elf.is(each)) {
                    files.add(each);
                }
            }
            return files;
        }
    }
}
