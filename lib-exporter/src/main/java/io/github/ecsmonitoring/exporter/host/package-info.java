/**
 * The machine that is watched: {@link io.github.ecsmonitoring.exporter.host.HostPaths} says where its files are,
 * {@link io.github.ecsmonitoring.exporter.host.KernelText} reads their text,
 * {@link io.github.ecsmonitoring.exporter.host.Syscalls} asks what no file says,
 * {@link io.github.ecsmonitoring.exporter.host.KernelSocket} what a socket must be open for. Depends on the JDK alone.
 *
 * <pre>
 * HostPaths, SysFolder   files and folders by name; SysListing, SysValue: the same objects until the kernel says something else
 *   KernelFile           a file's bytes, or why there are none
 *     ReadScope          what one thread reads with, used again
 *     KernelReader, FolderReader   a file's bytes, a folder's names (FolderEntries, NameGlob)
 *       KernelCalls      opens them by system calls, with memory that is kept (KernelMemory)
 *         OpenFiles      the descriptors that stay open
 * KernelText             fields as numbers; TextCursor: lines and fields as text; Names: one string for a text that comes again
 * Syscalls, SystemCall   the calls and their numbers; CallState, Errno, ErrnoException
 * </pre>
 */
package io.github.ecsmonitoring.exporter.host;
