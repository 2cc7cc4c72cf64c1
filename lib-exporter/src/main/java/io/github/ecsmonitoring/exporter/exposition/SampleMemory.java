package io.github.ecsmonitoring.exporter.exposition;

/** The memory that the samples of one scrape and their page may take. */
@FunctionalInterface
public interface SampleMemory {
    /** No limit. */
    SampleMemory UNLIMITED = bytes -> true;

    /**
     * Asks for {@code bytes} in all; may block until other scrapes have ended.
     *
     * @return false if there is not as much; then the memory remains as it was. Less is always granted
     */
    boolean resize(long bytes);
}
