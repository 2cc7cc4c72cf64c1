/**
 * Where container images come from.
 *
 * <p>{@link io.github.ecsmonitoring.images.MonitoringImage} lists the images that this library runs, each with the
 * version that was tested; {@link io.github.ecsmonitoring.images.ImageSource} says which registry has copies of them
 * ({@code ImageRegistry}: ECR or another); {@link io.github.ecsmonitoring.images.PinnedImage} refuses an image whose
 * version can move, {@link io.github.ecsmonitoring.images.CollectorVersion} one that is too old.
 *
 * <p>Uses {@code internal} only.
 */
package io.github.ecsmonitoring.images;
