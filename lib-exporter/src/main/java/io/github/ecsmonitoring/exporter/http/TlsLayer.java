package io.github.ecsmonitoring.exporter.http;

import java.io.IOException;
import java.net.Socket;

/** Adds TLS to accepted connections. */
@FunctionalInterface
public interface TlsLayer {
    /**
     * Performs the TLS handshake over an accepted connection. Closing the returned socket closes the accepted one too.
     * Called in the thread of the connection, whose time-out also ends a handshake that hangs.
     *
     * @throws IOException if the handshake fails; the connection is closed
     */
    Socket secure(Socket accepted) throws IOException;
}
