package io.github.ecsmonitoring.e2e;

import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awscdk.Stack;

/**
 * A task whose app counts how often its page was read, scraped every 5 s: a sample that was scraped and did not arrive
 * leaves a hole.
 *
 * @param id of the task, its series' instance
 */
record Replica(World world, String id, Task task, Started collector) {
    static final String READS = "orders_page_reads_total";

    static Replica start(World world, Stack stack, int number) throws Exception {
        String id = "%032x".formatted(number);
        Task task = world.task(stack, "--scenario=fargate", "--task-id=" + id);
        Replica replica = new Replica(world, id, task, task.startCollector(Change.QUICK));
        task.startApp();
        return replica;
    }

    void awaitSamples() throws Exception {
        Await.until("samples of " + id, () -> !reads().isEmpty(), world::describe);
    }

    /** What arrived, oldest first; the first read of the page is 1. */
    List<Integer> reads() throws Exception {
        List<Series> series = series();
        return series.isEmpty()
                ? List.of()
                : series.get(0).samples().stream()
                        .filter(Series.Sample::isNumber)
                        .map(sample -> Integer.valueOf(sample.value()))
                        .toList();
    }

    /** When the last sample that arrived was scraped, in seconds since 1970. */
    double last() throws Exception {
        return series().get(0).last().time();
    }

    /**
     * What would have arrived if all had: each time that the page was read. To be asked once, since it reads the page
     * too.
     */
    List<Integer> allReads() {
        String page = task.get(8080, "/metrics");
        return upTo(Integer.parseInt(page.replaceAll("(?s).*" + READS + " (\\d+)\n.*", "$1")) - 1);
    }

    static List<Integer> upTo(int reads) {
        return IntStream.rangeClosed(1, reads).boxed().toList();
    }

    private List<Series> series() throws Exception {
        return world.prometheus().series(READS + "{instance='" + id + "'}");
    }
}
