/**
 * The machine that is watched: {@link io.github.ecsmonitoring.exporter.host.HostPaths} says where its files are,
 * {@link io.github.ecsmonitoring.exporter.host.KernelText} reads their text, {@link io.github.ecsmonitoring.exporter.host.Syscalls} asks
 * what no file says, {@link io.github.ecsmonitoring.exporter.host.KernelSocket} what a socket must be open for. Depends on the JDK alone.
 *
 * <pre>
 * HostPaths, SysFolder   files and folders by name
 *   KernelFile           a file's bytes, or why there are none
 *     KernelReader       by system calls, with memory that is kept (KernelMemory)
 *       OpenFiles        the descriptors that stay open; FolderEntries, NameGlob: what a folder holds
 * KernelText             lines and fields
 * Syscalls, SystemCall   the calls and their numbers; CallState, Errno, ErrnoException
 * </pre>
 */
package io.github.ecsmonitoring.exporter.host;
