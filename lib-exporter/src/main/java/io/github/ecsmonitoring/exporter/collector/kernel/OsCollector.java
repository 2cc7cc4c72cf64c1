package io.github.ecsmonitoring.exporter.collector.kernel;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelNumber;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.ParsedText;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.NoDataException;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The name and version of the operating system, from {@code /etc/os-release} below {@code --path.rootfs}; in a
 * container without that flag, those of the image.
 *
 * <pre>
 * node_os_info{id="amzn",id_like="fedora",name="Amazon Linux",pretty_name="Amazon Linux 2023.6.20241212",version_id="2023",…} 1
 * node_os_version{id="amzn",id_like="fedora",name="Amazon Linux"} 2023
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/os-release.5.html">os-release(5)</a>
 */
public final class OsCollector implements Collector {
    private static final List<String> FILES = List.of("etc/os-release", "usr/lib/os-release");
    private static final List<String> LABELS = List.of(
            "build_id",
            "id",
            "id_like",
            "image_id",
            "image_version",
            "name",
            "pretty_name",
            "variant",
            "variant_id",
            "version",
            "version_codename",
            "version_id");
    private static final String INFO_HELP =
            "A metric with a constant '1' value labeled by " + String.join(", ", LABELS) + ".";
    private static final String SUPPORT_END = "SUPPORT_END";

    private final ParsedText<Map<String, String>> variables = new ParsedText<>(EnvironmentFile::parse);

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        Map<String, String> os = variables.parse(read(host));
        double version = version(get(os, "VERSION_ID"));
        String supportEnd = get(os, SUPPORT_END);
        String[] labels = new String[2 * LABELS.size()];
        for (int i = 0; i < labels.length; i += 2) {
            labels[i] = LABELS.get(i / 2);
            labels[i + 1] = get(os, labels[i].toUpperCase(Locale.ROOT));
        }
        out.gauge("node_os_info", INFO_HELP, 1, labels);
        if (version > 0) {
            out.gauge(
                    "node_os_version",
                    "Metric containing the major.minor part of the OS version.",
                    version,
                    "id",
                    get(os, "ID"),
                    "id_like",
                    get(os, "ID_LIKE"),
                    "name",
                    get(os, "NAME"));
        }
        if (!supportEnd.isEmpty()) {
            host.attempt(() -> out.gauge(
                    "node_os_support_end_timestamp_seconds",
                    "Metric containing the end-of-life date timestamp of the OS.",
                    timestamp(supportEnd)));
        }
    }

    private static KernelText read(HostReader host) throws IOException {
        for (String file : FILES) {
            Optional<KernelText> text = host.textIfPresent(host.paths().inRootfs('/' + file));
            if (text.isPresent()) {
                return text.get();
            }
        }
        throw new NoDataException("no file " + String.join(" and no file ", FILES) + " in "
                + host.paths().rootfs());
    }

    /**
     * The first two numbers of {@code 22.04.1}; 0 for a version that does not begin with a number ({@code trixie/sid}).
     */
    static double version(String id) {
        int end = 0;
        int dots = 0;
        while (end < id.length()
                && (KernelNumber.isDigit(id.charAt(end)) || end > 0 && id.charAt(end) == '.' && dots++ == 0)) {
            end++;
        }
        return end == 0 ? 0 : Double.parseDouble(id.substring(0, end));
    }

    private static double timestamp(String date) throws IOException {
        try {
            return LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
        } catch (DateTimeParseException e) {
            throw new IOException("os-release: expected " + SUPPORT_END + " as 2029-06-30, got \"" + date + '"', e);
        }
    }

    private static String get(Map<String, String> os, String name) {
        return os.getOrDefault(name, "");
    }
}
