package io.github.ecsmonitoring.security;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.NIST80053R5Checks;
import io.github.cdklabs.cdknag.NagPack;
import io.github.cdklabs.cdknag.NagReportFormat;
import io.github.ecsmonitoring.Synth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.StageSynthesisOptions;

/**
 * A line of cdk-nag's report.
 *
 * @param rule its id, with the name of its pack
 * @param resource the path of the resource
 * @param reason empty unless it is suppressed
 */
record NagFinding(String rule, String resource, String reason) implements Comparable<NagFinding> {
    private static final String SUPPRESSED = "Suppressed";
    private static final Pattern REPORT = Pattern.compile("AwsSolutions-(.*)-NagReport\\.json");

    /** What the rules of AwsSolutions and of NIST 800-53 R5 find in an app, sorted. Synthesizes the app. */
    static List<NagFinding> in(App app) throws IOException {
        // Aspects of an app do not reach its stages, which a pipeline has synthesized already.
        List<Stage> stages = app.getNode().findAll().stream()
                .filter(Stage.class::isInstance)
                .map(Stage.class::cast)
                .toList();
        for (Stage stage : stages) {
            packs().forEach(pack -> Aspects.of(stage).add(pack));
            if (stage != app) {
                stage.synth(StageSynthesisOptions.builder().force(true).build());
            }
        }
        app.synth();
        List<NagFinding> findings = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of(app.getOutdir()))) {
            for (Path file : files.filter(path -> path.toString().endsWith("-NagReport.json"))
                    .toList()) {
                for (JsonNode line : Synth.JSON.readTree(file.toFile()).get("lines")) {
                    String compliance = line.get("compliance").asText();
                    if (!compliance.equals("Compliant")) {
                        findings.add(of(line, compliance.equals(SUPPRESSED)));
                    }
                }
            }
        }
        return findings.stream().sorted().distinct().toList();
    }

    /** The names of the stacks that cdk-nag has reported on, after {@link #in}. */
    static Set<String> reportedStacks(App app) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(app.getOutdir()))) {
            return files.map(path -> REPORT.matcher(path.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(name -> name.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static List<NagPack> packs() {
        List<NagReportFormat> json = List.of(NagReportFormat.JSON);
        return List.of(
                AwsSolutionsChecks.Builder.create().reportFormats(json).build(),
                NIST80053R5Checks.Builder.create().reportFormats(json).build());
    }

    private static NagFinding of(JsonNode line, boolean suppressed) {
        return new NagFinding(
                line.get("ruleId").asText(),
                line.get("resourceId").asText(),
                suppressed ? line.get("exceptionReason").asText() : "");
    }

    boolean isOf(String pack) {
        return rule.startsWith(pack);
    }

    boolean isSuppressed() {
        return !reason.isEmpty();
    }

    @Override
    public int compareTo(NagFinding other) {
        return Comparator.comparing(NagFinding::rule)
                .thenComparing(NagFinding::resource)
                .thenComparing(NagFinding::reason)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return rule + " | " + resource + (isSuppressed() ? " | " + reason : "");
    }
}
