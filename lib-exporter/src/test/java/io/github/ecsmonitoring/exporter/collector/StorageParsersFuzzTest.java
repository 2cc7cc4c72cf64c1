package io.github.ecsmonitoring.exporter.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged text ends in a result or in an error that names the file; never in an exception of another kind. */
class StorageParsersFuzzTest {
    private static final int ROUNDS = 4000;
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

    @FunctionalInterface
    interface Parser {
        Object parse(String text) throws IOException;
    }

    static List<Arguments> parsers() {
        return List.of(
                parser("mdstat", text -> MdArray.parse(KernelText.of("file", text)), """
                        Personalities : [raid1]
                        md6 : active raid1 sdb2[2](F) sdc[1](S) sda2[0]
                              195310144 blocks [2/1] [U_]
                              bitmap: 0/1 pages [0KB], 65536KB chunk
                              [=>...................]  recovery =  8.5% (16775552/195310144) finish=17.0min speed=259783K/sec

                        md1 : active raid0 sdi[0]
                              388639 blocks super 1.2 512k chunks

                        unused devices: <none>
                        """),
                parser("mountstats", text -> NfsMount.parse(KernelText.of("file", text)), """
                        device a:/ mounted on /a with fstype nfs4 statvers=1.1
                         age: 13968
                         bytes: 1 2 3 4 5 6 7 8
                         events: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27
                         xprt: tcp 832 1 2 3 4 6428 6429 7 12154 8 24 26 5726
                         xprt: udp 832 0 6428 6429 1 12154 2 3 4 5
                         per-op statistics
                          READ: 1 2 3 4 5 6 7 8 9

                        device tmpfs mounted on /tmp with fstype tmpfs
                        """),
                parser(
                        "mountinfo",
                        text -> MountstatsCollector.parseAddresses(KernelText.of("file", text)),
                        "40 26 0:42 / /efs rw shared:7 - nfs4 efs:/ rw,vers=4.1,addr=10.0.1.9\n"),
                parser(
                        "nfs",
                        text -> NfsText.parse(
                                KernelText.of("file", text),
                                Map.of(
                                        "net",
                                        NfsText.Line.exactly(4),
                                        "th",
                                        NfsText.Line.beginningWith(2),
                                        "proc3",
                                        NfsText.Line.counted(3, 4))),
                        "net 1 2 3 4\nth 8 0 0.000\nproc3 3 1 2 3\n"),
                parser(
                        "xfs",
                        text -> XfsCollector.parse(KernelText.of("file", text)),
                        "abt 1 2 3 4\nrw 1 2\nvnodes 1 2 3 4 5 6 7 8\n"),
                parser(
                        "zfs",
                        text -> ZfsKstat.parse(KernelText.of("file", text)).numbers().stream()
                                .map(ZfsKstat::metricName)
                                .toList(),
                        "6 1 0x01\nname type data\ndataset_name 7 tank/my files\nhits 4 1\nfree 3 -5\n"),
                parser(
                        "btrfs",
                        text -> BtrfsCollector.parseCommits(KernelText.of("file", text)),
                        "commits 5\nlast_commit_ms 39\n"),
                parser(
                        "bcache",
                        text -> BcacheCollector.parse(KernelText.of("file", text), List.of("rate:", "change:"), "/sec"),
                        "rate: 1.1M/sec\nchange: -321.5k/sec\n"),
                parser(
                        "bcachefs",
                        text -> BcachefsCollector.parseCounter(KernelText.of("file", text)),
                        "since mount: 1\nsince filesystem creation: 1.5M\n"),
                parser("textfile", text -> PromText.parse("file", text.getBytes(StandardCharsets.UTF_8)), """
                        # HELP h Some \\n help.
                        # TYPE h histogram
                        h_bucket{a="b\\"",le="1"} 1
                        h_sum{a="b"} 1.5
                        # TYPE s summary
                        s{quantile="0.5",a="b"} 2
                        g 1
                        """));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("parsers")
    void damagedTextGivesAResultOrAnError(String name, Parser parser, String text) throws IOException {
        assertThat(parser.parse(text)).isNotNull();
        Random random = new Random(name.hashCode());
        for (int round = 0; round < ROUNDS; round++) {
            String damaged = text;
            for (int times = random.nextInt(3); times >= 0; times--) {
                damaged = damage(damaged, random);
            }
            try {
                parser.parse(damaged);
            } catch (IOException e) {
                assertThat(e).isExactlyInstanceOf(IOException.class).hasMessageStartingWith("file:");
            } catch (RuntimeException e) {
                fail("round " + round + ": " + damaged, e);
            }
        }
    }

    /** Cuts a part out, and puts a word in its place. */
    private static String damage(String text, Random random) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(1 + random.nextInt(40)));
        return text.substring(0, from)
                + WORDS[random.nextInt(WORDS.length)]
                + (random.nextInt(8) == 0 ? "" : text.substring(to));
    }

    private static Arguments parser(String name, Parser parser, String text) {
        return Arguments.of(name, parser, text);
    }
}
