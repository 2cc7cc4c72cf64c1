package io.github.ecsmonitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that pins images, in a copy of the files that it edits, with a registry on the loopback address. */
class PinImagesTest {
    private static final Path ROOT = ManualPage.ROOT;
    private static final List<String> FILES = List.of(
            ".ci/pin-images",
            "lib-exporter/Dockerfile",
            "src/main/java/io/github/ecsmonitoring/adot/AdotImages.java",
            "src/main/java/io/github/ecsmonitoring/app/DemoWebServer.java");
    private static final Pattern IMAGE = Pattern.compile("[\"=](public\\.ecr\\.aws/[a-z0-9._/-]+:[A-Za-z0-9_.-]+)");

    @TempDir
    Path folder;

    private HttpsServer registry;
    private String digest = "sha256:" + "1".repeat(64);

    private record Run(int exitCode, String out, String err) {}

    @BeforeEach
    void startRegistry() throws Exception {
        assumeTrue(isInstalled("curl") && isInstalled("bash"), "curl or bash is not on the PATH");
        for (String file : FILES) {
            Path copy = folder.resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(ROOT.resolve(file), copy);
        }
        registry = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        registry.setHttpsConfigurator(new HttpsConfigurator(tls()));
        registry.createContext("/", this::answer);
        registry.start();
        Files.writeString(
                folder.resolve(".curlrc"),
                "insecure\nconnect-to = \"public.ecr.aws:443:127.0.0.1:"
                        + registry.getAddress().getPort() + "\"\n");
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    @AfterEach
    void stopRegistry() {
        if (registry != null) {
            registry.stop(0);
        }
    }

    private SSLContext tls() throws Exception {
        Path file = folder.resolve("keys");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "registry",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=public.ecr.aws",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.txt").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** As public.ecr.aws: a token for each repository, and the digest in a header of the manifest. */
    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/token/")) {
            String scope = exchange.getRequestURI().getQuery().replaceAll(".*scope=repository:(.*):pull", "$1");
            byte[] token = ("{\"token\":\"for " + scope + "\"}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, token.length);
            exchange.getResponseBody().write(token);
        } else {
            String name = path.replaceAll("/v2/(.*)/manifests/[^/]+", "$1");
            boolean allowed =
                    ("Bearer for " + name).equals(exchange.getRequestHeaders().getFirst("Authorization"))
                            && exchange.getRequestHeaders().getFirst("Accept").contains("image.index");
            exchange.getResponseHeaders().set("Docker-Content-Digest", digest);
            exchange.sendResponseHeaders(allowed ? 200 : 401, -1);
        }
        exchange.close();
    }

    private Run pinImages() throws Exception {
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(
                        "bash", folder.resolve(".ci/pin-images").toString())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("CURL_HOME", folder.toString());
        builder.environment()
                .keySet()
                .removeAll(List.of("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "XDG_CONFIG_HOME"));
        Process process = builder.start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private String read(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    @Test
    void writesTheDigestsBehindTheTags() throws Exception {
        Set<String> images = images(folder);
        assertThat(pinImages()).isEqualTo(new Run(0, lines(images, digest), ""));
        assertThat(FILES.subList(1, FILES.size()))
                .allSatisfy(file -> assertThat(read(file))
                        .isEqualTo(Files.readString(ROOT.resolve(file))
                                .replaceAll("@sha256:[0-9a-f]{64}", "")
                                .replaceAll("(public\\.ecr\\.aws/[a-z0-9._/-]+:[A-Za-z0-9_.-]+)", "$1@" + digest)));
    }

    @Test
    void replacesOlderDigests() throws Exception {
        Set<String> images = images(folder);
        assertThat(pinImages().exitCode()).isZero();
        String old = digest;
        digest = "sha256:" + "2".repeat(64);
        assertThat(pinImages()).isEqualTo(new Run(0, lines(images, digest), ""));
        assertThat(FILES.subList(1, FILES.size()))
                .allSatisfy(file -> assertThat(read(file)).contains(digest).doesNotContain(old));
    }

    @Test
    void changesNothingIfADigestIsMissing() throws Exception {
        String image = images(folder).iterator().next();
        digest = "none";
        assertThat(pinImages())
                .isEqualTo(new Run(1, "", "error: no digest of " + image + ": the registry did not answer with one\n"));
        assertThat(FILES).allSatisfy(file -> assertThat(read(file)).isEqualTo(Files.readString(ROOT.resolve(file))));
    }

    /** Javadoc and the manual contain examples, which are not pinned. */
    @Test
    void findsAllImagesOfTheSources() throws Exception {
        assertThat(images(folder)).isEqualTo(images(ROOT)).hasSize(3);
    }

    private static Set<String> images(Path root) throws IOException {
        Set<String> images = new TreeSet<>();
        for (String source : List.of("lib-exporter/Dockerfile", "src/main")) {
            try (Stream<Path> files = Files.walk(root.resolve(source))) {
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(path -> path.toString().matches(".*(\\.java|Dockerfile)"))
                        .toList()) {
                    Files.readString(file)
                            .lines()
                            .filter(line -> !line.strip().startsWith("*"))
                            .flatMap(line -> IMAGE.matcher(line).results())
                            .forEach(match -> images.add(match.group(1)));
                }
            }
        }
        return images;
    }

    private static String lines(Set<String> images, String digest) {
        StringBuilder lines = new StringBuilder();
        images.forEach(image -> lines.append(image).append('@').append(digest).append('\n'));
        return lines.toString();
    }
}
