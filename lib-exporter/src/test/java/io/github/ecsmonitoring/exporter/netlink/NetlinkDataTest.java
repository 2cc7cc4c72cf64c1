package io.github.ecsmonitoring.exporter.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class NetlinkDataTest {

    @Test
    void readsUnsignedNumbers() throws IOException {
        NetlinkData data = new NetlinkBytes()
                .u8(255, 1)
                .u16(65535)
                .u32(4294967295L)
                .u64(-1)
                .data();
        assertThat(data.u8(0)).isEqualTo(255);
        assertThat(data.u16(2)).isEqualTo(65535);
        assertThat(data.u32(4)).isEqualTo(4294967295L);
        assertThat(data.u64(8)).isEqualTo(-1);
    }

    @Test
    void readsTextUpToANulByte() {
        assertThat(new NetlinkBytes()
                        .raw((byte) 'l', (byte) 'o', (byte) 0, (byte) 'x')
                        .data()
                        .text())
                .isEqualTo("lo");
        assertThat(new NetlinkBytes().raw((byte) 'l', (byte) 'o').data().text()).isEqualTo("lo");
        assertThat(new NetlinkBytes().data().text()).isEmpty();
    }

    @Test
    void readsAttributesAfterAHeader() throws IOException {
        NetlinkData data = new NetlinkBytes()
                .u32(7)
                .text(3, "eth0")
                .attribute(0x8000 | 5, new NetlinkBytes().u8(9))
                .data();
        assertThat(data.attributes(4)).containsOnlyKeys(3, 5);
        assertThat(data.attributes(4).get(3).text()).isEqualTo("eth0");
        assertThat(data.attributes(4).get(5).u8(0)).isEqualTo(9);
    }

    @Test
    void keepsTheOrderOfRepeatedAttributes() throws IOException {
        NetlinkData data = new NetlinkBytes().text(1, "a").text(1, "b").data();
        assertThat(data.attributeList(0))
                .extracting(attribute -> attribute.value().text())
                .containsExactly("a", "b");
        assertThat(data.attributes(0).get(1).text()).isEqualTo("b");
    }

    @Test
    void findsTheLastAttributeOfAType() throws IOException {
        NetlinkData data = new NetlinkBytes()
                .u32(7)
                .text(3, "eth0")
                .text(0x8000 | 5, "a")
                .text(5, "bc")
                .data()
                .part(4, 28);
        assertThat(data.attribute(0, 4)).isEqualTo(-1);
        int value = data.attribute(0, 5);
        assertThat(value).isEqualTo(24);
        assertThat(data.valueText(value)).isEqualTo("bc");
        assertThat(data.valueLength(value)).isEqualTo(3);
        assertFails(() -> data.attribute(29, 5), "test: expected 0 bytes at 29 of 28");
        assertFails(
                () -> new NetlinkBytes().text(3, "a").u16(9).u16(1).data().attribute(0, 3),
                "test: an attribute of 9 bytes at 8 of 12");
    }

    @Test
    void rejectsReadsBeyondTheEndAndMalformedAttributes() {
        NetlinkData three = new NetlinkBytes().u8(1, 2, 3).data();
        assertFails(() -> three.u32(0), "test: expected 4 bytes at 0 of 3");
        assertFails(() -> three.u16(2), "test: expected 2 bytes at 2 of 3");
        assertFails(() -> three.u8(-1), "test: expected 1 bytes at -1 of 3");
        assertFails(() -> three.part(1, 3), "test: expected 3 bytes at 1 of 3");
        assertFails(() -> three.attributes(4), "test: expected 0 bytes at 4 of 3");
        assertFails(
                () -> new NetlinkBytes().u16(3).u16(1).data().attributes(0), "test: an attribute of 3 bytes at 0 of 4");
        assertFails(
                () -> new NetlinkBytes().u16(9).u16(1).u32(0).data().attributes(0),
                "test: an attribute of 9 bytes at 0 of 8");
    }

    private static void assertFails(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isExactlyInstanceOf(IOException.class).hasMessage(message);
    }
}
