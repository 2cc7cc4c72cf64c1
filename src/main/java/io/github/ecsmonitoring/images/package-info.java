/**
 * Sources of container images.
 *
 * <p>{@link io.github.ecsmonitoring.images.MonitoringImage} lists the images that this library runs with their tested
 * versions. {@link io.github.ecsmonitoring.images.ImageSource} is a registry with copies of them
 * ({@code ImageRegistry}: ECR or another). {@link io.github.ecsmonitoring.images.PinnedImage} rejects images without a
 * fixed version, and {@link io.github.ecsmonitoring.images.CollectorVersion} collectors that are too old.
 *
 * <p>Depends on {@code internal} only.
 */
package io.github.ecsmonitoring.images;
