package io.github.ecsmonitoring.exporter.scrape;

/** A collector, its name in {@code node_scrape_collector_success}, and the scrapes that hang in it. */
record NamedCollector(String name, Collector collector, HangingScrapes hanging) {
    NamedCollector(String name, Collector collector) {
        this(name, collector, new HangingScrapes(HangingScrapes.PATIENCE));
    }
}
