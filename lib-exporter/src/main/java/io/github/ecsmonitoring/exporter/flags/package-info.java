/**
 * The command line: {@link io.github.ecsmonitoring.exporter.flags.Flags} with the grammar and the answers of
 * node_exporter's.
 */
package io.github.ecsmonitoring.exporter.flags;
