package io.github.ecsmonitoring.exporter.emulator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Extrapolates the stats of a fixture. Counters continue at the rate of the fixture: CPU time and throttling at the
 * difference of {@code cpu_stats} and {@code precpu_stats}, network counters at {@code network_rate_stats}. Block I/O,
 * which has no rate, grows by a thousandth per second. Memory and process counts do not change.
 */
final class MovingCounters {
    private static final BigDecimal THOUSANDTH = new BigDecimal("0.001");

    private final BigDecimal seconds;
    private final Instant now;

    private MovingCounters(BigDecimal seconds, Instant now) {
        this.seconds = seconds;
        this.now = now;
    }

    /** The response of {@code /task/stats}, {@code elapsed} after the fixture. */
    static Map<String, Object> after(Duration elapsed, Instant now, Map<String, Object> stats) {
        MovingCounters counters = new MovingCounters(BigDecimal.valueOf(elapsed.toNanos(), 9), now);
        Map<String, Object> moved = new LinkedHashMap<>();
        stats.forEach(
                (id, container) -> moved.put(id, isStopped(container) ? container : counters.moved(object(container))));
        return moved;
    }

    private static boolean isStopped(Object container) {
        return container == null || object(container).isEmpty();
    }

    private Map<String, Object> moved(Map<String, Object> container) {
        Map<String, Object> moved = new LinkedHashMap<>(container);
        Duration sample = Duration.between(
                Instant.parse((String) container.get("preread")), Instant.parse((String) container.get("read")));
        Object cpu = container.get("cpu_stats");
        Object before = container.get("precpu_stats");
        BigDecimal samples = seconds.divide(BigDecimal.valueOf(sample.toNanos(), 9), 9, RoundingMode.DOWN);
        moved.put("read", now.toString());
        moved.put("preread", now.minus(sample).toString());
        moved.put("cpu_stats", grown(cpu, before, cpu, samples));
        moved.put("precpu_stats", grown(before, before, cpu, samples));
        moved.computeIfPresent(
                "networks",
                (name, networks) -> networks(object(networks), object(container.get("network_rate_stats"))));
        moved.computeIfPresent("blkio_stats", (name, lists) -> blockIo(lists));
        return moved;
    }

    /** {@code from + (after - before) * times}, for all numbers of an object. */
    private static Object grown(Object from, Object before, Object after, BigDecimal times) {
        return switch (from) {
            case Map<?, ?> map -> {
                Map<String, Object> sum = new LinkedHashMap<>();
                object(map)
                        .forEach((name, value) -> sum.put(
                                name,
                                grown(
                                        value,
                                        object(before).get(name),
                                        object(after).get(name),
                                        times)));
                yield sum;
            }
            case List<?> list -> {
                List<Object> sum = new ArrayList<>();
                for (int i = 0; i < list.size(); i++) {
                    sum.add(grown(list.get(i), ((List<?>) before).get(i), ((List<?>) after).get(i), times));
                }
                yield sum;
            }
            default ->
                whole(number(from).add(number(after).subtract(number(before)).multiply(times)));
        };
    }

    private Map<String, Object> networks(Map<String, Object> interfaces, Map<String, Object> rates) {
        Map<String, Object> moved = new LinkedHashMap<>();
        interfaces.forEach((name, counters) -> {
            Map<String, Object> sums = new LinkedHashMap<>(object(counters));
            for (String way : List.of("rx", "tx")) {
                BigDecimal bytes = number(sums.get(way + "_bytes"));
                BigDecimal more = number(rates.get(way + "_bytes_per_sec")).multiply(seconds);
                BigDecimal packets = number(sums.get(way + "_packets"));
                sums.put(way + "_bytes", whole(bytes.add(more)));
                sums.put(
                        way + "_packets",
                        whole(packets.add(packets.multiply(more).divide(bytes, 9, RoundingMode.DOWN))));
            }
            moved.put(name, sums);
        });
        return moved;
    }

    private Object blockIo(Object lists) {
        Map<String, Object> moved = new LinkedHashMap<>(object(lists));
        moved.replaceAll((name, list) -> list == null
                ? null
                : ((List<?>) list).stream().map(this::operation).toList());
        return moved;
    }

    private Map<String, Object> operation(Object operation) {
        Map<String, Object> moved = new LinkedHashMap<>(object(operation));
        moved.computeIfPresent(
                "value",
                (name, value) -> whole(
                        number(value).add(number(value).multiply(THOUSANDTH).multiply(seconds))));
        return moved;
    }

    private static BigDecimal whole(BigDecimal number) {
        return number.setScale(0, RoundingMode.DOWN);
    }

    private static BigDecimal number(Object number) {
        return (BigDecimal) number;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object object) {
        return (Map<String, Object>) object;
    }
}
