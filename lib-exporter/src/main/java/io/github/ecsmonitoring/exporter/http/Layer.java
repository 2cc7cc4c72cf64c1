package io.github.ecsmonitoring.exporter.http;

import java.io.IOException;
import java.net.Socket;

/** What is spoken between TCP and HTTP: TLS. */
@FunctionalInterface
public interface Layer {
    /**
     * The connection as HTTP is to see it. Closing that closes the given one too. Runs in the connection's own thread,
     * which the server cuts off when its time is over.
     *
     * @throws IOException if the client can't be agreed with; then the connection is closed
     */
    Socket over(Socket accepted) throws IOException;
}
