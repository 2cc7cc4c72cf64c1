package io.github.ecsmonitoring.grafana;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awscdk.Token;

/**
 * The accounts that a workspace of Amazon Managed Grafana reads data of: its own, or those of organizational units.
 *
 * <p>Immutable: each method returns a new value.
 *
 * @see <a href="https://docs.aws.amazon.com/grafana/latest/userguide/AMG-and-Organizations.html">AWS Organizations</a>
 */
public final class GrafanaAccountAccess {
    private static final Pattern UNIT = Pattern.compile("ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|r-[0-9a-z]{4,32}");
    private static final int MAX_ROLE_NAME = 2048;

    private final List<String> units;
    private final String stackSetName;
    private final String roleName;

    private GrafanaAccountAccess(List<String> units, String stackSetName, String roleName) {
        this.units = units;
        this.stackSetName = stackSetName;
        this.roleName = roleName;
    }

    /** The account of the workspace. */
    public static GrafanaAccountAccess currentAccount() {
        return new GrafanaAccountAccess(List.of(), null, null);
    }

    /**
     * The accounts of organizational units. The workspace must be in the organization's management account or in a
     * delegated administrator account. Its role also needs {@link GrafanaWorkspace.Builder#dataSourceRoles}.
     *
     * @param units for example {@code ou-ab12-cd34ef56}, or a root such as {@code r-ab12}; may be tokens
     * @throws IllegalArgumentException if there is none, or one is not the id of an organizational unit or root
     */
    public static GrafanaAccountAccess organization(String... units) {
        if (units.length == 0) {
            throw new IllegalArgumentException("organization(...) must have at least one organizational unit, got none:"
                    + " call currentAccount() for the account of the workspace only");
        }
        for (String unit : units) {
            if (!Token.isUnresolved(Objects.requireNonNull(unit, "organizational unit"))
                    && !UNIT.matcher(unit).matches()) {
                throw new IllegalArgumentException(
                        "organizational unit must look like ou-ab12-cd34ef56 or r-ab12, got \"" + unit + "\"");
            }
        }
        return new GrafanaAccountAccess(List.copyOf(Arrays.asList(units)), null, null);
    }

    /**
     * The CloudFormation stack set that creates the roles in the accounts. Default: none.
     *
     * @throws IllegalArgumentException if it is blank, or the access is to the current account
     */
    public GrafanaAccountAccess stackSetName(String name) {
        return new GrafanaAccountAccess(units, checked("stackSetName", name), roleName);
    }

    /**
     * The role in the accounts that the workspace uses to read their data. Default: none.
     *
     * @param name its name, not its ARN; 1 to 2,048 characters
     * @throws IllegalArgumentException if it is blank or too long, or the access is to the current account
     */
    public GrafanaAccountAccess organizationRoleName(String name) {
        return new GrafanaAccountAccess(units, stackSetName, checked("organizationRoleName", name));
    }

    private String checked(String option, String value) {
        if (units.isEmpty()) {
            throw new IllegalArgumentException(option + "(...) needs organizational units, got the current account:"
                    + " call GrafanaAccountAccess.organization(...)");
        }
        if (!Token.isUnresolved(Objects.requireNonNull(value, option))
                && (value.isBlank() || value.length() > MAX_ROLE_NAME)) {
            throw new IllegalArgumentException(
                    option + " must have 1 to " + MAX_ROLE_NAME + " characters, got \"" + value + "\"");
        }
        return value;
    }

    boolean isOrganization() {
        return !units.isEmpty();
    }

    List<String> units() {
        return units;
    }

    Optional<String> stackSetName() {
        return Optional.ofNullable(stackSetName);
    }

    Optional<String> organizationRoleName() {
        return Optional.ofNullable(roleName);
    }
}
