package io.github.ecsmonitoring.exporter.http;

import io.github.ecsmonitoring.exporter.log.Log;

/**
 * What the connections of one address share.
 *
 * @param tls null for plain HTTP
 */
record ServerContext(
        TlsLayer tls, RequestHandler handler, ConnectionLimiter limiter, BufferPool buffers, HttpDate date, Log log) {}
