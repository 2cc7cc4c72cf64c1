/**
 * Reads JSON text, since the JDK does not: {@link io.github.ecsmonitoring.exporter.json.JsonReader} from front to back,
 * and on top of it {@link io.github.ecsmonitoring.exporter.json.Json}, all at once. Depends on the JDK alone.
 */
package io.github.ecsmonitoring.exporter.json;
