package io.github.ecsmonitoring.grafanapublisher.roles;

import io.github.ecsmonitoring.grafanapublisher.aws.RolePermissions.Permission;
import io.github.ecsmonitoring.grafanapublisher.content.Report.Entry;
import io.github.ecsmonitoring.grafanapublisher.content.Report.Outcome;

/** The role of one id, and its entry in the report. */
record RoleChange(String id, String role) {
    Entry entry(Outcome outcome, String detail) {
        return new Entry("role " + role + " of " + id, outcome, detail);
    }

    Permission as(String type) {
        return new Permission(id, type, role);
    }

    boolean isIn(Iterable<Permission> permissions) {
        for (Permission permission : permissions) {
            if (permission.id().equals(id) && permission.role().equals(role)) {
                return true;
            }
        }
        return false;
    }
}
