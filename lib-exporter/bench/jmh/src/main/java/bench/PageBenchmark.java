package bench;

import io.github.ecsmonitoring.exporter.collector.CollectorSet;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.TextFormat;
import io.github.ecsmonitoring.exporter.exposition.Utf8Buffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Benchmarks the text format on a whole page, and the collectors with the highest
 * {@code node_scrape_collector_duration_seconds}, including the reads from the kernel, which dominate.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgs = {"--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx24m"})
public class PageBenchmark {

    /** The samples of a page and the output buffer. */
    @State(Scope.Thread)
    public static class Page {
        private MetricSink sink;
        private final Utf8Buffer text = new Utf8Buffer();

        @Setup
        public void collect() {
            ExporterState exporter = new ExporterState();
            sink = exporter.collect(exporter.collectors());
        }
    }

    /** One collector. */
    @State(Scope.Thread)
    public static class Single {
        @Param({"netclass", "filesystem", "netstat"})
        public String collector;

        private final ExporterState exporter = new ExporterState();
        private CollectorSet wanted;

        @Setup
        public void choose() {
            wanted = exporter.collectors(collector);
        }
    }

    @Benchmark
    public int writeText(Page page) {
        page.text.clear();
        TextFormat.write(page.sink, page.text);
        return page.text.size();
    }

    @Benchmark
    public MetricSink collect(Single single) {
        return single.exporter.collect(single.wanted);
    }
}
