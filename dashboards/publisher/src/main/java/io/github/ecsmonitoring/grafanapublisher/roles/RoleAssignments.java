package io.github.ecsmonitoring.grafanapublisher.roles;

import io.github.ecsmonitoring.grafanapublisher.aws.RolePermissions;
import io.github.ecsmonitoring.grafanapublisher.aws.RolePermissions.Permission;
import io.github.ecsmonitoring.grafanapublisher.aws.RolePermissions.Rejected;
import io.github.ecsmonitoring.grafanapublisher.content.Report;
import io.github.ecsmonitoring.grafanapublisher.content.Report.Entry;
import io.github.ecsmonitoring.grafanapublisher.content.Report.Outcome;
import io.github.ecsmonitoring.grafanapublisher.log.FunctionLog;
import io.github.ecsmonitoring.grafanapublisher.time.Deadline;
import io.github.ecsmonitoring.grafanapublisher.time.Pauses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Assigns roles in a workspace. Roles that exist are not written, and only those that an earlier run assigned are
 * revoked.
 */
public final class RoleAssignments {
    private static final String USER = "SSO_USER";
    private static final String GROUP = "SSO_GROUP";
    /** The pattern of the API. */
    private static final Pattern ID = Pattern.compile(
            "([0-9a-fA-F]{10}-|)[A-Fa-f0-9]{8}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{12}");

    private static final Duration LISTING_PAUSE = Duration.ofSeconds(3);
    private static final int LISTINGS = 4;

    private final RolePermissions permissions;
    private final RegistrationWait registration;
    private final Deadline deadline;
    private final Pauses pauses;

    public RoleAssignments(RolePermissions permissions, Deadline deadline, Pauses pauses, FunctionLog log) {
        this.permissions = permissions;
        this.registration = new RegistrationWait(deadline, pauses, log);
        this.deadline = deadline;
        this.pauses = pauses;
    }

    /** Assigns the desired roles, then revokes those of an earlier run that are not desired any more. */
    public Report assign(DesiredRoles desired, DesiredRoles earlier) throws InterruptedException {
        List<Entry> entries = new ArrayList<>();
        List<Permission> current = permissions.list();
        List<RoleChange> missing = new ArrayList<>();
        for (RoleChange change : changes(desired)) {
            if (!ID.matcher(change.id()).matches()) {
                entries.add(change.entry(
                        Outcome.FAILED,
                        "must be the id of a user or group of IAM Identity Center, such as"
                                + " 906700f3a1-1b2c3d4e-0000-4000-8000-1234567890ab; see the details of the user or group in"
                                + " its console"));
            } else if (change.isIn(current)) {
                entries.add(change.entry(Outcome.UNCHANGED, ""));
            } else {
                missing.add(change);
            }
        }
        entries.addAll(add(missing, current));
        List<RoleChange> leftovers = changes(earlier).stream()
                .filter(change -> mayBeRevoked(change, desired, entries))
                .toList();
        entries.addAll(revokeAll(leftovers, missing.isEmpty() ? current : null));
        return new Report(List.copyOf(entries));
    }

    /** Revokes what an earlier run assigned and is still assigned. */
    public Report revoke(DesiredRoles earlier) throws InterruptedException {
        return new Report(revokeAll(changes(earlier), null));
    }

    /** An id that could not get its new role keeps its old one. */
    private static boolean mayBeRevoked(RoleChange old, DesiredRoles desired, List<Entry> entries) {
        String role = desired.byId().get(old.id());
        return role == null
                || !role.equals(old.role())
                        && entries.stream()
                                .noneMatch(entry -> entry.outcome() == Outcome.FAILED
                                        && entry.item().endsWith(" " + old.id()));
    }

    private static List<RoleChange> changes(DesiredRoles roles) {
        return roles.byId().entrySet().stream()
                .map(role -> new RoleChange(role.getKey(), role.getValue()))
                .toList();
    }

    /** The API does not tell whether an id is one of a user or of a group: one after the other is tried. */
    private List<Entry> add(List<RoleChange> missing, List<Permission> current) throws InterruptedException {
        if (missing.isEmpty()) {
            return List.of();
        }
        Map<String, List<String>> reasons = new LinkedHashMap<>();
        List<RoleChange> left = missing;
        for (String type : List.of(USER, GROUP)) {
            List<RoleChange> candidates = left.stream()
                    .filter(change -> current.stream()
                            .noneMatch(known -> known.id().equals(change.id())
                                    && !known.type().equals(type)))
                    .toList();
            List<RoleChange> added = addAs(type, candidates, reasons);
            left = left.stream().filter(change -> !added.contains(change)).toList();
        }
        List<RoleChange> failed = left;
        return missing.stream()
                .map(change -> failed.contains(change)
                        ? change.entry(Outcome.FAILED, String.join("; ", reasons.get(change.id())))
                        : change.entry(Outcome.CREATED, ""))
                .toList();
    }

    /** Returns those that Amazon Managed Grafana lists afterwards, since it may accept an id without an effect. */
    private List<RoleChange> addAs(String type, List<RoleChange> changes, Map<String, List<String>> reasons)
            throws InterruptedException {
        if (changes.isEmpty()) {
            return List.of();
        }
        List<Rejected> rejected = registration.call(() ->
                permissions.add(changes.stream().map(change -> change.as(type)).toList()));
        List<RoleChange> accepted = changes.stream()
                .filter(change ->
                        rejected.stream().noneMatch(no -> no.permission().id().equals(change.id())))
                .toList();
        List<RoleChange> listed = listed(accepted);
        for (RoleChange change : changes) {
            String reason = rejected.stream()
                    .filter(no -> no.permission().id().equals(change.id()))
                    .map(Rejected::reason)
                    .findFirst()
                    .orElse("accepted without an effect");
            reasons.computeIfAbsent(change.id(), id -> new ArrayList<>()).add("as " + type + ": " + reason);
        }
        return listed;
    }

    private List<RoleChange> listed(List<RoleChange> accepted) throws InterruptedException {
        if (accepted.isEmpty()) {
            return List.of();
        }
        for (int listing = 1; ; listing++) {
            List<Permission> now = permissions.list();
            List<RoleChange> listed =
                    accepted.stream().filter(change -> change.isIn(now)).toList();
            if (listed.size() == accepted.size() || listing == LISTINGS || !deadline.allows(LISTING_PAUSE)) {
                return listed;
            }
            pauses.pause(LISTING_PAUSE);
        }
    }

    /** Revokes roles that are still listed: another role may have replaced them. */
    private List<Entry> revokeAll(List<RoleChange> changes, List<Permission> known) throws InterruptedException {
        if (changes.isEmpty()) {
            return List.of();
        }
        List<Permission> now = known == null ? permissions.list() : known;
        List<Permission> revoked = now.stream()
                .filter(permission -> changes.contains(new RoleChange(permission.id(), permission.role())))
                .toList();
        if (revoked.isEmpty()) {
            return List.of();
        }
        List<Rejected> rejected = registration.call(() -> permissions.revoke(revoked));
        return revoked.stream()
                .map(permission -> new RoleChange(permission.id(), permission.role())
                        .entry(outcome(permission, rejected), reason(permission, rejected)))
                .toList();
    }

    private static Outcome outcome(Permission permission, List<Rejected> rejected) {
        return reason(permission, rejected).isEmpty() ? Outcome.DELETED : Outcome.FAILED;
    }

    private static String reason(Permission permission, List<Rejected> rejected) {
        return rejected.stream()
                .filter(no -> no.permission().equals(permission))
                .map(Rejected::reason)
                .findFirst()
                .orElse("");
    }
}
