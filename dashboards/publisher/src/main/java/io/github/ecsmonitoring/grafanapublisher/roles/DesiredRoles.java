package io.github.ecsmonitoring.grafanapublisher.roles;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Roles by the ids of users and groups of IAM Identity Center.
 *
 * @param byId {@code ADMIN}, {@code EDITOR} or {@code VIEWER}
 */
public record DesiredRoles(Map<String, String> byId) {
    /** No roles. */
    public static final DesiredRoles NONE = new DesiredRoles(Map.of());

    /**
     * Roles by lists of ids.
     *
     * @throws IllegalArgumentException if an id is in two lists
     */
    public static DesiredRoles of(List<String> admins, List<String> editors, List<String> viewers) {
        Map<String, String> roles = new LinkedHashMap<>();
        put(roles, admins, "ADMIN");
        put(roles, editors, "EDITOR");
        put(roles, viewers, "VIEWER");
        return new DesiredRoles(roles);
    }

    private static void put(Map<String, String> roles, List<String> ids, String role) {
        for (String id : ids) {
            String other = roles.put(id, role);
            if (other != null && !other.equals(role)) {
                throw new IllegalArgumentException(id + " must have one role, got " + other + " and " + role
                        + ": remove it from one of the lists");
            }
        }
    }
}
