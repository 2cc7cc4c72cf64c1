package io.github.ecsmonitoring.exporter.ecs;

import io.github.ecsmonitoring.exporter.json.JsonReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The task metadata endpoint of the task that this process runs in. It answers for all containers of the task, and
 * throttles: by default 40 requests a second for all tasks of an instance. So an answer serves for a second.
 *
 * <pre>
 * TaskMetadataEndpoint.of("http://169.254.170.2/v4/0ab1c2d3-1234567890").task(Deadline.begin()).family()   // "orders"
 * </pre>
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4.html">Amazon ECS:
 *     version 4</a>
 */
public final class TaskMetadataEndpoint {
    @FunctionalInterface
    private interface Parser<T> {
        T parse(JsonReader json) throws IOException;
    }

    private final URI container;
    private final Cached<TaskMetadata> task;
    private final Cached<Map<String, ContainerStats>> stats;

    TaskMetadataEndpoint(URI container, LongSupplier nanoTime) {
        this.container = container;
        this.task = new Cached<>(deadline -> read("/task", TaskMetadata::read, deadline), nanoTime);
        this.stats = new Cached<>(deadline -> read("/task/stats", ContainerStats::readAll, deadline), nanoTime);
    }

    /**
     * The endpoint at the address that ECS gives each container in {@code ECS_CONTAINER_METADATA_URI_V4}.
     *
     * @throws IllegalArgumentException if that is no http URL; the message is the end of a sentence that begins with
     *     what holds the text
     */
    public static TaskMetadataEndpoint of(String uri) {
        try {
            URI parsed = new URI(uri);
            boolean plain =
                    parsed.getRawUserInfo() == null && parsed.getRawQuery() == null && parsed.getRawFragment() == null;
            if ("http".equals(parsed.getScheme()) && parsed.getHost() != null && parsed.getPort() <= 0xffff && plain) {
                return new TaskMetadataEndpoint(parsed, System::nanoTime);
            }
        } catch (URISyntaxException notAUri) {
            // said below
        }
        throw new IllegalArgumentException("must be an http URL such as http://169.254.170.2/v4/ID, got '" + uri + "'");
    }

    /**
     * The task and its containers.
     *
     * @throws IOException if the endpoint does not answer in time, not with status 200, or not as documented; the
     *     message begins with the URL
     */
    public TaskMetadata task(Deadline deadline) throws IOException {
        return task.get(deadline);
    }

    /**
     * What the containers use, by their {@linkplain ContainerMetadata#id() ids}; all values are absent for one that
     * does not run.
     *
     * @throws IOException as {@link #task}
     */
    public Map<String, ContainerStats> stats(Deadline deadline) throws IOException {
        return stats.get(deadline);
    }

    private <T> T read(String path, Parser<T> parser, Deadline deadline) throws IOException {
        String folder = container.getRawPath();
        String document = (folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder) + path;
        try (HttpGet get = HttpGet.send(container, document, deadline)) {
            JsonReader json = new JsonReader(get.url(), new InputStreamReader(get.body(), StandardCharsets.UTF_8));
            T value = parser.parse(json);
            json.end();
            return value;
        }
    }
}
