package io.github.ecsmonitoring.exporter.collector.ecs;

import io.github.ecsmonitoring.exporter.ecs.ContainerStats;
import io.github.ecsmonitoring.exporter.ecs.RequestDeadline;
import io.github.ecsmonitoring.exporter.ecs.TaskMetadata;
import io.github.ecsmonitoring.exporter.ecs.TaskMetadataEndpoint;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.flags.EnvironmentException;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.log.LogThrottle;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.CollectorFactory;
import io.github.ecsmonitoring.exporter.scrape.NoDataException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The ECS task of the exporter and its containers, from the task metadata endpoint: all metrics of ecs_exporter 0.4.0
 * under the same names, and more. Enabled by default where ECS has set {@value #VARIABLE}.
 *
 * <p>If only {@code /task/stats} fails, the metrics of the task metadata are still exposed. A failing endpoint is
 * logged once a minute.
 *
 * <pre>
 * ecs_up 1
 * ecs_task_memory_limit_bytes 5.36870912e+08
 * ecs_container_memory_working_set_bytes{container_name="app"} 2.5165824e+07
 * </pre>
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4.html">Amazon ECS:
 *     task metadata</a>
 * @see <a href="https://github.com/prometheus-community/ecs_exporter/tree/v0.4.0">ecs_exporter</a>
 */
public final class EcsCollector implements Collector {
    static final String VARIABLE = "ECS_CONTAINER_METADATA_URI_V4";

    private final TaskMetadataEndpoint endpoint;
    private final LogThrottle failure;

    EcsCollector(TaskMetadataEndpoint endpoint, LongSupplier nanoTime) {
        this.endpoint = endpoint;
        this.failure = new LogThrottle(nanoTime);
    }

    /** Whether the exporter runs in an ECS task, which enables the collector by default. */
    public static boolean isInTask(Flags flags) {
        return flags.variable(VARIABLE).isPresent();
    }

    public static CollectorFactory declare(Flags flags) {
        Optional<String> uri = flags.variable(VARIABLE);
        return log -> {
            if (uri.isEmpty()) {
                throw new EnvironmentException(
                        "--collector.ecs needs the environment variable " + VARIABLE
                                + ", which ECS sets in each container on Fargate 1.4.0 or EC2 with agent 1.39.0 or newer; it is not set");
            }
            try {
                return new EcsCollector(TaskMetadataEndpoint.of(uri.get()), System::nanoTime);
            } catch (IllegalArgumentException e) {
                throw new EnvironmentException(
                        VARIABLE + ' ' + e.getMessage() + "; --no-collector.ecs disables the collector");
            }
        };
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        boolean up = false;
        try {
            RequestDeadline deadline = RequestDeadline.begin();
            TaskMetadata task = endpoint.task(deadline);
            EcsTaskMetrics.send(task, out);
            EcsContainerMetrics.sendMetadata(task, out);
            Map<String, ContainerStats> stats = endpoint.stats(deadline);
            EcsContainerMetrics.sendStats(task, stats, out);
            EcsNetworkMetrics.send(task, stats, out);
            up = true;
        } catch (IOException e) {
            throw failure.isDue() ? e : new NoDataException(e.getMessage());
        } finally {
            out.gauge("ecs_up", "Whether the last query of the task metadata endpoint was successful.", up ? 1 : 0);
        }
    }
}
