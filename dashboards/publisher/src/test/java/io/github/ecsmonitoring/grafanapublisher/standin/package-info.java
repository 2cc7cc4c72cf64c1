/**
 * Stands in for Grafana's HTTP API on loopback, written from its documentation and, where that is silent, from the
 * error texts and rules in Grafana's public source.
 *
 * <p>Not clear from the documentation, and chosen here:
 *
 * <ul>
 *   <li>A data source whose plugin is not installed is rejected with status 400. Some versions accept it.
 *   <li>Grafana 13 deprecates {@code /api} in its documentation; no header is documented. Here it sends
 *       {@code Deprecation}, which a client has to tolerate.
 *   <li>Grafana 10.4 calls a service account {@code Anonymous} as the creator of a folder; later versions give its
 *       name.
 *   <li>A folder with an uid that exists is a conflict with status 409; older sources also have 412.
 *   <li>Characters of uids of data sources are checked from 12 on.
 * </ul>
 */
package io.github.ecsmonitoring.grafanapublisher.standin;
