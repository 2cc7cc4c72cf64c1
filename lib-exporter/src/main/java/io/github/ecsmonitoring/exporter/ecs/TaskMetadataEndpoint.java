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
 * The task metadata endpoint of the task that this process runs in, which covers all containers of the task. The agent
 * throttles requests, by default to 40 per second for all tasks of an instance, so responses are cached for a second.
 *
 * <pre>
 * TaskMetadataEndpoint.of("http://169.254.170.2/v4/0ab1c2d3-1234567890").task(RequestDeadline.begin()).family()   // "orders"
 * </pre>
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4.html">Amazon ECS:
 *     task metadata endpoint version 4</a>
 */
public final class TaskMetadataEndpoint {
    @FunctionalInterface
    private interface Parser<T> {
        T parse(JsonReader json) throws IOException;
    }

    private final ServerAddress server;
    private final String path;
    private final CachedResponse<TaskMetadata> task;
    private final CachedResponse<Map<String, ContainerStats>> stats;

    private TaskMetadataEndpoint(ServerAddress server, String path, LongSupplier nanoTime) {
        this.server = server;
        this.path = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        this.task = new CachedResponse<>(deadline -> read("/task", TaskMetadata::read, deadline), nanoTime);
        this.stats = new CachedResponse<>(deadline -> read("/task/stats", ContainerStats::readAll, deadline), nanoTime);
    }

    /**
     * The endpoint at a URL as in {@code ECS_CONTAINER_METADATA_URI_V4}.
     *
     * @throws IllegalArgumentException for anything but an http URL; the message continues the name of the variable
     */
    public static TaskMetadataEndpoint of(String uri) {
        return of(uri, System::nanoTime);
    }

    static TaskMetadataEndpoint of(String uri, LongSupplier nanoTime) {
        try {
            URI parsed = new URI(uri);
            ServerAddress server =
                    parsed.getRawAuthority() == null ? null : ServerAddress.parse(parsed.getRawAuthority());
            boolean plain = parsed.getRawQuery() == null && parsed.getRawFragment() == null;
            if ("http".equals(parsed.getScheme()) && server != null && plain) {
                return new TaskMetadataEndpoint(server, parsed.getRawPath(), nanoTime);
            }
        } catch (URISyntaxException notAUri) {
            // reported below
        }
        throw new IllegalArgumentException("must be an http URL such as http://169.254.170.2/v4/ID, got '" + uri + "'");
    }

    /**
     * The task and its containers.
     *
     * @throws IOException for a late response, a status other than 200 and a malformed body; the message starts with
     *     the URL
     */
    public TaskMetadata task(RequestDeadline deadline) throws IOException {
        return task.get(deadline);
    }

    /**
     * The resource usage of the containers by their {@linkplain ContainerMetadata#id() ids}; all values of a stopped
     * container are absent.
     *
     * @throws IOException as {@link #task}
     */
    public Map<String, ContainerStats> stats(RequestDeadline deadline) throws IOException {
        return stats.get(deadline);
    }

    private <T> T read(String document, Parser<T> parser, RequestDeadline deadline) throws IOException {
        try (HttpGet get = HttpGet.send(server, path + document, deadline)) {
            JsonReader json = new JsonReader(get.url(), new InputStreamReader(get.body(), StandardCharsets.UTF_8));
            T value = parser.parse(json);
            json.end();
            return value;
        }
    }
}
