package io.github.ecsmonitoring.grafanapublisher.content;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Content of earlier runs that is no longer desired. */
final class Leftovers {
    private Leftovers() {}

    static OwnContent of(OwnContent earlier, DesiredContent desired) {
        return new OwnContent(
                without(
                        earlier.dataSources(),
                        desired.dataSources().stream()
                                .map(dataSource -> Json.text(dataSource, "uid"))
                                .collect(Collectors.toSet())),
                without(
                        earlier.folders(),
                        desired.folders().stream()
                                .map(DesiredContent.Folder::uid)
                                .collect(Collectors.toSet())),
                without(
                        earlier.dashboards(),
                        desired.dashboards().stream()
                                .map(DesiredContent.Dashboard::uid)
                                .collect(Collectors.toSet())));
    }

    private static List<String> without(List<String> uids, Set<String> desired) {
        return uids.stream().filter(uid -> !desired.contains(uid)).toList();
    }
}
