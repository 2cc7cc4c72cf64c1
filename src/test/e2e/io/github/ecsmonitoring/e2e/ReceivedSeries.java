package io.github.ecsmonitoring.e2e;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Map;

/** A series that arrived in Prometheus. */
record ReceivedSeries(Map<String, String> labels, List<Sample> samples) {
    static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};

    /** @param time time of the scrape, in seconds since 1970 */
    record Sample(double time, String value) {
        /** Whether the sample is a value rather than a staleness marker. */
        boolean isNumber() {
            return !value.equals("NaN");
        }
    }

    Sample last() {
        return samples.get(samples.size() - 1);
    }

    String name() {
        return labels.get("__name__");
    }

    String label(String label) {
        return labels.get(label);
    }
}
