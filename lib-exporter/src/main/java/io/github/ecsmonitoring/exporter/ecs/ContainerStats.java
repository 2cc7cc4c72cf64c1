package io.github.ecsmonitoring.exporter.ecs;

import io.github.ecsmonitoring.exporter.json.JsonReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The statistics of a container in the response of {@code /task/stats}, as Docker reports them. Their names depend on
 * the cgroup version of the host: 1 on Fargate, 2 on Amazon Linux 2023.
 *
 * @param networks counters such as {@code rx_bytes} by interface; empty with network mode host
 * @see <a
 *     href="https://docs.docker.com/reference/api/engine/version/v1.47/#tag/Container/operation/ContainerStats">Docker:
 *     container stats</a>
 */
public record ContainerStats(
        CpuStats cpu, MemoryStats memory, BlockIo blockIo, Pids pids, Map<String, Map<String, Double>> networks) {

    /** Bytes read and written on all block devices; absent until the first I/O. */
    public record BlockIo(OptionalDouble read, OptionalDouble written) {
        static final BlockIo UNKNOWN = new BlockIo(OptionalDouble.empty(), OptionalDouble.empty());

        static BlockIo read(JsonReader json) throws IOException {
            // "Read" in cgroup v1, "read" in cgroup v2
            Map<String, Double> operations = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            json.beginObject();
            while (json.hasNext()) {
                if (json.name().equals("io_service_bytes_recursive")) {
                    json.beginArray();
                    while (json.hasNext()) {
                        addOperation(json, operations);
                    }
                } else {
                    json.skip();
                }
            }
            return new BlockIo(ResponseValues.find(operations, "read"), ResponseValues.find(operations, "write"));
        }

        private static void addOperation(JsonReader json, Map<String, Double> operations) throws IOException {
            String operation = "";
            OptionalDouble value = OptionalDouble.empty();
            json.beginObject();
            while (json.hasNext()) {
                switch (json.name()) {
                    case "op" -> operation = json.text();
                    case "value" -> value = json.number();
                    default -> json.skip();
                }
            }
            if (value.isPresent()) {
                operations.merge(operation, value.getAsDouble(), Double::sum);
            }
        }
    }

    /** The number of processes and threads, and its limit. */
    public record Pids(OptionalDouble current, OptionalDouble limit) {
        static final Pids UNKNOWN = new Pids(OptionalDouble.empty(), OptionalDouble.empty());

        static Pids read(JsonReader json) throws IOException {
            OptionalDouble current = OptionalDouble.empty();
            OptionalDouble limit = OptionalDouble.empty();
            json.beginObject();
            while (json.hasNext()) {
                switch (json.name()) {
                    case "current" -> current = json.number();
                    case "limit" -> limit = ResponseValues.limit(json, 1);
                    default -> json.skip();
                }
            }
            return new Pids(current, limit);
        }
    }

    /** Whether there is a value, as of a running container. */
    public boolean isPresent() {
        return cpu.total().isPresent() || memory.usage().isPresent();
    }

    /** By container id; the value of a stopped container is null on Fargate and an empty object on EC2. */
    static Map<String, ContainerStats> readAll(JsonReader json) throws IOException {
        Map<String, ContainerStats> all = new HashMap<>();
        json.beginObject();
        while (json.hasNext()) {
            String id = json.name();
            ResponseValues.put(all, "containers", id, read(json), json);
        }
        return all;
    }

    private static ContainerStats read(JsonReader json) throws IOException {
        CpuStats cpu = CpuStats.UNKNOWN;
        MemoryStats memory = MemoryStats.UNKNOWN;
        BlockIo blockIo = BlockIo.UNKNOWN;
        Pids pids = Pids.UNKNOWN;
        Map<String, Map<String, Double>> networks = Map.of();
        json.beginObject();
        while (json.hasNext()) {
            switch (json.name()) {
                case "cpu_stats" -> cpu = CpuStats.read(json);
                case "memory_stats" -> memory = MemoryStats.read(json);
                case "blkio_stats" -> blockIo = BlockIo.read(json);
                case "pids_stats" -> pids = Pids.read(json);
                case "networks" -> networks = readNetworks(json);
                default -> json.skip();
            }
        }
        return new ContainerStats(cpu, memory, blockIo, pids, networks);
    }

    private static Map<String, Map<String, Double>> readNetworks(JsonReader json) throws IOException {
        Map<String, Map<String, Double>> networks = new HashMap<>();
        json.beginObject();
        while (json.hasNext()) {
            String name = json.name();
            ResponseValues.put(networks, "networks", name, ResponseValues.numbers(json), json);
        }
        return networks;
    }
}
