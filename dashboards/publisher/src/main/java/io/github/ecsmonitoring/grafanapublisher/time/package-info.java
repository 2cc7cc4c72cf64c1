/** The time that an invocation has left. */
package io.github.ecsmonitoring.grafanapublisher.time;
