package io.github.ecsmonitoring.exporter.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.host.io.ErrnoException;
import io.github.ecsmonitoring.exporter.host.io.StringCache;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NetlinkTest {
    private static final int NEWLINK = 16;

    @Test
    void listsTheLoopbackDeviceOfThisMachine() throws IOException {
        try (Netlink route = Netlink.open(Netlink.ROUTE, new StringCache(4))) {
            List<Link> links = Link.list(route);
            assertThat(links).anySatisfy(link -> {
                assertThat(link.name()).isEqualTo("lo");
                assertThat(link.type()).as("ARPHRD_LOOPBACK").isEqualTo(772);
            });
            assertThat(Link.names(route))
                    .as("a second request on the same socket")
                    .hasSameSizeAs(links)
                    .containsValue("lo");
        }
    }

    @Test
    void namesADeviceByItsIndex() throws IOException {
        try (Netlink route = Netlink.open(Netlink.ROUTE, new StringCache(4))) {
            for (Link link : Link.list(route)) {
                assertThat(Link.name(route, link.index())).isEqualTo(link.name());
            }
            assertThat(Link.name(route, Integer.MAX_VALUE)).isNull();
        }
    }

    @Test
    void reportsUnsupportedProtocolsAndRequests() throws IOException {
        assertThatThrownBy(() -> Netlink.open(4711, new StringCache(4)))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("cannot open a netlink socket: protocol not supported");
        try (Netlink route = Netlink.open(Netlink.ROUTE, new StringCache(4))) {
            assertThatThrownBy(() -> route.dump(9999, new byte[0]))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage("netlink request 9999: operation not supported");
        }
    }

    @Test
    void writesTheRequestHeader() {
        assertThat(Netlink.request(18, 0x301, 7, new byte[] {1, 2}))
                .isEqualTo(new NetlinkBytes()
                        .u32(18)
                        .u16(18)
                        .u16(0x301)
                        .u32(7, 0)
                        .u8(1, 2)
                        .toArray());
    }

    @Test
    void collectsTheMessagesUpToDone() throws IOException {
        NetlinkReply reply = reply(true);
        reply.add(new NetlinkBytes()
                .message(NEWLINK, 2, 7, body(1))
                .message(NEWLINK, 2, 7, new NetlinkBytes().u8(2))
                .data());
        assertThat(reply.isComplete()).isFalse();
        reply.add(new NetlinkBytes()
                .message(NEWLINK, 2, 6, body(3))
                .message(NetlinkReply.DONE, 2, 7, body(0))
                .message(NEWLINK, 2, 7, body(4))
                .data());
        assertThat(reply.isComplete()).isTrue();
        assertThat(reply.isInterrupted()).isFalse();
        List<Integer> first = new ArrayList<>();
        for (NetlinkData each : reply.bodies()) {
            first.add(each.u8(0));
        }
        assertThat(first).containsExactly(1, 2);
    }

    @Test
    void discardsThePreviousReply() throws IOException {
        NetlinkReply reply = reply(true);
        reply.add(new NetlinkBytes()
                .message(NEWLINK, NetlinkReply.INTERRUPTED, 7, new NetlinkBytes().raw(new byte[100_000]))
                .data());
        reply.begin(8, true);
        reply.add(new NetlinkBytes()
                .message(NEWLINK, 2, 7, body(1))
                .message(NEWLINK, 2, 8, body(2))
                .message(NetlinkReply.DONE, 2, 8, body(0))
                .data());
        assertThat(reply.isComplete()).isTrue();
        assertThat(reply.isInterrupted()).isFalse();
        assertThat(reply.bodies()).hasSize(1);
        reply.each(message -> assertThat(message.u32(0)).isEqualTo(2));
    }

    @Test
    void detectsAnInconsistentDump() throws IOException {
        NetlinkReply reply = reply(true);
        reply.add(new NetlinkBytes()
                .message(NEWLINK, NetlinkReply.INTERRUPTED, 7, body(1))
                .message(NetlinkReply.DONE, 2, 7, body(0))
                .data());
        assertThat(reply.isInterrupted()).isTrue();
    }

    @Test
    void completesAfterOneMessageWithoutDump() throws IOException {
        NetlinkReply reply = reply(false);
        reply.add(new NetlinkBytes().message(NEWLINK, 0, 7, body(5)).data());
        assertThat(reply.isComplete()).isTrue();
        assertThat(reply.bodies().getFirst().u32(0)).isEqualTo(5);
    }

    @Test
    void reportsTheErrorOfTheKernel() {
        assertFails(NetlinkReply.ERROR, body(-1), "operation not permitted");
        assertFails(NetlinkReply.DONE, body(-95), "operation not supported");
        assertFails(NetlinkReply.DONE, body(-9999), "errno 9999");
    }

    @Test
    void treatsErrorZeroAsAcknowledgement() throws IOException {
        NetlinkReply reply = reply(true);
        reply.add(new NetlinkBytes().message(NetlinkReply.ERROR, 0, 7, body(0)).data());
        assertThat(reply.isComplete()).isTrue();
        assertThat(reply.bodies()).isEmpty();
    }

    @Test
    void rejectsAnAcknowledgementInsteadOfAMessage() {
        NetlinkData acknowledgement =
                new NetlinkBytes().message(NetlinkReply.ERROR, 0, 7, body(0)).data();
        assertThatThrownBy(() -> reply(false).add(acknowledgement))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("test: expected a message, got only an acknowledgement");
    }

    @Test
    void rejectsMalformedDatagrams() {
        assertThatThrownBy(() ->
                        reply(true).add(new NetlinkBytes().u32(15, 0, 0, 0).data()))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("test: a message of 15 bytes at 0 of 16");
        assertThatThrownBy(() ->
                        reply(true).add(new NetlinkBytes().u32(17, 0, 0, 0).data()))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("test: a message of 17 bytes at 0 of 16");
        assertThatThrownBy(() -> reply(true).add(new NetlinkBytes().u8(1, 2).data()))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("test: expected 4 bytes at 0 of 2");
    }

    @Test
    void failsOnlyWithIoExceptionForAnyBytes() {
        byte[] good = new NetlinkBytes()
                .message(NEWLINK, 2, 7, new NetlinkBytes().u32(0, 1, 2, 3).text(3, "lo"))
                .message(NetlinkReply.DONE, 2, 7, body(0))
                .toArray();
        Random random = new Random(1);
        int rejected = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = Arrays.copyOf(good, 1 + random.nextInt(good.length));
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            try {
                NetlinkReply reply = reply(true);
                reply.add(NetlinkData.of("fuzz", bad));
                for (NetlinkData body : reply.bodies()) {
                    Link.parse(body);
                }
            } catch (IOException expected) {
                assertThat(expected).hasMessageMatching("fuzz: .+|[a-z ]+|errno \\d+");
                rejected++;
            }
        }
        assertThat(rejected).isBetween(1_000, 19_900);
    }

    private static NetlinkReply reply(boolean dump) {
        NetlinkReply reply = new NetlinkReply(new StringCache(4));
        reply.begin(7, dump);
        return reply;
    }

    private static void assertFails(int type, NetlinkBytes body, String message) {
        assertThatThrownBy(() -> reply(true)
                        .add(new NetlinkBytes().message(type, 0, 7, body).data()))
                .isExactlyInstanceOf(ErrnoException.class)
                .hasMessage(message);
    }

    private static NetlinkBytes body(int number) {
        return new NetlinkBytes().u32(number);
    }
}
