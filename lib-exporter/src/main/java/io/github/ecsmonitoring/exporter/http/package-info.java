/**
 * An HTTP/1.1 server in place of {@code com.sun.net.httpserver}, which costs 90 ms of CPU at each start and 7 MiB of
 * memory. It depends on nothing but the log.
 *
 * <pre>
 * Http1Server            binds addresses, starts, stops
 *   Acceptor             accepts the connections of one address; ServerContext: what they share
 *   Http1Connection      one thread per connection; serves its requests one after the other
 *     RequestReader      bytes of the connection; RequestParser: RequestHead, RequestTarget, HeaderFields, HttpGrammar
 *                        PercentEncoding, QueryParameter
 *     RequestBody        skipped
 *     BadRequestException  a request that is rejected before a handler gets it
 *     ResponseWriter     head and body of responses; BufferPool, StatusCode, HttpDate
 *   ConnectionLimiter    limits the number of connections and evicts; ConnectionState: phase and deadline of each
 * ConnectionLimits       number of connections and their time-outs
 * RequestHandler         answers a RequestExchange; ResponseBody, ResponseCompletion
 * TlsLayer               the extension point for TLS
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112: HTTP/1.1</a>
 */
package io.github.ecsmonitoring.exporter.http;
