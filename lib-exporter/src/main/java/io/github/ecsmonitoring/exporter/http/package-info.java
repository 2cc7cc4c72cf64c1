/**
 * A server for HTTP/1.1, in place of the JDK's: that one costs each start 90 ms of CPU, and all the time 7 MiB. It
 * knows nothing of metrics, pages and users, and depends on the log alone.
 *
 * <pre>
 * HttpServer       addresses, start, stop
 *   Listener       takes the connections of one address
 *   Connection     a thread: requests one after the other
 *     Input        what comes; RequestParser: line and headers (Request, Target, Headers, Grammar); Body: passed over
 *     Output       what goes; Buffers, Status, HttpDate
 *     BadRequest   what is refused before a handler sees it
 *   Clients        the bound of connections: each Client, what it does, and who gives way to another
 * Limits           what a client is granted
 * Layer            where TLS comes in
 * Handler          what answers an Exchange, a request and its answer; AnswerStream takes the body
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112: HTTP/1.1</a>
 */
package io.github.ecsmonitoring.exporter.http;
