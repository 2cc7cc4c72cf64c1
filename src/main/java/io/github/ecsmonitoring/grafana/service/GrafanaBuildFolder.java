package io.github.ecsmonitoring.grafana.service;

import io.github.ecsmonitoring.grafana.content.GrafanaContent;
import io.github.ecsmonitoring.grafana.content.GrafanaFolder;
import io.github.ecsmonitoring.images.MonitoringImage;
import io.github.ecsmonitoring.images.PinnedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Docker build context of a Grafana with content and plugins, for a pipeline that builds the image itself.
 * {@code cdk deploy} builds the same one if a {@link GrafanaService} has no image.
 *
 * <pre>{@code
 * GrafanaBuildFolder.of(content).write(Path.of("target/grafana"));
 * }</pre>
 *
 * <p>Immutable. The same content gives the same bytes. Values that are known at deployment only, such as the URL of a
 * workspace, are environment variables of the container, which {@link GrafanaService} sets.
 */
public final class GrafanaBuildFolder {
    private static final String BASE_IMAGE = "grafana/grafana:" + MonitoringImage.GRAFANA.tag()
            + "@sha256:83be3e511ede559bee80e2215bb1987cb1246075461cb961beb515b0341e7aea";

    private final GrafanaContent content;
    private final String baseImage;
    private final PluginVersions plugins;

    private GrafanaBuildFolder(GrafanaContent content, String baseImage, PluginVersions plugins) {
        this.content = content;
        this.baseImage = baseImage;
        this.plugins = plugins;
    }

    /** The build context for content, with the pinned Grafana and the plugins that the content needs. */
    public static GrafanaBuildFolder of(GrafanaContent content) {
        return new GrafanaBuildFolder(Objects.requireNonNull(content, "content"), BASE_IMAGE, PluginVersions.DEFAULTS);
    }

    /**
     * With another Grafana. Default: {@code grafana/grafana:12.4.12} with its digest.
     *
     * @param reference {@code [registry/]name:tag}, {@code [registry/]name@digest} or
     *     {@code [registry/]name:tag@digest} of an Alpine image of Grafana 12.2.5 or newer, but neither 12.4.0 nor
     *     12.4.1, in which plugins cannot use the task role
     * @throws IllegalArgumentException if it has neither tag nor digest, or the tag is {@code latest}
     */
    public GrafanaBuildFolder baseImage(String reference) {
        PinnedImage.of(Objects.requireNonNull(reference, "reference"));
        return new GrafanaBuildFolder(content, reference, plugins);
    }

    /**
     * With another plugin, or another version of one that a data source needs.
     *
     * @param id an id of grafana.com/grafana/plugins
     * @param version for example {@code 2.17.1}
     * @throws IllegalArgumentException if one of them has another form
     */
    public GrafanaBuildFolder plugin(String id, String version) {
        return new GrafanaBuildFolder(content, baseImage, plugins.with(id, version));
    }

    GrafanaBuildFolder plugins(PluginVersions changed) {
        return new GrafanaBuildFolder(content, baseImage, changed);
    }

    /**
     * Writes the build context.
     *
     * @param folder is created; must be absent or empty
     * @throws IllegalArgumentException if it has files, or a plugin has no version
     */
    public void write(Path folder) {
        try {
            requireEmpty(folder);
            for (Map.Entry<String, String> file :
                    ProvisioningFiles.of(content).files().entrySet()) {
                write(folder.resolve(file.getKey()), file.getValue());
            }
            Files.createDirectories(folder.resolve("dashboards"));
            for (GrafanaFolder each : content.getFolders()) {
                // Grafana expects the path of a folder without dashboards too.
                Files.createDirectories(folder.resolve("dashboards").resolve(each.getUid()));
            }
            write(folder.resolve("Dockerfile"), dockerfile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireEmpty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                if (files.findAny().isPresent()) {
                    throw new IllegalArgumentException(
                            "folder must be empty or absent, since old dashboards would be part of the image, got "
                                    + folder + " with files: delete it first");
                }
            }
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    String dockerfile() {
        String install = plugins.of(ProvisioningFiles.plugins(content)).entrySet().stream()
                .map(plugin -> " \\\n && grafana cli --pluginsDir /opt/grafana/plugins plugins install "
                        + plugin.getKey() + " " + plugin.getValue())
                .collect(Collectors.joining());
        return """
            FROM %s
            USER root
            # Outside of /var/lib/grafana, which is a volume.
            ENV GF_PATHS_PLUGINS=/opt/grafana/plugins
            RUN mkdir -p /opt/grafana/plugins%s
            COPY provisioning/ /etc/grafana/provisioning/
            COPY dashboards/ /opt/grafana/dashboards/
            # Fargate gives a volume the owner and mode that its path has in the image.
            RUN chmod -R a+rX /etc/grafana/provisioning /opt/grafana \\
             && chown -R 472:0 /var/lib/grafana \\
             && chmod 1777 /tmp
            USER 472
            VOLUME ["/var/lib/grafana", "/tmp"]
            """.formatted(baseImage, install);
    }
}
