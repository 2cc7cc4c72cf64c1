package io.github.ecsmonitoring.exporter.websecurity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WebConfigTest {
    private static final String USERS = "basic_auth_users:\n  alice: " + BasicAuthTest.SECRET + "\n";

    @TempDir
    Path folder;

    @Test
    void grantsEverythingWithAnEmptyFile() throws Exception {
        try (SecuredServer server = SecuredServer.start(folder, "")) {
            assertThat(server.get("/metrics").body()).isEqualTo(SecuredServer.PAGE);
            assertThat(server.logged()).isEqualTo("""
                    level=INFO msg="TLS is disabled." http2=false
                    level=INFO msg="Listening on" address=127.0.0.1:%d
                    """.formatted(server.address().getPort()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/", "/-/healthy", "/nope"})
    void authenticatesOnEachPath(String path) throws Exception {
        try (SecuredServer server = SecuredServer.start(folder, USERS)) {
            HttpResponse<String> refused = server.get(path);
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.body()).isEqualTo("Unauthorized\n");
            assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Basic");
            assertThat(refused.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
            assertThat(server.get(path, "Authorization", SecuredServer.basic("alice", "wrong"))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(server.get(path, "Authorization", SecuredServer.basic("bob", "secret"))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(server.get(path, "Authorization", SecuredServer.basic("alice", "secret"))
                            .statusCode())
                    .isEqualTo(path.equals("/nope") ? 404 : 200);
        }
    }

    @Test
    void addsHeadersToEachResponse() throws Exception {
        String yaml = """
                http_server_config:
                  headers:
                    Strict-Transport-Security: max-age=31536000
                    X-Content-Type-Options: nosniff
                    X-Frame-Options: sameorigin
                    X-XSS-Protection: 1; mode=block
                    Content-Security-Policy: default-src 'self'
                """;
        try (SecuredServer server = SecuredServer.start(folder, yaml + USERS)) {
            for (String password : new String[] {"secret", "wrong"}) {
                var headers = server.get("/metrics", "Authorization", SecuredServer.basic("alice", password))
                        .headers();
                assertThat(headers.firstValue("Strict-Transport-Security")).contains("max-age=31536000");
                assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
                assertThat(headers.firstValue("X-Frame-Options")).contains("sameorigin");
                assertThat(headers.firstValue("X-XSS-Protection")).contains("1; mode=block");
                assertThat(headers.firstValue("Content-Security-Policy")).contains("default-src 'self'");
            }
        }
    }

    @Test
    void rejectsRequestsAboveTheRate() throws Exception {
        try (SecuredServer server = SecuredServer.start(
                folder,
                "rate_limit: {interval: 1h, burst: 2}\nhttp_server_config: {headers: {X-Frame-Options: deny}}\n")) {
            assertThat(server.get("/metrics").statusCode()).isEqualTo(200);
            assertThat(server.get("/-/healthy").statusCode()).isEqualTo(200);
            HttpResponse<String> refused = server.get("/metrics");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.body()).isEqualTo("Too Many Requests\n");
            assertThat(refused.headers().firstValue("X-Frame-Options")).isEmpty();
        }
    }

    /** More guesses than the server has threads, which take half a minute of CPU time, do not delay a scrape. */
    @Test
    void servesACachedUserDuringPasswordGuessing() throws Exception {
        String slow = "basic_auth_users:\n  alice: $2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi\n";
        List<Socket> crowd = new ArrayList<>();
        try (SecuredServer server = SecuredServer.start(folder, slow)) {
            assertThat(server.get("/metrics", "Authorization", SecuredServer.basic("alice", "fakepassword"))
                            .statusCode())
                    .isEqualTo(200);
            for (int i = 0; i < 400; i++) {
                crowd.add(guess(server, (i % 2 == 0 ? "alice" : "nobody"), "guess" + i));
            }
            assertThat(server.get("/metrics", "Authorization", SecuredServer.basic("alice", "fakepassword"))
                            .statusCode())
                    .isEqualTo(200);
            List<String> answers = new ArrayList<>();
            for (Socket each : crowd) {
                answers.add(new BufferedReader(new InputStreamReader(each.getInputStream(), StandardCharsets.US_ASCII))
                        .readLine());
            }
            assertThat(answers)
                    .contains("HTTP/1.1 401 Unauthorized", "HTTP/1.1 429 Too Many Requests")
                    .hasSize(400)
                    .allMatch(answer -> answer.matches("HTTP/1.1 (401|429) .*"));
        } finally {
            for (Socket each : crowd) {
                each.close();
            }
        }
    }

    /** After a restart, no result is cached. The guesses come from the same address. */
    @ParameterizedTest(name = "new connection for each guess: {0}")
    @ValueSource(booleans = {false, true})
    void servesANewUserDuringPasswordGuessing(boolean reconnects) throws Exception {
        String hash = "$2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi";
        StringBuilder users = new StringBuilder("basic_auth_users:\n");
        for (int i = 0; i < 8; i++) {
            users.append("  user").append(i).append(": ").append(hash).append('\n');
        }
        AtomicBoolean stopped = new AtomicBoolean();
        List<Thread> crowd = new ArrayList<>();
        try (SecuredServer server = SecuredServer.start(folder, users.toString())) {
            for (int i = 0; i < 20; i++) {
                String name = "guesser " + i + ", guess ";
                crowd.add(Thread.ofPlatform().daemon().start(() -> guessUntil(stopped, server, name, reconnects)));
            }
            for (int i = 0; i < 8; i++) {
                assertThat(server.get("/metrics", "Authorization", SecuredServer.basic("user" + i, "fakepassword"))
                                .statusCode())
                        .isEqualTo(200);
            }
        } finally {
            stopped.set(true);
            for (Thread each : crowd) {
                each.join();
            }
        }
    }

    private static void guessUntil(AtomicBoolean stopped, SecuredServer server, String name, boolean reconnects) {
        Socket socket = null;
        try {
            for (int i = 0; !stopped.get(); i++) {
                if (socket == null) {
                    socket = guess(server, "user0", name + i);
                } else {
                    ask(socket, "user0", name + i);
                }
                read(socket);
                if (reconnects) {
                    socket.close();
                    socket = null;
                }
            }
        } catch (IOException serverHasStopped) {
            // the test has ended
        }
    }

    private static void read(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            // the headers; the body is skipped with the next response's
        }
    }

    private static Socket guess(SecuredServer server, String user, String password) throws IOException {
        Socket socket =
                new Socket(server.address().getAddress(), server.address().getPort());
        socket.setSoTimeout(30_000);
        ask(socket, user, password);
        return socket;
    }

    private static void ask(Socket socket, String user, String password) throws IOException {
        socket.getOutputStream()
                .write(("GET /metrics HTTP/1.1\r\nHost: x\r\nAuthorization: " + SecuredServer.basic(user, password)
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void reloadsUsersAndHeaders() throws Exception {
        try (SecuredServer server = SecuredServer.start(folder, "")) {
            assertThat(server.get("/metrics").statusCode()).isEqualTo(200);
            server.configure(USERS);
            assertThat(server.get("/metrics").statusCode()).isEqualTo(401);
            assertThat(server.get("/metrics", "Authorization", SecuredServer.basic("alice", "secret"))
                            .statusCode())
                    .isEqualTo(200);
            server.configure(USERS.replace("alice", "carol"));
            assertThat(server.get("/metrics", "Authorization", SecuredServer.basic("alice", "secret"))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(server.get("/metrics", "Authorization", SecuredServer.basic("carol", "secret"))
                            .statusCode())
                    .isEqualTo(200);
            server.configure("http_server_config: {headers: {X-Frame-Options: deny}}");
            assertThat(server.get("/metrics").headers().firstValue("X-Frame-Options"))
                    .contains("deny");
        }
    }

    @Test
    void answers500WhileTheFileIsInvalid() throws Exception {
        Path file = folder.resolve("web.yml");
        try (SecuredServer server = SecuredServer.start(folder, USERS)) {
            server.configure("basic_auth: {}\n");
            HttpResponse<String> failed =
                    server.get("/metrics", "Authorization", SecuredServer.basic("alice", "secret"));
            assertThat(failed.statusCode()).isEqualTo(500);
            assertThat(failed.body()).isEqualTo("Internal Server Error\n");
            assertThat(server.logged())
                    .endsWith(
                            "level=ERROR msg=\"Unable to parse configuration\" err=\"" + file
                                    + ":1: basic_auth is unknown, allowed tls_server_config, http_server_config, basic_auth_users, rate_limit\"\n");
            Files.delete(file);
            assertThat(server.get("/metrics").statusCode()).isEqualTo(500);
            assertThat(server.logged())
                    .endsWith("level=ERROR msg=\"Unable to parse configuration\" err=\"" + file + ": no such file\"\n");
            server.configure(USERS);
            assertThat(server.get("/metrics", "Authorization", SecuredServer.basic("alice", "secret"))
                            .statusCode())
                    .isEqualTo(200);
        }
    }
}
