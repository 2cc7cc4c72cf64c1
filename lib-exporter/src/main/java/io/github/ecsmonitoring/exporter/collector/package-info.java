/**
 * The collectors: {@link io.github.ecsmonitoring.exporter.collector.CollectorList} is the one list, and each
 * sub-package holds the collectors of one subsystem. A collector is one class that reads, parses and sends. What it
 * keeps between scrapes belongs to it, and is safe for several scrapes at the same time. A new collector is a class, a
 * line in the list, a test, and the files that it reads, in {@code src/test/resources/machines}.
 *
 * <p>{@code filter} selects devices by regular expressions of the command line; {@code sysfs} reads classes of devices
 * whose files hold one value each.
 */
package io.github.ecsmonitoring.exporter.collector;
