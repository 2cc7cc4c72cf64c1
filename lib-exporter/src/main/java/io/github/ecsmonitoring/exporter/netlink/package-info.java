/**
 * Netlink, the kernel's messages about its network: {@link io.github.ecsmonitoring.exporter.netlink.Netlink} asks for a table,
 * {@link io.github.ecsmonitoring.exporter.netlink.NetlinkData} reads what comes back, {@link io.github.ecsmonitoring.exporter.netlink.Link}
 * is the one table that several collectors share. What only one collector reads stands in that collector.
 */
package io.github.ecsmonitoring.exporter.netlink;
