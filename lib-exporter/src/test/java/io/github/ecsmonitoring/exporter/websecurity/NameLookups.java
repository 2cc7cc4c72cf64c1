package io.github.ecsmonitoring.exporter.websecurity;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Records the addresses that this JVM looks names up for. Loaded by the JDK through {@code META-INF/services}. */
public final class NameLookups extends InetAddressResolverProvider {
    /** In hexadecimal, such as {@code 7f000001}. */
    static final List<String> OF_ADDRESSES = new CopyOnWriteArrayList<>();

    /** Called by the JDK. */
    public NameLookups() {}

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
                OF_ADDRESSES.add(HexFormat.of().formatHex(address));
                return builtIn.lookupByAddress(address);
            }
        };
    }

    @Override
    public String name() {
        return "as ever";
    }
}
