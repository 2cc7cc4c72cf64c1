package io.github.ecsmonitoring.images;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;

/** The images that this library runs; constants may be added in later releases. */
public enum MonitoringImage {
    /**
     * The ADOT collector, {@code aws-otel-collector:v0.49.0}; older releases do not support the generated
     * configuration.
     */
    COLLECTOR("aws-otel-collector", () -> "v0.49.0"),
    /** The node exporter of this library, {@code node-exporter}, tagged with the library's version. */
    EXPORTER("node-exporter", MonitoringImage::exporterVersion),
    /** Grafana, {@code grafana:12.4.12}, from which the image of Grafana on ECS is built. */
    GRAFANA("grafana", () -> "12.4.12");

    private static final String EXPORTER_JAR = "/io/github/ecsmonitoring/exporter-image/node-exporter.jar";

    private final String repositoryName;
    private final Supplier<String> tag;

    MonitoringImage(String repositoryName, Supplier<String> tag) {
        this.repositoryName = repositoryName;
        this.tag = tag;
    }

    /** The last part of the repository name, such as {@code node-exporter}. */
    public String repositoryName() {
        return repositoryName;
    }

    /** The tested version, such as {@code v0.49.0}. */
    public String tag() {
        return tag.get();
    }

    private static String exporterVersion() {
        try (InputStream in = MonitoringImage.class.getResourceAsStream(EXPORTER_JAR)) {
            if (in == null) {
                throw new IllegalStateException(
                        "the library's jar must contain " + EXPORTER_JAR + ": build it with mvn package");
            }
            return new JarInputStream(in)
                    .getManifest()
                    .getMainAttributes()
                    .getValue(Attributes.Name.IMPLEMENTATION_VERSION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
