package io.github.ecsmonitoring.adot;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.Aws;

/** The common part of all metric pipelines to the Prometheus workspace: labels, batches, remote write. */
final class WorkspacePipeline {
    private WorkspacePipeline() {}

    /**
     * Adds the pipeline {@code metrics/NAME} with everything that it needs.
     *
     * @param receiver the source of its metrics
     * @param names how metric names are translated
     */
    static void add(
            CollectorDraft draft,
            CollectorSettings settings,
            String name,
            String receiver,
            RemoteWriteExporter.NameTranslation names) {
        add(draft, settings, name, List.of(receiver), List.of(), names);
    }

    /**
     * Adds the pipeline with several receivers and processors of its own.
     *
     * @param processors run before the labels are added
     */
    static void add(
            CollectorDraft draft,
            CollectorSettings settings,
            String name,
            List<String> receivers,
            List<String> processors,
            RemoteWriteExporter.NameTranslation names) {
        String exporter = "prometheus_remote_write/" + name;
        draft.contacts("aps-workspaces");
        sign(draft, settings.writerRole());
        draft.processor("resource/labels", settings.contract().processor());
        draft.processor(
                "batch/metrics", Yaml.map("timeout", "10s", "send_batch_size", 2000, "send_batch_max_size", 4000));
        draft.exporter(
                exporter, RemoteWriteExporter.of(names, settings.contract().externalLabels(settings.labels())));
        draft.pipeline(
                "metrics/" + name,
                receivers,
                Stream.of(
                                Stream.of("memory_limiter"),
                                processors.stream(),
                                Stream.of("resource_detection", "resource/labels", "batch/metrics"))
                        .flatMap(part -> part)
                        .toList(),
                exporter);
    }

    /** Signs for the workspace's region. */
    private static void sign(CollectorDraft draft, boolean writerRole) {
        if (!writerRole) {
            draft.extension("sigv4auth", Yaml.map("region", "${env:AMP_REGION}", "service", "aps"));
            return;
        }
        draft.environment("AWS_REGION", Aws.REGION);
        draft.extension(
                "sigv4auth",
                Yaml.map(
                        "region",
                        "${env:AMP_REGION}",
                        "service",
                        "aps",
                        "assume_role",
                        // The STS endpoint of the task's region, which its network can reach; tokens of regional
                        // endpoints are valid in all regions, unlike those of the global one.
                        Yaml.map("arn", "${env:AMP_WRITER_ROLE_ARN}", "sts_region", "${env:AWS_REGION}")));
    }
}
