/**
 * The collectors: each reads one source of the kernel and sends its samples.
 *
 * <p>{@link io.github.ecsmonitoring.exporter.collector.Collectors} is the list and
 * {@link io.github.ecsmonitoring.exporter.collector.CollectorSet} runs what is on. A collector has three steps that
 * stand apart: read (the only one with I/O), parse (static, from text to records, with an exception that names file,
 * line and text) and emit. Where a text has a line for each CPU, device or field, the last two are one method,
 * {@code show(text, out)}: a scrape allocates nothing that grows with the machine (AllocationTest), so such a collector
 * has no records of lines, and keeps what it makes of names in a
 * {@link io.github.ecsmonitoring.exporter.collector.ByName}. A new one is a class, a line in the list, a test, and the
 * expected lines of the page test.
 */
package io.github.ecsmonitoring.exporter.collector;
