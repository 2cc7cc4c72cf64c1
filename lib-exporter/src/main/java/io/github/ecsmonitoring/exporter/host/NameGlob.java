package io.github.ecsmonitoring.exporter.host;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;

/**
 * A pattern of file names with the wildcards of a shell. Most are a literal beginning and a star, which need no regular
 * expression.
 */
final class NameGlob {
    private final String beginning;
    /** Null if anything may follow the beginning. */
    private final PathMatcher matcher;

    NameGlob(String glob) {
        int plain = 0;
        while (plain < glob.length() && "*?[{\\".indexOf(glob.charAt(plain)) < 0) {
            plain++;
        }
        beginning = glob.substring(0, plain);
        matcher = glob.substring(plain).equals("*")
                ? null
                : FileSystems.getDefault().getPathMatcher("glob:" + glob);
    }

    /**
     * Whether a name matches.
     *
     * @throws java.nio.file.InvalidPathException if no path can hold the name, such as non-ASCII ones in the locale "C"
     */
    boolean matches(String name) {
        return name.startsWith(beginning) && (matcher == null || matcher.matches(Path.of(name)));
    }
}
