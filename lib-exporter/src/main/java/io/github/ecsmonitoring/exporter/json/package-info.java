/** A streaming JSON parser, since the JDK has none. Depends on the JDK only. */
package io.github.ecsmonitoring.exporter.json;
