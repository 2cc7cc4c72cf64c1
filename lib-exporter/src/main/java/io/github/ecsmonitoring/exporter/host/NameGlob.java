package io.github.ecsmonitoring.exporter.host;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A pattern of file names, as a shell has them. Most are a beginning and a star: these need no regular expression. */
final class NameGlob {
    /** The same few at each scrape. */
    private static final Map<String, NameGlob> ALL = new ConcurrentHashMap<>();

    private final String beginning;
    /** Null if anything may follow the beginning. */
    private final PathMatcher matcher;

    private NameGlob(String glob) {
        int plain = 0;
        while (plain < glob.length() && "*?[{\\".indexOf(glob.charAt(plain)) < 0) {
            plain++;
        }
        beginning = glob.substring(0, plain);
        matcher = glob.substring(plain).equals("*")
                ? null
                : FileSystems.getDefault().getPathMatcher("glob:" + glob);
    }

    static NameGlob of(String glob) {
        return ALL.computeIfAbsent(glob, NameGlob::new);
    }

    /**
     * @throws java.nio.file.InvalidPathException if no path can hold the name, as one with an umlaut in the locale "C"
     */
    boolean fits(String name) {
        return name.startsWith(beginning) && (matcher == null || matcher.matches(Path.of(name)));
    }
}
