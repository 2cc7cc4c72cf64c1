package io.github.ecsmonitoring.exporter.websecurity;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Basic authentication. bcrypt is slow by design, so results are cached: granted ones apart from denied ones, so that
 * guesses do not displace them. Passwords without a cached result are checked by the {@link PasswordQueue}.
 */
final class BasicAuth {
    private static final Pattern HASH = Pattern.compile("\\$2[abxy]\\$(0[4-9]|[12][0-9]|3[01])\\$[./A-Za-z0-9]{53}");
    private static final String DEFAULT_COST = "10";
    private static final int CACHED_VERDICTS = 100;
    /** The scrape time-out of Prometheus by default. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Together with the patience less than the server's limit for a response. */
    private static final Duration PAUSE = Duration.ofSeconds(15);

    private final PasswordQueue queue = new PasswordQueue(PATIENCE, PAUSE);
    private final byte[] secret = new byte[32];
    private final Map<ByteBuffer, Verdict> granted = new RecentEntries<>(CACHED_VERDICTS);
    private final Map<ByteBuffer, Verdict> denied = new RecentEntries<>(CACHED_VERDICTS);

    BasicAuth() {
        new SecureRandom().nextBytes(secret);
    }

    static boolean isHash(String text) {
        return HASH.matcher(text).matches();
    }

    /** {@code authorization} is the Authorization header, or null. */
    Verdict judge(Map<String, String> users, String authorization, PasswordClient client) {
        byte[] credentials = credentials(authorization);
        int colon = credentials == null ? -1 : new String(credentials, StandardCharsets.ISO_8859_1).indexOf(':');
        if (colon < 0) {
            return Verdict.DENIED;
        }
        String user = new String(credentials, 0, colon, StandardCharsets.UTF_8);
        byte[] password = Arrays.copyOfRange(credentials, colon + 1, credentials.length);
        String hash = users.get(user);
        // An unknown user takes the same time, so that the time does not reveal which users exist.
        Verdict verdict = compare(user, hash == null ? hashOfUnknownUser(users) : hash, password, client);
        return hash == null && verdict == Verdict.GRANTED ? Verdict.DENIED : verdict;
    }

    private static byte[] credentials(String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return null;
        }
        try {
            return Base64.getDecoder().decode(authorization.substring(6));
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    private Verdict compare(String user, String hash, byte[] password, PasswordClient client) {
        ByteBuffer question = digest(user, hash, password);
        Verdict known = known(question);
        return known != null ? known : queue.check(client, () -> verdict(question, hash, password));
    }

    /** Another request may have asked the same meanwhile. */
    private Verdict verdict(ByteBuffer question, String hash, byte[] password) {
        Verdict known = known(question);
        return known != null ? known : calculate(question, hash, password);
    }

    private Verdict calculate(ByteBuffer question, String hash, byte[] password) {
        boolean matches = BCrypt.verifyer(
                        BCrypt.Version.VERSION_2Y, LongPasswordStrategies.truncate(BCrypt.Version.VERSION_2Y))
                .verify(password, hash.getBytes(StandardCharsets.ISO_8859_1))
                .verified;
        Verdict verdict = matches ? Verdict.GRANTED : Verdict.DENIED;
        keep(question, verdict);
        return verdict;
    }

    private synchronized Verdict known(ByteBuffer question) {
        Verdict cached = granted.get(question);
        return cached != null ? cached : denied.get(question);
    }

    private synchronized void keep(ByteBuffer question, Verdict verdict) {
        (verdict == Verdict.GRANTED ? granted : denied).put(question, verdict);
    }

    /** Passwords are not cached. The secret makes the digests useless elsewhere. */
    private ByteBuffer digest(String user, String hash, byte[] password) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(secret);
            for (byte[] part :
                    new byte[][] {user.getBytes(StandardCharsets.UTF_8), hash.getBytes(StandardCharsets.UTF_8), password
                    }) {
                sha.update(ByteBuffer.allocate(4).putInt(0, part.length));
                sha.update(part);
            }
            return ByteBuffer.wrap(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A hash that no password matches, with the highest cost of any user's hash. */
    private static String hashOfUnknownUser(Map<String, String> users) {
        String cost = users.values().stream()
                .map(hash -> hash.substring(4, 6))
                .max(String::compareTo)
                .orElse(DEFAULT_COST);
        return "$2y$" + cost + "$" + ".".repeat(53);
    }
}
