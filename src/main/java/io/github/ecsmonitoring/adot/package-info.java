/**
 * The AWS Distro for OpenTelemetry (ADOT) collector: its image and its configuration.
 *
 * <p>{@link io.github.ecsmonitoring.adot.AdotConfig} is a pure model: values in, YAML text out, no construct and no
 * token in the text. It is made of {@link io.github.ecsmonitoring.adot.PipelineFeature}s, each one way of data through
 * the collector with all its parts, which put them together in a {@code CollectorDraft}; {@code PageScraping} is the
 * one that is always there. They share {@code CollectorSettings}: where the task's parts find each other
 * ({@link io.github.ecsmonitoring.adot.TaskEndpoints}) and which labels each series has ({@code LabelContract}). A new
 * feature is one more such class.
 *
 * <p>Uses {@code images} and {@code internal} only.
 */
package io.github.ecsmonitoring.adot;
