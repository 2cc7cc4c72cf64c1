package io.github.ecsmonitoring.e2e;

import io.github.ecsmonitoring.Synth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What Cortex gets.
 *
 * @param groups rule groups, one for each request, by the name of their namespace
 * @param alertManager the alert manager definition with its envelope; null for none
 */
record UploadedAlerting(Map<String, List<String>> groups, String alertManager) {
    static UploadedAlerting of(SynthesizedAlerting alerting, CortexDifferences differences) {
        Map<String, List<String>> groups = new TreeMap<>();
        alerting.rules().forEach((name, text) -> groups.put(name, groups(differences.changedRules(text))));
        return new UploadedAlerting(
                groups,
                alerting.alertManager() == null ? null : differences.changedAlertManager(alerting.alertManager()));
    }

    private static List<String> groups(String file) {
        Object document = new Load(LoadSettings.builder().build()).loadFromString(file);
        return Synth.list(Synth.map(document).get("groups")).stream()
                .map(JsonYaml::write)
                .toList();
    }
}
