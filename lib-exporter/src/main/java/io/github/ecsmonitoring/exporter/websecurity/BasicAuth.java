package io.github.ecsmonitoring.exporter.websecurity;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/**
 * Basic authentication. bcrypt is slow by design, so results are cached: granted ones apart from denied ones, so that
 * password guessing cannot lock out other clients. One bcrypt runs at a time and a few requests wait for it, so that
 * guessing occupies neither all CPUs nor all threads; cached results are served meanwhile.
 */
final class BasicAuth {
    private static final Pattern HASH = Pattern.compile("\\$2[abxy]\\$(0[4-9]|[12][0-9]|3[01])\\$[./A-Za-z0-9]{53}");
    private static final String DEFAULT_COST = "10";
    private static final int CACHED_VERDICTS = 100;
    private static final int MAX_WAITING = 8;

    /** The result for a request. */
    enum Verdict {
        GRANTED,
        DENIED,
        /** Too many passwords wait to be checked; this one was not, whether or not the user exists. */
        BUSY
    }

    private final Lock oneAtATime = new ReentrantLock(true);
    private final Semaphore queue = new Semaphore(MAX_WAITING);
    private final byte[] secret = new byte[32];
    private final Map<ByteBuffer, Verdict> granted = new RecentVerdicts();
    private final Map<ByteBuffer, Verdict> denied = new RecentVerdicts();

    BasicAuth() {
        new SecureRandom().nextBytes(secret);
    }

    static boolean isHash(String text) {
        return HASH.matcher(text).matches();
    }

    /** {@code authorization} is the Authorization header, or null. */
    Verdict judge(Map<String, String> users, String authorization) {
        byte[] credentials = credentials(authorization);
        int colon = credentials == null ? -1 : new String(credentials, StandardCharsets.ISO_8859_1).indexOf(':');
        if (colon < 0) {
            return Verdict.DENIED;
        }
        String user = new String(credentials, 0, colon, StandardCharsets.UTF_8);
        byte[] password = Arrays.copyOfRange(credentials, colon + 1, credentials.length);
        String hash = users.get(user);
        // An unknown user takes the same time, so that the time does not reveal which users exist.
        Verdict verdict = compare(user, hash == null ? hashOfUnknownUser(users) : hash, password);
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

    private Verdict compare(String user, String hash, byte[] password) {
        ByteBuffer question = digest(user, hash, password);
        Verdict known = known(question);
        if (known != null) {
            return known;
        }
        if (!queue.tryAcquire()) {
            return Verdict.BUSY;
        }
        oneAtATime.lock();
        try {
            known = known(question);
            return known != null ? known : calculate(question, hash, password);
        } finally {
            oneAtATime.unlock();
            queue.release();
        }
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

    private static final class RecentVerdicts extends LinkedHashMap<ByteBuffer, Verdict> {
        private static final long serialVersionUID = 1;

        RecentVerdicts() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Verdict> eldest) {
            return size() > CACHED_VERDICTS;
        }
    }
}
