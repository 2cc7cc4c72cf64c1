package io.github.ecsmonitoring.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.ecsmonitoring.Synth;
import java.util.ArrayList;
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

    /** The groups of a rules file as JSON, which is YAML too. */
    private static List<String> groups(String file) {
        Object document = new Load(LoadSettings.builder().build()).loadFromString(file);
        List<String> groups = new ArrayList<>();
        for (Object group : Synth.list(Synth.map(document).get("groups"))) {
            try {
                groups.add(Synth.JSON.writeValueAsString(group));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
        return groups;
    }
}
