package io.github.ecsmonitoring.exporter.names;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The arguments of this process. */
public final class CommandLine {
    private static final Path FILE = Path.of("/proc/self/cmdline");

    private CommandLine() {}

    /**
     * The arguments of {@code main}. Java has decoded them in the locale's charset, so unless all are ASCII they are
     * read again from the kernel.
     *
     * @throws IOException if the kernel's file cannot be read
     */
    public static List<String> arguments(String[] decoded) throws IOException {
        if (isAscii(decoded)) {
            return List.of(decoded);
        }
        List<String> all = split(Files.readAllBytes(FILE));
        // Java's own options come first.
        return all.subList(all.size() - decoded.length, all.size());
    }

    /** A loop, since streams are slow at start. */
    private static boolean isAscii(String[] arguments) {
        for (String argument : arguments) {
            if (!RawText.isAscii(argument)) {
                return false;
            }
        }
        return true;
    }

    /** Each argument ends with a zero byte. */
    private static List<String> split(byte[] arguments) {
        List<String> all = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] == 0) {
                all.add(RawText.decode(arguments, from, i));
                from = i + 1;
            }
        }
        return all;
    }
}
