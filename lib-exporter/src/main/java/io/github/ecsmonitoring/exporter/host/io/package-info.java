/**
 * System calls on files, folders and sockets, through the Foreign Function and Memory API. Depends on the JDK alone.
 *
 * <pre>
 * KernelFiles        owns the descriptors that stay open (OpenFiles, FileHandle, FileKey)
 *   FileContents     reads a whole file; FolderContents lists a folder (DirectoryEntries, FolderListing): ReadResult
 *     FileCalls      opens, reads and closes, and keeps the error of the last call
 *   KernelCalls      statfs(2), uname(2), adjtimex(2)
 * KernelSocket, FolderHandle   ioctl(2) and netlink
 * ProcessSignals     ignores signals
 *   KernelMemory, Syscalls, SystemCall, CallState   memory that the kernel fills, the calls and their numbers
 * </pre>
 */
package io.github.ecsmonitoring.exporter.host.io;
