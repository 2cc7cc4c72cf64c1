package io.github.ecsmonitoring.exporter.ecs;

import io.github.ecsmonitoring.exporter.json.JsonReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A container in the answer of {@code /task/stats}: Docker's statistics, whose names depend on the version of cgroups
 * that the machine has (Fargate: 1, Amazon Linux 2023: 2).
 *
 * @param networks by the names of the interfaces; the counters by the endpoint's names, such as {@code rx_bytes}. Empty
 *     where the container uses the host's network
 * @see <a
 *     href="https://docs.docker.com/reference/api/engine/version/v1.47/#tag/Container/operation/ContainerStats">Docker:
 *     statistics</a>
 */
public record ContainerStats(
        CpuStats cpu, MemoryStats memory, BlockIo blockIo, Pids pids, Map<String, Map<String, Double>> networks) {

    /** Bytes that all devices together have read and written; absent until the kernel has counted some. */
    public record BlockIo(OptionalDouble read, OptionalDouble written) {
        static final BlockIo UNKNOWN = new BlockIo(OptionalDouble.empty(), OptionalDouble.empty());

        static BlockIo read(JsonReader json) throws IOException {
            // "Read" with cgroup 1, "read" with cgroup 2
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
            return new BlockIo(find(operations, "read"), find(operations, "write"));
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

    /** Processes and threads, and how many there may be. */
    public record Pids(OptionalDouble current, OptionalDouble limit) {
        static final Pids UNKNOWN = new Pids(OptionalDouble.empty(), OptionalDouble.empty());

        static Pids read(JsonReader json) throws IOException {
            OptionalDouble current = OptionalDouble.empty();
            OptionalDouble limit = OptionalDouble.empty();
            json.beginObject();
            while (json.hasNext()) {
                switch (json.name()) {
                    case "current" -> current = json.number();
                    case "limit" -> limit = Fields.limit(json, 1);
                    default -> json.skip();
                }
            }
            return new Pids(current, limit);
        }
    }

    /** By the containers' ids; a container that does not run is null there (on Fargate) or an empty object (on EC2). */
    static Map<String, ContainerStats> readAll(JsonReader json) throws IOException {
        Map<String, ContainerStats> all = new HashMap<>();
        json.beginObject();
        while (json.hasNext()) {
            String id = json.name();
            Fields.put(all, "containers", id, read(json), json);
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
            Fields.put(networks, "networks", name, readNumbers(json), json);
        }
        return networks;
    }

    /** The numbers of an object. */
    static Map<String, Double> readNumbers(JsonReader json) throws IOException {
        Map<String, Double> numbers = new HashMap<>();
        json.beginObject();
        while (json.hasNext()) {
            String name = json.name();
            if (json.isNumber()) {
                Fields.put(numbers, "numbers", name, json.number().getAsDouble(), json);
            } else {
                json.skip();
            }
        }
        return numbers;
    }

    static OptionalDouble find(Map<String, Double> numbers, String name) {
        Double number = numbers.get(name);
        return number == null ? OptionalDouble.empty() : OptionalDouble.of(number);
    }
}
