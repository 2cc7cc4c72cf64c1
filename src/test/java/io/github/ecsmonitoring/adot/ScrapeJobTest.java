package io.github.ecsmonitoring.adot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecs.Secret;

class ScrapeJobTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 65535})
    void acceptsEveryPort(int port) {
        assertThat(ScrapeJob.of("orders", port).port()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65536})
    void rejectsAnInvalidPort(int port) {
        assertThatThrownBy(() -> ScrapeJob.of("orders", port))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("port of scrape job orders must be 1 to 65535, got " + port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1st", "or ders", "a/b"})
    void rejectsAnInvalidName(String name) {
        assertThatThrownBy(() -> ScrapeJob.of(name, 80))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("name of a scrape job must match [A-Za-z][A-Za-z0-9_.-]{0,63}, got \"" + name + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "metrics", "/a b", "/a?b=c", "/a#b"})
    void rejectsAnInvalidPath(String path) {
        ScrapeJob job = ScrapeJob.of("orders", 80);
        assertThatThrownBy(() -> job.path(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("path of scrape job orders must start with / and contain no space, ? or #, got \"" + path
                        + "\"");
    }

    @ParameterizedTest
    @CsvSource({"9000, 9 s", "241000, 241 s", "10500, 10.5 s", "0, 0 s", "86400000000000, 86400000000 s"})
    void rejectsAnInvalidInterval(long millis, String got) {
        ScrapeJob job = ScrapeJob.of("orders", 80);
        assertThatThrownBy(() -> job.interval(Duration.millis(millis)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("scrape interval must be 10 to 240 whole seconds, got " + got);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "my app", "a:b", "web.1"})
    void rejectsAnInvalidContainerName(String container) {
        ScrapeJob job = ScrapeJob.of("orders", 80);
        assertThatThrownBy(() -> job.container(container))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "container of scrape job orders must match [A-Za-z0-9_-]{1,255}, got \"" + container + "\"");
    }

    @Test
    void keepsEachOption() {
        Secret secret = secret();
        ScrapeJob job = ScrapeJob.of("orders", 80)
                .container("web")
                .https()
                .sampleLimit(5)
                .basicAuth("user", secret)
                .path("/other")
                .interval(Duration.seconds(10))
                .container("proxy");
        assertThat(job.container()).contains("proxy");
        assertThat(job.isHttps()).isTrue();
        assertThat(job.sampleLimit()).isEqualTo(5);
        assertThat(job.credential()).contains(new ScrapeCredential("user", secret));
        assertThat(job.path()).isEqualTo("/other");
        assertThat(job.interval()).contains(new ScrapeInterval(10));
    }

    @Test
    void isImmutable() {
        ScrapeJob job = ScrapeJob.of("orders", 80);
        job.path("/other")
                .interval(Duration.seconds(10))
                .https()
                .sampleLimit(1)
                .bearerToken(secret())
                .container("web");
        assertThat(job.container()).isEmpty();
        assertThat(job.path()).isEqualTo("/metrics");
        assertThat(job.interval()).isEmpty();
        assertThat(job.isHttps()).isFalse();
        assertThat(job.sampleLimit()).isEqualTo(10_000);
        assertThat(job.credential()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1_000_001})
    void rejectsAnInvalidSampleLimit(int samples) {
        ScrapeJob job = ScrapeJob.of("orders", 80);
        assertThatThrownBy(() -> job.sampleLimit(samples))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sampleLimit of scrape job orders must be 1 to 1000000, got " + samples);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a:b", "a b", "\u00fc"})
    void rejectsAnInvalidUser(String user) {
        ScrapeJob job = ScrapeJob.of("orders", 80);
        assertThatThrownBy(() -> job.basicAuth(user, secret()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("user of scrape job orders must be visible ASCII characters without a colon, got \"" + user
                        + "\"");
    }

    @Test
    void rejectsTwoCredentials() {
        ScrapeJob job = ScrapeJob.of("orders", 80).bearerToken(secret());
        assertThatThrownBy(() -> job.basicAuth("user", secret()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("scrape job orders must have one bearer token or one user, got a second credential");
    }

    @Test
    void differentNamesHaveDifferentVariables() {
        List<String> names = List.of("orders", "a.b", "a-b", "a_b", "a__b", "a_d", "a.d", "a_db", "a_hb", "A.b");
        assertThat(names)
                .extracting(ScrapeCredential::variable)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[A-Za-z_][A-Za-z0-9_]*"));
    }

    private static Secret secret() {
        return Secret.fromSecretsManager(software.amazon.awscdk.services.secretsmanager.Secret.fromSecretNameV2(
                Synth.stack(), "Secret", "orders"));
    }
}
