package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.TextFormat;
import io.github.ecsmonitoring.exporter.exposition.Utf8Buffer;
import io.github.ecsmonitoring.exporter.host.Host;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;

/** A collector and the machine that it reads. */
public record MachineCollector(Collector collector, Host host) {
    /** Reads the machine as one scrape does. */
    public void collect(MetricSink out) throws IOException {
        try (HostReader reader = host.open()) {
            long before = out.bytes();
            collector.collect(reader, out);
            Optional<IOException> omission = reader.takeOmission();
            if (omission.isPresent() && out.bytes() == before) {
                throw omission.get();
            }
        }
    }

    /** The whole page of the collector. */
    public String page() throws IOException {
        MetricSink sink = new MetricSink();
        collect(sink);
        Utf8Buffer text = new Utf8Buffer();
        TextFormat.write(sink, text);
        if (!sink.faults().isEmpty()) {
            throw new AssertionError(sink.faults());
        }
        return text.toString();
    }

    /** The message of what a scrape has left out or, if nothing is left, of its failure; empty if there is neither. */
    public String error() {
        try (HostReader reader = host.open()) {
            collector.collect(reader, new MetricSink());
            return reader.takeOmission().map(Throwable::getMessage).orElse("");
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    /** The page's samples, without the lines of HELP and TYPE. */
    public String samples() throws IOException {
        return page().lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
