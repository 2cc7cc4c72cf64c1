/** Logging to stderr; {@code java.util.logging} would take startup time and another module. */
package io.github.ecsmonitoring.exporter.log;
