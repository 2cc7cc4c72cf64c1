package io.github.ecsmonitoring.exporter.websecurity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.websecurity.BasicAuth.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hashes are of Go's golang.org/x/crypto/bcrypt. */
class BasicAuthTest {
    /** Of "secret". */
    static final String SECRET = "$2a$04$KcnRq6qMACwkKuOrCt1ee.Wf/dSmc9uxxaDLBz4sorvWFNFday/wm";

    private static final String UMLAUTS = "$2a$04$Y6YXAYPD8myCh85gAAfbTu2m4p5x8RdEKCRmUqXDlxFVDaHcltoMC";
    private static final String SEVENTY_TWO = "$2a$04$JE1bwzIX6plGx8zUosxWIuDuE6ipKcxnmBBgL6Jign4puylydbVei";
    private static final Map<String, String> USERS = Map.of(
            "alice",
            SECRET,
            "jörg",
            UMLAUTS,
            "long",
            SEVENTY_TWO,
            "other",
            SECRET.replace("$2a$", "$2y$"),
            "b",
            SECRET.replace("$2a$", "$2b$"));

    private final BasicAuth auth = new BasicAuth();

    @Test
    void admitsWhoKnowsThePassword() {
        assertThat(admits("alice:secret")).isTrue();
        assertThat(admits("alice:secret")).as("the kept verdict").isTrue();
        assertThat(admits("other:secret")).isTrue();
        assertThat(admits("b:secret")).isTrue();
        assertThat(admits("jörg:pässwörd")).isTrue();
    }

    @Test
    void refusesEveryoneElse() {
        assertThat(admits("alice:Secret")).isFalse();
        assertThat(admits("alice:Secret")).as("the kept verdict").isFalse();
        assertThat(admits("alice:")).isFalse();
        assertThat(admits("alice:secret\0")).isFalse();
        assertThat(admits("alice:secret:")).isFalse();
        assertThat(admits("bob:secret")).isFalse();
        assertThat(admits(":secret")).isFalse();
        assertThat(admits("alice")).isFalse();
        assertThat(admits("")).isFalse();
    }

    /** bcrypt itself has no more; Go refuses to make such a hash but compares like this. */
    @Test
    void looksAtTheFirst72BytesOfAPassword() {
        assertThat(admits("long:" + "p".repeat(72))).isTrue();
        assertThat(admits("long:" + "p".repeat(80))).isTrue();
        assertThat(admits("long:" + "p".repeat(71))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Basic",
                "Basic ",
                "Basic !!!",
                "Bearer YWxpY2U6c2VjcmV0",
                "YWxpY2U6c2VjcmV0",
                "Basic  YWxpY2U6c2VjcmV0"
            })
    void refusesAnotherKindOfHeader(String header) {
        assertThat(auth.judge(USERS, header)).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void refusesWithoutAHeader() {
        assertThat(auth.judge(USERS, null)).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void takesTheSchemesNameInAnyCase() {
        assertThat(auth.judge(USERS, "bAsIc YWxpY2U6c2VjcmV0")).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void forgetsAPasswordTogetherWithItsHash() {
        assertThat(admits("alice:secret")).isTrue();
        String encoded = Base64.getEncoder().encodeToString("alice:secret".getBytes(StandardCharsets.UTF_8));
        assertThat(auth.judge(Map.of("alice", UMLAUTS), "Basic " + encoded)).isEqualTo(Verdict.REFUSED);
        assertThat(auth.judge(Map.of("bob", SECRET), "Basic " + encoded)).isEqualTo(Verdict.REFUSED);
    }

    /** Cost 10 takes tens of milliseconds: a thousand requests would take a minute. */
    @Test
    void calculatesAVerdictOnceAlsoWhileOthersGuess() {
        String slow = "$2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi";
        String header =
                "Basic " + Base64.getEncoder().encodeToString("alice:fakepassword".getBytes(StandardCharsets.UTF_8));
        Map<String, String> users = Map.of("alice", slow);
        long begin = System.nanoTime();
        assertThat(auth.judge(users, header)).isEqualTo(Verdict.ADMITTED);
        long once = System.nanoTime() - begin;
        for (int i = 0; i < 300; i++) {
            assertThat(admits("alice:guess" + i)).isFalse();
        }
        begin = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            assertThat(auth.judge(users, header)).isEqualTo(Verdict.ADMITTED);
        }
        assertThat(System.nanoTime() - begin)
                .as("a thousand kept verdicts, in nanoseconds")
                .isLessThan(100 * once);
    }

    @Test
    void takesAsLongForAnUnknownUser() {
        String slow = SECRET.replace("$04$", "$10$");
        long known = nanoseconds(Map.of("alice", slow), "alice:wrong");
        long unknown = nanoseconds(Map.of("alice", slow), "bob:wrong");
        assertThat(unknown).isBetween(known / 5, known * 5);
        assertThat(unknown)
                .as("one with a cheap hash")
                .isGreaterThan(5 * nanoseconds(Map.of("alice", SECRET), "bob:wrong2"));
    }

    private static long nanoseconds(Map<String, String> users, String credentials) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            String header =
                    "Basic " + Base64.getEncoder().encodeToString((credentials + i).getBytes(StandardCharsets.UTF_8));
            long begin = System.nanoTime();
            assertThat(new BasicAuth().judge(users, header)).isEqualTo(Verdict.REFUSED);
            best = Math.min(best, System.nanoTime() - begin);
        }
        return best;
    }

    private boolean admits(String credentials) {
        return auth.judge(
                        USERS,
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                == Verdict.ADMITTED;
    }
}
