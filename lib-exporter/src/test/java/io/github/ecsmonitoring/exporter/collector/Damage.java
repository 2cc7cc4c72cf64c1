package io.github.ecsmonitoring.exporter.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.netlink.NetlinkData;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

/**
 * Damages what a parser reads in many ways, the same at each run: it must read what is left or fail with an IOException
 * that says where.
 */
final class Damage {
    private static final int ROUNDS = 5000;
    private static final String ODD = "\0\n\r\t :;-+.09x[]{}\"\\\u00e4\ufffd";

    private Damage() {}

    @FunctionalInterface
    interface Parser<T> {
        Object parse(T input) throws IOException;
    }

    static void text(String good, Parser<KernelText> parser) {
        Random random = new Random(1);
        for (int i = 0; i < ROUNDS; i++) {
            StringBuilder bad = new StringBuilder(good.substring(0, random.nextInt(good.length() + 1)));
            for (int changes = random.nextInt(4); changes > 0 && !bad.isEmpty(); changes--) {
                bad.setCharAt(random.nextInt(bad.length()), ODD.charAt(random.nextInt(ODD.length())));
            }
            try {
                parser.parse(KernelText.of("/proc/file", bad.toString()));
            } catch (IOException e) {
                assertThat(e).hasMessageStartingWith("/proc/file:");
            }
        }
    }

    static void netlink(byte[] good, Parser<NetlinkData> parser) {
        Random random = new Random(1);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bad = Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int changes = random.nextInt(4); changes > 0 && bad.length > 0; changes--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            try {
                parser.parse(NetlinkData.of("message", bad));
            } catch (IOException e) {
                assertThat(e).hasMessageStartingWith("message: ");
            }
        }
    }
}
