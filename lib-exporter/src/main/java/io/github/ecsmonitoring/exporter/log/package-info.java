/** The exporter's own log, on stderr; the JDK's logging would cost start-up time and a module. */
package io.github.ecsmonitoring.exporter.log;
