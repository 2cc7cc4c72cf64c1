package io.github.ecsmonitoring.exporter.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/**
 * Looks up no names of addresses: the address then stands for its name. The JDK's HTTPS server asks for the name of each client that
 * connects, and where no name server answers, each connection would wait seconds for it. Found by the JDK through
 * {@code META-INF/services}, when it needs a name for the first time.
 */
public final class LiteralHostNames extends InetAddressResolverProvider {

    /** For the JDK. */
    public LiteralHostNames() {}

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver builtIn = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                return builtIn.lookupByName(host, policy);
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                throw new UnknownHostException("names of clients are not looked up");
            }
        };
    }

    @Override
    public String name() {
        return "addresses are their own names";
    }
}
