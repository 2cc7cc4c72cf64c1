/**
 * The AWS Distro for OpenTelemetry (ADOT) collector: its image and its configuration.
 *
 * <p>{@link io.github.ecsmonitoring.adot.AdotConfig} is a pure model: values in, YAML text out, without constructs and
 * without tokens in the text. {@link io.github.ecsmonitoring.adot.CollectorOptions} are the user's choices. A
 * configuration consists of {@link io.github.ecsmonitoring.adot.PipelineFeature}s, each a pipeline with all its parts,
 * which add them to a {@code CollectorDraft}; {@code CollectorBase} and {@code PageScraping} are always present.
 * Features share {@code CollectorSettings}: addresses within the task
 * ({@link io.github.ecsmonitoring.adot.TaskEndpoints}) and the labels of each series ({@code LabelContract}).
 *
 * <p>Depends on {@code images}, {@code internal} and {@code promql} only.
 */
package io.github.ecsmonitoring.adot;
