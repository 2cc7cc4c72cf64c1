/**
 * The command line. {@link io.github.ecsmonitoring.exporter.flags.Flags} has the grammar and error messages of
 * node_exporter.
 */
package io.github.ecsmonitoring.exporter.flags;
