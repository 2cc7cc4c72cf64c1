/**
 * The AWS Distro for OpenTelemetry (ADOT) collector: its image and its configuration.
 *
 * <p>{@link io.github.ecsmonitoring.adot.AdotConfig} is a pure model: values in, YAML text out, no construct and no token.
 * It is put together from one class for each part of the file: {@code ScrapeReceiver}, {@code LabelContract} (which labels each
 * series has), {@code RemoteWriteExporter}. A new pipeline feature is one more such class and one line in {@code AdotConfig}.
 *
 * <p>Uses no other package of this library.
 */
package io.github.ecsmonitoring.adot;
