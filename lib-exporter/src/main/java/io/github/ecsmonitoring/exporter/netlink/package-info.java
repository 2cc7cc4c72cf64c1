/**
 * Netlink requests to the kernel: {@link io.github.ecsmonitoring.exporter.netlink.Netlink} sends a request,
 * {@code NetlinkReply} collects the reply, and {@link io.github.ecsmonitoring.exporter.netlink.NetlinkData} decodes it.
 * Messages that only one collector needs are decoded in that collector.
 */
package io.github.ecsmonitoring.exporter.netlink;
