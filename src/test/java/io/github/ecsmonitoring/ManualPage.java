package io.github.ecsmonitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A Markdown file of the manual. Places are {@code path:line}, from the root of the repository. */
record ManualPage(Path file, List<String> lines) {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> FOLDERS =
            List.of(".", "src/docs", "lib-exporter", "lib-exporter/docs", "dashboards");
    private static final Pattern CODE_SPAN = Pattern.compile("`[^`]*`");
    private static final Pattern LINK =
            Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)|^\\[[^\\]]+\\]: (\\S+)", Pattern.MULTILINE);
    private static final Pattern HEADING = Pattern.compile("#+ (.*)");
    private static final Pattern LIST_ITEM = Pattern.compile("\\s*(?:[-*]|\\d+\\.) .*");
    private static final Pattern NOT_PROSE = Pattern.compile("\\s*|#.*|\\|.*");

    /** A fenced block; {@code line} is the line of its first line of text. */
    record Snippet(ManualPage page, int line, String language, String text) {
        @Override
        public String toString() {
            return page.place(line);
        }
    }

    record Link(ManualPage page, int line, String target) {
        @Override
        public String toString() {
            return page.place(line) + ": " + target;
        }
    }

    static List<ManualPage> all() throws IOException {
        List<ManualPage> pages = new ArrayList<>();
        for (String folder : FOLDERS) {
            try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
                for (Path file : files.filter(path -> path.toString().endsWith(".md"))
                        .sorted()
                        .toList()) {
                    pages.add(new ManualPage(file.normalize(), Files.readAllLines(file)));
                }
            }
        }
        return pages;
    }

    String place(int line) {
        return this + ":" + line;
    }

    @Override
    public String toString() {
        return ROOT.relativize(file).toString();
    }

    /** The places of lines in which the pattern is found. */
    Stream<String> places(Pattern pattern) {
        return IntStream.range(0, lines.size())
                .filter(i -> pattern.matcher(lines.get(i)).find())
                .mapToObj(i -> place(i + 1) + ": " + lines.get(i));
    }

    List<Snippet> snippets() {
        List<Snippet> snippets = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("```")) {
                int end = i + 1;
                while (!lines.get(end).equals("```")) {
                    end++;
                }
                String text = String.join("\n", lines.subList(i + 1, end)) + "\n";
                snippets.add(new Snippet(this, i + 2, lines.get(i).substring(3), text));
                i = end;
            }
        }
        return snippets;
    }

    /** The lines without code blocks, which are empty here. */
    private List<String> prose() {
        List<String> prose = new ArrayList<>(lines);
        for (Snippet snippet : snippets()) {
            long length = snippet.text().lines().count();
            for (int i = snippet.line() - 2; i <= snippet.line() - 1 + length; i++) {
                prose.set(i, "");
            }
        }
        prose.replaceAll(line -> line.startsWith("    ") ? "" : line);
        return prose;
    }

    List<Link> links() {
        String text = CODE_SPAN
                .matcher(String.join("\n", prose()))
                .replaceAll(span -> span.group().replaceAll(".", "c"));
        return LINK.matcher(text)
                .results()
                .map(match ->
                        new Link(this, lineOf(text, match), match.group(1) != null ? match.group(1) : match.group(2)))
                .toList();
    }

    private static int lineOf(String text, MatchResult match) {
        return 1
                + (int) text.substring(0, match.start())
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    /**
     * The anchors of the headings, as GitHub makes them: in lower case, without punctuation, with a hyphen for each
     * space, and numbered where a heading is repeated.
     */
    List<String> anchors() {
        Map<String, Integer> seen = new HashMap<>();
        return prose().stream()
                .map(HEADING::matcher)
                .filter(heading -> heading.matches())
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .map(anchor -> {
                    int count = seen.merge(anchor, 1, Integer::sum);
                    return count == 1 ? anchor : anchor + "-" + (count - 1);
                })
                .toList();
    }

    /** The places of lines and paragraphs that are too long; a list item is a paragraph of its own. */
    List<String> tooLong(int maxColumns, int maxLines) {
        List<String> found = new ArrayList<>();
        IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).codePoints().count() > maxColumns)
                .forEach(i -> found.add(place(i + 1) + ": " + lines.get(i).length() + " characters"));
        List<String> prose = prose();
        int start = 0;
        for (int i = 0; i <= prose.size(); i++) {
            boolean ends = i == prose.size() || NOT_PROSE.matcher(prose.get(i)).matches();
            if (ends || LIST_ITEM.matcher(prose.get(i)).matches()) {
                if (i - start > maxLines) {
                    found.add(place(start + 1) + ": a paragraph of " + (i - start) + " lines");
                }
                start = ends ? i + 1 : i;
            }
        }
        return found;
    }
}
