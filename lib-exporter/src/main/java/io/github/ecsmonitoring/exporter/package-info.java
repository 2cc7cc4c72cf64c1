/**
 * The node exporter: Prometheus metrics of the machine it runs on, as node_exporter names them.
 *
 * <p>Data flows one way: kernel file → parser → samples → text → HTTP. The packages depend on each other in this order,
 * without cycles:
 *
 * <pre>
 * (this)       NodeExporter.main: flags → collectors → server
 *   http       the server; answers with the page of a Collector
 *   web        TLS, users and headers of --web.config.file; loaded only with the flag
 *   server     HTTP/1.1: connections, requests, answers; knows nothing of metrics
 *   collector  one class for each source of the kernel; Collectors is the list
 *   ecs        the task metadata endpoint of ECS
 *   scope      whose metrics: a machine's or one task's
 *   netlink    the kernel's messages about its network
 *   host       the watched machine's files, their text, system calls
 *   exposition samples, their order, the text format
 *   flags, log, json, regex
 * </pre>
 *
 * <p>{@code image} stands apart: a program that makes the runtime and the image, in a jar of its own.
 */
package io.github.ecsmonitoring.exporter;
