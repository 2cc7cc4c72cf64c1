package io.github.ecsmonitoring.exporter.websecurity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hashes were made by Go's golang.org/x/crypto/bcrypt. */
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
    private int clients;

    @Test
    void grantsTheRightPassword() {
        assertThat(grants("alice:secret")).isTrue();
        assertThat(grants("alice:secret")).as("cached").isTrue();
        assertThat(grants("other:secret")).isTrue();
        assertThat(grants("b:secret")).isTrue();
        assertThat(grants("jörg:pässwörd")).isTrue();
    }

    @Test
    void deniesAnythingElse() {
        assertThat(grants("alice:Secret")).isFalse();
        assertThat(grants("alice:Secret")).as("cached").isFalse();
        assertThat(grants("alice:")).isFalse();
        assertThat(grants("alice:secret\0")).isFalse();
        assertThat(grants("alice:secret:")).isFalse();
        assertThat(grants("bob:secret")).isFalse();
        assertThat(grants(":secret")).isFalse();
        assertThat(grants("alice")).isFalse();
        assertThat(grants("")).isFalse();
    }

    /** bcrypt uses no more; Go does not create such hashes, but compares the same way. */
    @Test
    void comparesTheFirst72BytesOfAPassword() {
        assertThat(grants("long:" + "p".repeat(72))).isTrue();
        assertThat(grants("long:" + "p".repeat(80))).isTrue();
        assertThat(grants("long:" + "p".repeat(71))).isFalse();
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
    void deniesOtherSchemes(String header) {
        assertThat(auth.judge(USERS, header, client())).isEqualTo(Verdict.DENIED);
    }

    @Test
    void deniesAMissingHeader() {
        assertThat(auth.judge(USERS, null, client())).isEqualTo(Verdict.DENIED);
    }

    @Test
    void ignoresTheCaseOfTheScheme() {
        assertThat(auth.judge(USERS, "bAsIc YWxpY2U6c2VjcmV0", client())).isEqualTo(Verdict.GRANTED);
    }

    @Test
    void doesNotUseCachedResultsOfAnotherHash() {
        assertThat(grants("alice:secret")).isTrue();
        String encoded = Base64.getEncoder().encodeToString("alice:secret".getBytes(StandardCharsets.UTF_8));
        assertThat(auth.judge(Map.of("alice", UMLAUTS), "Basic " + encoded, client()))
                .isEqualTo(Verdict.DENIED);
        assertThat(auth.judge(Map.of("bob", SECRET), "Basic " + encoded, client()))
                .isEqualTo(Verdict.DENIED);
    }

    /** Cost 10 takes tens of milliseconds: a thousand requests would take a minute. */
    @Test
    void cachesResultsWhileOthersGuess() {
        String slow = "$2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi";
        String header =
                "Basic " + Base64.getEncoder().encodeToString("alice:fakepassword".getBytes(StandardCharsets.UTF_8));
        Map<String, String> users = Map.of("alice", slow);
        long begin = System.nanoTime();
        assertThat(auth.judge(users, header, client())).isEqualTo(Verdict.GRANTED);
        long once = System.nanoTime() - begin;
        for (int i = 0; i < 300; i++) {
            assertThat(grants("alice:guess" + i)).isFalse();
        }
        begin = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            assertThat(auth.judge(users, header, client())).isEqualTo(Verdict.GRANTED);
        }
        assertThat(System.nanoTime() - begin)
                .as("a thousand cached results, in nanoseconds")
                .isLessThan(100 * once);
    }

    @Test
    void takesAsLongForUnknownUsers() {
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
            assertThat(new BasicAuth().judge(users, header, new PasswordClient("a", "b")))
                    .isEqualTo(Verdict.DENIED);
            best = Math.min(best, System.nanoTime() - begin);
        }
        return best;
    }

    private boolean grants(String credentials) {
        return auth.judge(
                        USERS,
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)),
                        client())
                == Verdict.GRANTED;
    }

    /** Another one each time, since guesses of one client are answered after a pause. */
    private PasswordClient client() {
        clients++;
        return new PasswordClient("network " + clients, "connection " + clients);
    }
}
