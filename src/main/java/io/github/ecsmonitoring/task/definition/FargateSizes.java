package io.github.ecsmonitoring.task.definition;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The combinations of CPU and memory that Fargate offers. The CDK itself checks that a task has one of them (E3047).
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html">task CPU and
 *     memory</a>
 */
public final class FargateSizes {
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

    /** The size with the least CPU, then the least memory, that is at least this large; empty if there is none. */
    public static Optional<TaskSize> smallest(TaskSize atLeast) {
        return ALL.stream()
                .filter(size -> size.cpu() >= atLeast.cpu() && size.memoryMiB() >= atLeast.memoryMiB())
                .findFirst();
    }

    private static Stream<TaskSize> sizes(int cpu, int first, int last, int step) {
        return IntStream.rangeClosed(0, (last - first) / step).mapToObj(i -> new TaskSize(cpu, first + i * step));
    }
}
