package io.github.ecsmonitoring;

import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import software.amazon.awscdk.Stack;

/** Compares text with a committed file. {@code mvn verify -Dsnapshots.update=true} rewrites the files. */
public final class Snapshot {
    private static final Path FOLDER = Path.of("test/resources");

    private Snapshot() {}

    /**
     * Compares a stack's template with {@code snapshots/NAME.json}. Keys are sorted, and asset hashes, which depend on
     * JDK and umask, are replaced.
     */
    public static void assertTemplate(String name, Stack stack) throws IOException {
        String json = Synth.JSON
                .writer()
                .with(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .writeValueAsString(Synth.template(stack));
        assertText(
                "snapshots/" + name + ".json",
                json.replaceAll("\\b[0-9a-f]{64}\\b", "<asset-hash>")
                                // In a pipeline, of an asset and its destination.
                                .replaceAll("(:current_account-current_region-)[0-9a-f]{8}\\b", "$1<hash>")
                        + "\n");
    }

    public static void assertText(String file, String actual) throws IOException {
        Path path = FOLDER.resolve(file);
        if (Boolean.getBoolean("snapshots.update")) {
            if ("true".equals(System.getenv("CI"))) {
                fail("a CI build must not write %s: run mvn verify -Dsnapshots.update=true and commit", path);
            }
            Files.createDirectories(path.getParent());
            Files.writeString(path, actual);
            return;
        }
        if (!Files.exists(path)) {
            fail("%s is missing: write it with mvn verify -Dsnapshots.update=true", path);
        }
        String expected = Files.readString(path);
        if (!expected.equals(actual)) {
            fail(
                    "%s differs (- expected, + actual; accept it with -Dsnapshots.update=true):%n%s",
                    path, diff(expected, actual));
        }
    }

    /** The lines from the first to the last difference, preceded by two lines of context. */
    static String diff(String expected, String actual) {
        List<String> before = expected.lines().toList();
        List<String> after = actual.lines().toList();
        int start = 0;
        while (start < Math.min(before.size(), after.size())
                && before.get(start).equals(after.get(start))) {
            start++;
        }
        int same = 0;
        while (same < Math.min(before.size(), after.size()) - start
                && before.get(before.size() - 1 - same).equals(after.get(after.size() - 1 - same))) {
            same++;
        }
        StringJoiner diff = new StringJoiner("\n");
        diff.add("line " + (start + 1));
        before.subList(Math.max(0, start - 2), start).forEach(line -> diff.add("  " + line));
        before.subList(start, before.size() - same).forEach(line -> diff.add("- " + line));
        after.subList(start, after.size() - same).forEach(line -> diff.add("+ " + line));
        return diff.toString();
    }
}
