package io.github.ecsmonitoring.exporter.scrape;

import io.github.ecsmonitoring.exporter.log.Log;

/** Makes a collector, once, at start. */
@FunctionalInterface
public interface CollectorFactory {
    /**
     * Makes the collector as its flags say.
     *
     * @throws IllegalArgumentException if the flags contradict each other or hold a bad value, which ends the start
     */
    Collector create(Log log);
}
