/**
 * Netlink, the kernel's messages about its network: {@link io.github.ecsmonitoring.exporter.netlink.Netlink} asks for a
 * table, {@code NetlinkAnswer} holds what comes back, {@link io.github.ecsmonitoring.exporter.netlink.NetlinkData}
 * reads it, {@link io.github.ecsmonitoring.exporter.netlink.Link} is the one table that several collectors share. What
 * only one collector reads stands in that collector.
 */
package io.github.ecsmonitoring.exporter.netlink;
