package io.github.ecsmonitoring.grafanapublisher.content;

import java.util.List;

/** The uids of what an earlier run may have created. */
public record OwnContent(List<String> dataSources, List<String> folders, List<String> dashboards) {
    /** The state before the first run. */
    public static final OwnContent NONE = new OwnContent(List.of(), List.of(), List.of());
}
