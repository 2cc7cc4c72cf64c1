package io.github.ecsmonitoring.grafana;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import software.amazon.awscdk.Token;

/**
 * Checks ids of users and groups.
 *
 * @see <a href="https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_User.html">the form of
 *     ids</a>
 */
final class IdentityCenterIds {
    private static final String UUID = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";
    private static final Pattern FORM = Pattern.compile("([0-9a-f]{10}-)?" + UUID);

    private IdentityCenterIds() {}

    /** @throws IllegalArgumentException if one is not an id, or is listed twice */
    static void check(Map<String, List<String>> idsOfRoles) {
        Map<String, String> roles = new HashMap<>();
        idsOfRoles.forEach((role, ids) -> ids.forEach(id -> {
            if (!Token.isUnresolved(Objects.requireNonNull(id, role))
                    && !FORM.matcher(id).matches()) {
                throw new IllegalArgumentException("Grafana's " + role
                        + " must be ids of users or groups of IAM Identity Center, such as 9067f5c6d7-1a2b3c4d-1111-2222-3333-444455556666, got \""
                        + id
                        + "\": its console shows the id of a user or group, and so does aws identitystore list-users");
            }
            String other = roles.put(id, role);
            if (other != null) {
                throw new IllegalArgumentException("a user or group must have one role in Grafana, got " + id + " as "
                        + (other.equals(role) ? role + " twice" : other + " and " + role) + ": remove it from one");
            }
        }));
    }
}
