package io.github.ecsmonitoring.dashboards.lab;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** An EC2 instance with the targets that its daemon scrapes. */
record HostSpec(ServiceSpec.Place place, int number, String id, Life life, Optional<Fault> nodeFault) {
    HostSpec withFault(Fault fault) {
        return new HostSpec(place, number, id, life, Optional.of(fault));
    }

    List<LabTarget> targets(Pages pages, Set<String> essential) {
        return List.of(
                new LabTarget(labels("node"), life, pages.host(), Optional.of(essential), true, nodeFault),
                new LabTarget(labels("adot"), life, pages.adot(), Optional.of(essential), true, Optional.empty()));
    }

    private Map<String, String> labels(String job) {
        Map<String, String> labels = new TreeMap<>();
        labels.put("account_id", place.account());
        labels.put("region", place.region());
        labels.put("availability_zone", place.region() + (char) ('a' + number % 3));
        labels.put("ecs_cluster", place.cluster());
        labels.put("instance", id);
        labels.put("instance_type", "m6i.xlarge");
        labels.put("job", job);
        return labels;
    }
}
