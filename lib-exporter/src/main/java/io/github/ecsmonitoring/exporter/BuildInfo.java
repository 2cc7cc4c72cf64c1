package io.github.ecsmonitoring.exporter;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.scrape.Collector;

/**
 * The version of this exporter, with the labels of node_exporter; {@code goversion} is the version of Java.
 *
 * <pre>
 * node_exporter_build_info{branch="",goarch="amd64",goos="linux",goversion="java25.0.3",revision="",tags="",version="0.1.0"} 1
 * </pre>
 */
record BuildInfo(String version, String java, String arch) implements Collector {

    /** From the jar's manifest; classes outside a jar are a development build. */
    static BuildInfo ofThisBuild() {
        String version = BuildInfo.class.getPackage().getImplementationVersion();
        String arch = System.getProperty("os.arch");
        return new BuildInfo(
                version == null ? "development" : version,
                "java" + Runtime.version().feature() + "." + Runtime.version().interim() + "."
                        + Runtime.version().update(),
                arch.equals("aarch64") ? "arm64" : arch);
    }

    @Override
    public void collect(HostReader host, MetricSink out) {
        out.gauge(
                "node_exporter_build_info",
                "A metric with a constant '1' value labeled by version, revision, branch, goversion from which node_exporter was built, "
                        + "and the goos and goarch for the build.",
                1,
                "branch",
                "",
                "goarch",
                arch,
                "goos",
                "linux",
                "goversion",
                java,
                "revision",
                "",
                "tags",
                "",
                "version",
                version);
    }

    @Override
    public String toString() {
        return "node_exporter of ECS monitoring, version " + version + " (" + java + ", linux/" + arch + ")";
    }
}
