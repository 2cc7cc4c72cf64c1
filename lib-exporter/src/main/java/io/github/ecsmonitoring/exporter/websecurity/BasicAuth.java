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
 * Whether a request names a user and the user's password. bcrypt is slow on purpose, so verdicts are kept: those of
 * good passwords apart from those of bad ones, which whoever guesses would else drive out. One bcrypt runs at a time,
 * so that a guesser can't have all CPUs, and few requests wait for it, so that a guesser can't have all threads either:
 * whose verdict is known is answered at once all the while.
 */
final class BasicAuth {
    private static final Pattern HASH = Pattern.compile("\\$2[abxy]\\$(0[4-9]|[12][0-9]|3[01])\\$[./A-Za-z0-9]{53}");
    private static final String DEFAULT_COST = "10";
    private static final int KEPT_VERDICTS = 100;
    private static final int MOST_WAITING = 8;

    /** What a request is told. */
    enum Verdict {
        ADMITTED,
        REFUSED,
        /** Too many passwords wait to be looked at; this one was not. Said alike of those that exist and of others. */
        BUSY
    }

    private final Lock oneAtATime = new ReentrantLock(true);
    private final Semaphore places = new Semaphore(MOST_WAITING);
    private final byte[] secret = new byte[32];
    private final Map<ByteBuffer, Verdict> good = new Recent();
    private final Map<ByteBuffer, Verdict> bad = new Recent();

    BasicAuth() {
        new SecureRandom().nextBytes(secret);
    }

    static boolean isHash(String text) {
        return HASH.matcher(text).matches();
    }

    /** {@code authorization} is the request's header, or null. */
    Verdict judge(Map<String, String> users, String authorization) {
        byte[] credentials = credentials(authorization);
        int colon = credentials == null ? -1 : new String(credentials, StandardCharsets.ISO_8859_1).indexOf(':');
        if (colon < 0) {
            return Verdict.REFUSED;
        }
        String user = new String(credentials, 0, colon, StandardCharsets.UTF_8);
        byte[] password = Arrays.copyOfRange(credentials, colon + 1, credentials.length);
        String hash = users.get(user);
        // Without a user there is as much work, or the time would tell who is one.
        Verdict verdict = compare(user, hash == null ? hashOfNobody(users) : hash, password);
        return hash == null && verdict == Verdict.ADMITTED ? Verdict.REFUSED : verdict;
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
        if (!places.tryAcquire()) {
            return Verdict.BUSY;
        }
        oneAtATime.lock();
        try {
            known = known(question);
            return known != null ? known : calculate(question, hash, password);
        } finally {
            oneAtATime.unlock();
            places.release();
        }
    }

    private Verdict calculate(ByteBuffer question, String hash, byte[] password) {
        boolean matches = BCrypt.verifyer(
                        BCrypt.Version.VERSION_2Y, LongPasswordStrategies.truncate(BCrypt.Version.VERSION_2Y))
                .verify(password, hash.getBytes(StandardCharsets.ISO_8859_1))
                .verified;
        Verdict verdict = matches ? Verdict.ADMITTED : Verdict.REFUSED;
        keep(question, verdict);
        return verdict;
    }

    private synchronized Verdict known(ByteBuffer question) {
        Verdict admitted = good.get(question);
        return admitted != null ? admitted : bad.get(question);
    }

    private synchronized void keep(ByteBuffer question, Verdict verdict) {
        (verdict == Verdict.ADMITTED ? good : bad).put(question, verdict);
    }

    /**
     * Passwords themselves are not kept; the secret makes the digests worthless elsewhere, and their order in a map no
     * hint.
     */
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

    /** A hash that no password has, of the highest cost that a user's has. */
    private static String hashOfNobody(Map<String, String> users) {
        String cost = users.values().stream()
                .map(hash -> hash.substring(4, 6))
                .max(String::compareTo)
                .orElse(DEFAULT_COST);
        return "$2y$" + cost + "$" + ".".repeat(53);
    }

    private static final class Recent extends LinkedHashMap<ByteBuffer, Verdict> {
        private static final long serialVersionUID = 1;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Verdict> eldest) {
            return size() > KEPT_VERDICTS;
        }
    }
}
