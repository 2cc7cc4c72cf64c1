/** {@link io.github.ecsmonitoring.exporter.json.Json}: reads JSON text, since the JDK does not. Depends on the JDK alone. */
package io.github.ecsmonitoring.exporter.json;
