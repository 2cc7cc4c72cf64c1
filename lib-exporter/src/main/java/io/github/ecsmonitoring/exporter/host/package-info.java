/**
 * The machine that is watched: {@link io.github.ecsmonitoring.exporter.host.HostPaths} says where its files are,
 * {@link io.github.ecsmonitoring.exporter.host.KernelText} reads their text, {@link io.github.ecsmonitoring.exporter.host.Syscalls} asks
 * what no file says, {@link io.github.ecsmonitoring.exporter.host.KernelSocket} what a socket must be open for. Depends on the JDK alone.
 */
package io.github.ecsmonitoring.exporter.host;
