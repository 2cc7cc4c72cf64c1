package io.github.ecsmonitoring.grafanapublisher.standin;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * The API of Amazon Managed Grafana 2020-08-18 with one workspace. Lists have pages of two.
 *
 * @see <a href="https://docs.aws.amazon.com/grafana/latest/APIReference/">API reference</a>
 */
public final class AmgStandIn extends LoopbackServer {
    public static final String WORKSPACE = "g-0123456789";
    public static final String KEY = GrafanaStandIn.TOKEN;

    public record Account(String id, String name, String role, boolean disabled) {}

    public record Token(String id, String name, long expiresAt, long secondsToLive) {}

    /** An error of the API, for the next requests whose method and path begin so. */
    public record Fault(String request, int status, String type, String message) {}

    public final Queue<String> statuses = new ArrayDeque<>();
    public final List<Account> accounts = new ArrayList<>();
    public final Map<String, Token> tokens = new LinkedHashMap<>();
    public final Set<String> permissions = new LinkedHashSet<>();
    public final Set<String> people = new LinkedHashSet<>();
    public final List<String> bodies = new ArrayList<>();
    public String provider = "AWS_SSO";
    public String grafana = "g-0123456789.grafana-workspace.eu-west-1.amazonaws.com";
    public int maxTokens = 100;
    /** The next tokens that are created without an answer that says so. */
    public int lostTokens;

    public boolean replacesRoles = true;
    public Runnable beforeCreatingAnAccount = () -> {};
    private final List<Fault> faults = new ArrayList<>();
    private final CountDownLatch never = new CountDownLatch(1);
    private int ids;

    public AmgStandIn() throws IOException {}

    public synchronized AmgStandIn fail(int times, String request, int status, String type, String message) {
        for (int i = 0; i < times; i++) {
            faults.add(new Fault(request, status, type, message));
        }
        return this;
    }

    @Override
    protected void answer(HttpExchange exchange, byte[] body) throws IOException {
        String request =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        Fault fault = nextFault(request);
        if (fault != null && fault.status() == 0) {
            hang();
        } else if (fault != null) {
            error(exchange, fault.status(), fault.type(), fault.message());
        } else {
            route(exchange, request, new String(body, StandardCharsets.UTF_8));
        }
    }

