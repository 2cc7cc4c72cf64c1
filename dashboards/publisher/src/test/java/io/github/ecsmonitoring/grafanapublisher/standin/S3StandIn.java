package io.github.ecsmonitoring.grafanapublisher.standin;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** S3 with one object for all paths. It rejects a request whose signature is wrong. */
public final class S3StandIn extends LoopbackServer {
    public static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKEY";
    private final byte[] object;
    private final Queue<Integer> statuses = new ArrayDeque<>();

    public S3StandIn(byte[] object, Integer... statuses) throws IOException {
        this.object = object;
        this.statuses.addAll(List.of(statuses));
    }

    /** A zip with these files. */
    public static byte[] zip(Map<String, String> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    @Override
    protected void answer(HttpExchange exchange, byte[] body) throws IOException {
        if (!SignatureCheck.isValid(exchange, "s3", SECRET)) {
            error(exchange, 403, "SignatureDoesNotMatch");
            return;
        }
        Integer status = statuses.poll();
        if (status == null) {
            send(exchange, 200, object);
        } else if (status == 0) {
            exchange.sendResponseHeaders(200, object.length);
            exchange.getResponseBody().write(object, 0, object.length / 2);
            exchange.close();
        } else {
            error(exchange, status, status == 404 ? "NoSuchKey" : status == 403 ? "AccessDenied" : "SlowDown");
        }
    }

    private static void error(HttpExchange exchange, int status, String code) throws IOException {
        send(
                exchange,
                status,
                "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>text</Message></Error>");
    }
}
