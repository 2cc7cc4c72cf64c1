package io.github.ecsmonitoring.e2e;

import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awscdk.Stack;

/**
 * A task whose app counts its scrapes, one every 5 s, so that lost samples leave gaps.
 *
 * @param id task id, which is the {@code instance} label of its series
 */
record Replica(Testbed testbed, String id, RunningTask task, ChildProcess collector) {
    static final String SCRAPES = "orders_page_reads_total";

    static Replica start(Testbed testbed, Stack stack, int number) throws Exception {
        String id = "%032x".formatted(number);
        RunningTask task = testbed.task(stack, "--scenario=fargate", "--task-id=" + id);
        Replica replica = new Replica(testbed, id, task, task.startCollector(CollectorOverrides.QUICK));
        task.startApp();
        return replica;
    }

    void awaitSamples() throws Exception {
        Await.until("samples of " + id, () -> !arrived().isEmpty(), testbed::describe);
    }

    /** Values of the counter that arrived, oldest first; the first scrape is 1. */
    List<Integer> arrived() throws Exception {
        List<ReceivedSeries> series = series();
        return series.isEmpty()
                ? List.of()
                : series.get(0).samples().stream()
                        .filter(ReceivedSeries.Sample::isNumber)
                        .map(sample -> Integer.valueOf(sample.value()))
                        .toList();
    }

    /** Timestamp of the last sample that arrived, in seconds since 1970. */
    double last() throws Exception {
        return series().get(0).last().time();
    }

    /** The values that would arrive without loss. To be called once, since it increments the counter itself. */
    List<Integer> scraped() {
        String page = task.get(8080, "/metrics");
        return upTo(Integer.parseInt(page.replaceAll("(?s).*" + SCRAPES + " (\\d+)\n.*", "$1")) - 1);
    }

    static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    private List<ReceivedSeries> series() throws Exception {
        return testbed.prometheus().series(SCRAPES + "{instance='" + id + "'}");
    }
}
