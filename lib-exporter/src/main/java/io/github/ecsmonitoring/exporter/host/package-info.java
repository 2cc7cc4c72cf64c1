/**
 * The files of the monitored machine, as text and numbers.
 *
 * <pre>
 * Host               owns what is kept between scrapes; lends a HostReader to each scrape
 * HostReader         reads for one thread
 *   KernelText       the text of a file: a cursor over lines and fields (KernelNumber, StringCache)
 *   SysFolder        a folder of sysfs: files of one value (SysFile, SysValue) and its listing
 *   Omissions        what is left out since it cannot be read
 * HostPaths          where procfs, sysfs and rootfs are mounted
 * ParsedText, NameCache, NumberCounts   what collectors keep between scrapes
 *   io               system calls, descriptors that stay open, memory outside the heap
 * </pre>
 */
package io.github.ecsmonitoring.exporter.host;
