package io.github.ecsmonitoring;

import io.github.ecsmonitoring.grafana.GrafanaWorkspace;
import io.github.ecsmonitoring.grafana.IGrafana;
import io.github.ecsmonitoring.grafana.content.GrafanaContent;
import io.github.ecsmonitoring.grafana.service.GrafanaService;
import java.util.Optional;
import java.util.function.Function;

/**
 * The Grafana of an {@code EcsMonitoring}.
 *
 * @param isNew whether it is created here, with content by default
 * @param creation takes the content, for a kind of Grafana that contains it; empty if nothing is published
 */
record GrafanaChoice(boolean isNew, Function<Optional<GrafanaContent>, IGrafana> creation) {
    static GrafanaChoice existing(IGrafana grafana) {
        return new GrafanaChoice(false, content -> grafana);
    }

    static GrafanaChoice of(GrafanaWorkspace.Builder builder) {
        return new GrafanaChoice(true, content -> builder.build());
    }

    static GrafanaChoice of(GrafanaService.Builder builder) {
        return new GrafanaChoice(true, content -> {
            if (!builder.hasContent()) {
                content.ifPresent(builder::content);
            }
            return builder.build();
        });
    }
}