    private void hang() {
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Fault nextFault(String request) {
        Fault found = faults.stream()
                .filter(fault -> request.startsWith(fault.request()))
                .findFirst()
                .orElse(null);
        faults.remove(found);
        return found;
    }

    private synchronized void route(HttpExchange exchange, String request, String body) throws IOException {
        String root = "/workspaces/" + WORKSPACE;
        bodies.add(body);
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (authorization == null || !authorization.contains("/eu-west-1/grafana/aws4_request")) {
            error(exchange, 403, "AccessDeniedException", "not signed");
        } else if (request.equals("GET " + root)) {
            describe(exchange);
        } else if (request.equals("GET " + root + "/serviceaccounts")) {
            page(
                    exchange,
                    "serviceAccounts",
                    accounts.stream().map(AmgStandIn::json).toList());
        } else if (request.equals("POST " + root + "/serviceaccounts")) {
            createAccount(exchange, parse(body));
        } else if (request.matches("GET " + root + "/serviceaccounts/\\w+/tokens")) {
            page(
                    exchange,
                    "serviceAccountTokens",
                    tokens.values().stream().map(AmgStandIn::json).toList());
        } else if (request.matches("POST " + root + "/serviceaccounts/\\w+/tokens")) {
            createToken(exchange, parse(body));
        } else if (request.matches("DELETE " + root + "/serviceaccounts/\\w+/tokens/\\w+")) {
            deleteToken(exchange, request.substring(request.lastIndexOf('/') + 1));
        } else if (request.equals("GET " + root + "/permissions")) {
            page(
                    exchange,
                    "permissions",
                    permissions.stream().map(AmgStandIn::permission).toList());
        } else if (request.equals("PATCH " + root + "/permissions")) {
            updatePermissions(exchange, parse(body));
        } else {
            error(exchange, 404, "ResourceNotFoundException", request + " does not exist");
        }
    }

    private static JsonObject parse(String body) {
        return JsonParser.parseString(body).getAsJsonObject();
    }

    private void describe(HttpExchange exchange) throws IOException {
        String status = statuses.size() > 1 ? statuses.remove() : statuses.isEmpty() ? "ACTIVE" : statuses.peek();
        send(exchange, 200, """
                {"workspace": {"id": "%s", "status": "%s", "endpoint": "%s", "grafanaVersion": "12.4",
                 "authentication": {"providers": ["%s"]}, "created": 1.7E9, "modified": 1.7E9, "dataSources": []}}""".formatted(WORKSPACE, status, grafana, provider));
    }

    private void createAccount(HttpExchange exchange, JsonObject request) throws IOException {
        beforeCreatingAnAccount.run();
        String name = request.get("name").getAsString();
        if (accounts.stream().anyMatch(account -> account.name().equals(name))) {
            error(exchange, 409, "ConflictException", "service account " + name + " exists");
            return;
        }
        Account account =
                new Account("" + ++ids, name, request.get("grafanaRole").getAsString(), false);
        accounts.add(account);
        send(exchange, 200, json(account).toString());
    }

    private void createToken(HttpExchange exchange, JsonObject request) throws IOException {
        if (tokens.size() >= maxTokens) {
            error(exchange, 402, "ServiceQuotaExceededException", "limit of tokens");
            return;
        }
        String name = request.get("name").getAsString();
        if (tokens.values().stream().anyMatch(token -> token.name().equals(name))) {
            error(exchange, 409, "ConflictException", "token " + name + " exists");
            return;
        }
        long seconds = request.get("secondsToLive").getAsLong();
        Token token = new Token("" + ++ids, name, Long.MAX_VALUE / 1000, seconds);
        tokens.put(token.id(), token);
        if (lostTokens-- > 0) {
            error(exchange, 500, "InternalServerException", "unexpected");
            return;
        }
        send(exchange, 200, """
                {"serviceAccountToken": {"id": "%s", "name": "%s", "key": "%s"}, "serviceAccountId": "1", "workspaceId": "%s"}""".formatted(token.id(), token.name(), KEY, WORKSPACE));
    }

    private void deleteToken(HttpExchange exchange, String id) throws IOException {
        if (tokens.remove(id) == null) {
            error(exchange, 404, "ResourceNotFoundException", "token " + id + " does not exist");
        } else {
            send(exchange, 200, "{\"tokenId\": \"" + id + "\"}");
        }
    }

    private void updatePermissions(HttpExchange exchange, JsonObject request) throws IOException {
        JsonArray instructions = request.getAsJsonArray("updateInstructionBatch");
        if (instructions.size() > 20) {
            error(exchange, 400, "ValidationException", "at most 20 instructions");
            return;
        }
        JsonArray errors = new JsonArray();
        for (JsonElement instruction : instructions) {
            update(instruction.getAsJsonObject(), errors);
        }
        JsonObject answer = new JsonObject();
        answer.add("errors", errors);
        send(exchange, 200, answer.toString());
    }

    private void update(JsonObject instruction, JsonArray errors) {
        JsonObject user = instruction.getAsJsonArray("users").get(0).getAsJsonObject();
        String person = user.get("type").getAsString() + " " + user.get("id").getAsString();
        String entry = instruction.get("role").getAsString() + " " + person;
        if (!people.contains(person)) {
            JsonObject error = new JsonObject();
            error.addProperty("code", 404);
            error.addProperty("message", "not found in IAM Identity Center");
            error.add("causedBy", instruction);
            errors.add(error);
        } else if (instruction.get("action").getAsString().equals("REVOKE")) {
            permissions.remove(entry);
        } else {
            permissions.removeIf(other -> replacesRoles && other.endsWith(person));
            permissions.add(entry);
        }
    }

    private static JsonObject permission(String entry) {
        String[] parts = entry.split(" ");
        JsonObject user = new JsonObject();
        user.addProperty("id", parts[2]);
        user.addProperty("type", parts[1]);
        JsonObject permission = new JsonObject();
        permission.addProperty("role", parts[0]);
        permission.add("user", user);
        return permission;
    }

    private static JsonObject json(Account account) {
        JsonObject json = new JsonObject();
        json.addProperty("id", account.id());
        json.addProperty("name", account.name());
        json.addProperty("grafanaRole", account.role());
        json.addProperty("isDisabled", "" + account.disabled());
        return json;
    }

    private static JsonObject json(Token token) {
        JsonObject json = new JsonObject();
        json.addProperty("id", token.id());
        json.addProperty("name", token.name());
        json.addProperty("createdAt", 1.7E9);
        json.addProperty("expiresAt", token.expiresAt());
        return json;
    }

    private static void page(HttpExchange exchange, String field, Collection<JsonObject> all) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        int start = query != null && query.contains("nextToken=page")
                ? Integer.parseInt(query.replaceAll(".*nextToken=page(\\d+).*", "$1"))
                : 0;
        JsonArray items = new JsonArray();
        all.stream().skip(start).limit(2).forEach(items::add);
        JsonObject answer = new JsonObject();
        answer.add(field, items);
        answer.addProperty("workspaceId", WORKSPACE);
        if (start + 2 < all.size()) {
            answer.addProperty("nextToken", "page" + (start + 2));
        }
        send(exchange, 200, answer.toString());
    }

    private static void error(HttpExchange exchange, int status, String type, String message) throws IOException {
        exchange.getResponseHeaders().set("x-amzn-ErrorType", type);
        JsonObject error = new JsonObject();
        error.addProperty("message", message);
        send(exchange, status, error.toString());
    }
}
