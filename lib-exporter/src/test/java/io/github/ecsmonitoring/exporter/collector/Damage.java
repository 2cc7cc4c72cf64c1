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
public final class Damage {
    private static final int ROUNDS = 5000;
    private static final String ODD = "\0\n\r\t :;-+.09x[]{}\"\\\u00e4\ufffd";

    /** Words and numbers of kernel files, and the limits of 64 bits. */
    private static final String[] WORDS = {
        "",
        " ",
        "\n",
        "\r\n",
        "\t",
        "\0",
        "ü",
        "-",
        "-1",
        "x",
        "[",
        "]",
        "(",
        ")",
        "/",
        ":",
        "\"",
        "\\",
        "{",
        "}",
        "=",
        ",",
        ".",
        "1e9",
        "NaN",
        "18446744073709551615",
        "18446744073709551616",
        "9223372036854775808",
        "0x10",
        "1.5k",
        "99999Y",
        "recovery",
        "device",
        "per-op",
    };

    private Damage() {}

    @FunctionalInterface
    public interface Parser<T> {
        /** Parses the input. */
        Object parse(T input) throws IOException;
    }

    public static void text(String good, Parser<KernelText> parser) {
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

    /** Cuts parts out of a text that the parser accepts, and puts words in their place. */
    public static void words(String good, Parser<KernelText> parser) throws IOException {
        assertThat(parser.parse(KernelText.of("/proc/file", good))).isNotNull();
        Random random = new Random(1);
        for (int i = 0; i < ROUNDS; i++) {
            String bad = good;
            for (int times = random.nextInt(3); times >= 0; times--) {
                int from = random.nextInt(bad.length() + 1);
                int to = Math.min(bad.length(), from + random.nextInt(1 + random.nextInt(40)));
                String rest = random.nextInt(8) == 0 ? "" : bad.substring(to);
                bad = bad.substring(0, from) + WORDS[random.nextInt(WORDS.length)] + rest;
            }
            try {
                parser.parse(KernelText.of("/proc/file", bad));
            } catch (IOException e) {
                assertThat(e).isExactlyInstanceOf(IOException.class).hasMessageStartingWith("/proc/file:");
            } catch (RuntimeException e) {
                throw new AssertionError("round " + i + ": " + bad, e);
            }
        }
    }

    public static void netlink(byte[] good, Parser<NetlinkData> parser) {
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
