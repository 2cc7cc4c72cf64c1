package io.github.ecsmonitoring.task;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The pairs of CPU and memory that a task on Fargate can have. That a task has one of them is the CDK's matter, which
 * checks it (E3047).
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html">task CPU and
 *     memory</a>
 */
final class FargateSizes {
    private static final List<TaskSize> ALL = Stream.of(
                    Stream.of(new TaskSize(256, 512), new TaskSize(256, 1024), new TaskSize(256, 2048)),
                    sizes(512, 1024, 4096, 1024),
                    sizes(1024, 2048, 8192, 1024),
                    sizes(2048, 4096, 16_384, 1024),
                    sizes(4096, 8192, 30_720, 1024),
                    sizes(8192, 16_384, 61_440, 4096),
                    sizes(16_384, 32_768, 122_880, 8192))
            .flatMap(sizes -> sizes)
            .toList();

    private FargateSizes() {}

    /** The one with the least CPU, then the least memory, that has as much of both; empty if none is that large. */
    static Optional<TaskSize> smallest(TaskSize atLeast) {
        return ALL.stream()
                .filter(size -> size.cpu() >= atLeast.cpu() && size.memoryMiB() >= atLeast.memoryMiB())
                .findFirst();
    }

    private static Stream<TaskSize> sizes(int cpu, int first, int last, int step) {
        return IntStream.rangeClosed(0, (last - first) / step).mapToObj(i -> new TaskSize(cpu, first + i * step));
    }
}
