/**
 * The node exporter: Prometheus metrics of the machine it runs on, as node_exporter names them.
 *
 * <p>Data flows one way: kernel file → parser → samples → text → HTTP. The packages depend on each other in this order,
 * without cycles:
 *
 * <pre>
 * (this)        NodeExporter.main: flags → collectors → server
 *   metrics     /metrics, / and health: pages, time-outs, compression, memory budget
 *   websecurity TLS, users and headers of --web.config.file; loaded only with the flag
 *   http        HTTP/1.1: connections, requests, answers
 *   collector   CollectorList, and one package for each subsystem
 *   scrape      runs the collectors: success, duration, collectors that hang
 *   ecs         the task metadata endpoint of ECS
 *   deployment  whether the metrics are a machine's or one ECS task's
 *   host        the machine's files, their text and numbers
 *   netlink     the kernel's messages about its network
 *   host.io     descriptors and system calls
 *   exposition  samples, their order, the text format
 *   flags, log  the command line; the log
 *   json, regex a JSON reader; regular expressions in RE2's syntax
 * </pre>
 *
 * <p>The program that builds the runtime and the image is a module of its own, {@code lib-exporter/image}.
 */
package io.github.ecsmonitoring.exporter;
