package io.github.ecsmonitoring.prometheus;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.iam.AccountPrincipal;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.OrganizationPrincipal;

/**
 * Accounts that may use a workspace of another account: a list of accounts, or all accounts of an organization. The IAM
 * policies of these accounts decide which of their roles may.
 */
public final class TrustedAccounts {
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern ORGANIZATION = Pattern.compile("o-[a-z0-9]{10,32}");

    private final List<IPrincipal> principals;

    private TrustedAccounts(List<IPrincipal> principals) {
        this.principals = principals;
    }

    /**
     * These accounts.
     *
     * @param ids of 12 digits; may be tokens
     * @throws IllegalArgumentException if there is none, or one is not the id of an account
     */
    public static TrustedAccounts accounts(String... ids) {
        if (ids.length == 0) {
            throw new IllegalArgumentException("trusted accounts must be one or more, got none");
        }
        return new TrustedAccounts(Arrays.stream(ids)
                .map(id -> (IPrincipal) new AccountPrincipal(checked("id of a trusted account", id, ACCOUNT)))
                .toList());
    }

    /**
     * All accounts of an organization of AWS Organizations, including those that join it later.
     *
     * @param id for example {@code o-a1b2c3d4e5}; may be a token
     * @throws IllegalArgumentException if it is not the id of an organization
     */
    public static TrustedAccounts organization(String id) {
        return new TrustedAccounts(
                List.of(new OrganizationPrincipal(checked("id of a trusted organization", id, ORGANIZATION))));
    }

    private static String checked(String option, String id, Pattern pattern) {
        if (!Token.isUnresolved(Objects.requireNonNull(id, option))
                && !pattern.matcher(id).matches()) {
            throw new IllegalArgumentException(option + " must match " + pattern + ", got \"" + id + "\"");
        }
        return id;
    }

    List<IPrincipal> principals() {
        return principals;
    }
}
