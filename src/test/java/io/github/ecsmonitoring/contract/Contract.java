package io.github.ecsmonitoring.contract;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.app.AppContextKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names that users depend on. Each list is committed as {@code contract/NAME.txt}. */
enum Contract {
    METRICS("Names of metrics that the exporter and the collector expose.", "queries, dashboards and rules") {
        @Override
        Collection<String> names() throws IOException {
            return withoutComments(Path.of("../dashboards/exposed-metrics.txt"));
        }
    },
    ESSENTIAL_METRICS("Names of metrics that are sent by default.", "queries, dashboards and rules") {
        @Override
        Collection<String> names() throws IOException {
            return withoutComments(Path.of("../dashboards/essential-metrics.txt"));
        }
    },
    LABELS("Labels of every series.", "queries, dashboards, rules, routes and silences") {
        @Override
        Collection<String> names() throws IOException {
            return Files.readString(Path.of("docs/labels.md"))
                    .lines()
                    .takeWhile(line -> !line.startsWith("## "))
                    .filter(line -> line.startsWith("| `"))
                    .map(line -> line.split("\\|")[1])
                    .flatMap(cell -> matches("`(\\w+)`", cell).stream())
                    .toList();
        }
    },
    RULES("Alerts and recorded metrics.", "routes, silences, runbooks, queries and dashboards") {
        @Override
        Collection<String> names() throws IOException {
            List<String> names = new ArrayList<>();
            for (Path file : files("../dashboards/rules", ".yaml")) {
                names.addAll(matches("- (?:alert|record): (\\S+)", Files.readString(file)));
            }
            return names;
        }
    },
    DASHBOARDS("Uids of dashboards.", "links and bookmarks") {
        @Override
        Collection<String> names() throws IOException {
            List<String> uids = new ArrayList<>();
            for (Path file : files("../dashboards", ".json")) {
                uids.add(Synth.JSON.readTree(file.toFile()).get("uid").asText());
            }
            return uids;
        }
    },
    CONTEXT_KEYS("Context keys of the app.", "cdk.json and the options -c of users") {
        @Override
        Collection<String> names() {
            return AppContextKeys.names();
        }
    },
    STATEFUL_RESOURCES(
            "Resources that are retained: the template, the type and the logical id.",
            "data: CloudFormation would create a new, empty resource") {
        @Override
        Collection<String> names() throws IOException {
            List<String> resources = new ArrayList<>();
            for (Path file : files("test/resources/snapshots", ".json")) {
                String template = Path.of("test/resources/snapshots")
                        .relativize(file)
                        .toString()
                        .replace(".json", "");
                Synth.JSON.readTree(file.toFile()).path("Resources").fields().forEachRemaining(resource -> {
                    if (resource.getValue().path("DeletionPolicy").asText().startsWith("Retain")) {
                        resources.add(
                                template + " " + resource.getValue().get("Type").asText() + " " + resource.getKey());
                    }
                });
            }
            return resources;
        }
    },
    PUBLIC_API(
            "Public types of the library, with their public methods and constants.",
            "Java code that does not compile") {
        @Override
        Collection<String> names() {
            return PublicApi.signatures();
        }
    };

    private final String title;
    private final String usedIn;

    Contract(String title, String usedIn) {
        this.title = title;
        this.usedIn = usedIn;
    }

    abstract Collection<String> names() throws IOException;

    String fileName() {
        return "contract/" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".txt";
    }

    /** Where users have these names. */
    String usedIn() {
        return usedIn;
    }

    String heading() {
        return """
                # %s
                # As of the last release; before the first one, as of the last commit. Lines are added by mvn verify -Dsnapshots.update=true,
                # and removed by hand only, in a version that breaks what users have.
                """.formatted(title);
    }

    private static Collection<String> withoutComments(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .toList();
    }

    private static List<String> matches(String regex, String text) {
        return Pattern.compile(regex)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static Collection<Path> files(String folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder), folder.endsWith("snapshots") ? Integer.MAX_VALUE : 1)) {
            return new TreeSet<>(
                    files.filter(file -> file.toString().endsWith(suffix)).toList());
        }
    }
}
