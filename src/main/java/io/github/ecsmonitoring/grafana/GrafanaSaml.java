package io.github.ecsmonitoring.grafana;

import java.net.URI;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.grafana.CfnWorkspace;

/**
 * An identity provider that users of a workspace sign in with, by SAML 2.0.
 *
 * <pre>{@code
 * GrafanaSaml.metadataUrl("https://idp.example.com/metadata.xml").roleAttribute("groups").adminRoles("platform").editorRoles("developers")
 * }</pre>
 *
 * <p>Immutable: each method returns a new value.
 *
 * @see <a href="https://docs.aws.amazon.com/grafana/latest/userguide/authentication-in-AMG-SAML.html">SAML with Amazon
 *     Managed Grafana</a>
 */
public final class GrafanaSaml {
    private static final int MAX_URL = 2048;
    private static final int MAX_VALUE = 256;
    private static final int MAX_VALIDITY_MINUTES = 30 * 24 * 60;
    private static final String ROLE = "role";
    private static final String ORGANIZATION = "org";

    private final CfnWorkspace.IdpMetadataProperty metadata;
    private final Map<String, String> attributes;
    private final Map<String, List<String>> values;
    private final Number loginValidityMinutes;

    private GrafanaSaml(
            CfnWorkspace.IdpMetadataProperty metadata,
            Map<String, String> attributes,
            Map<String, List<String>> values,
            Number loginValidityMinutes) {
        this.metadata = metadata;
        this.attributes = attributes;
        this.values = values;
        this.loginValidityMinutes = loginValidityMinutes;
    }

    /**
     * An identity provider with a URL of its metadata.
     *
     * @param url an https URL of at most 2,048 characters that Amazon Managed Grafana can reach; may be a token
     * @throws IllegalArgumentException if it is not an https URL
     */
    public static GrafanaSaml metadataUrl(String url) {
        if (!Token.isUnresolved(Objects.requireNonNull(url, "metadataUrl"))
                && (url.length() > MAX_URL || !isHttps(url))) {
            throw new IllegalArgumentException("SAML metadata URL must be an https URL, got \"" + url + "\"");
        }
        return of(CfnWorkspace.IdpMetadataProperty.builder().url(url).build());
    }

    /**
     * An identity provider with its metadata.
     *
     * @param xml the document, with the root element {@code EntityDescriptor} or {@code EntitiesDescriptor}; may be a
     *     token
     * @throws IllegalArgumentException if it is not such a document
     */
    public static GrafanaSaml metadataXml(String xml) {
        if (!Token.isUnresolved(Objects.requireNonNull(xml, "metadataXml"))) {
            SamlMetadata.check(xml);
        }
        return of(CfnWorkspace.IdpMetadataProperty.builder().xml(xml).build());
    }

    private static GrafanaSaml of(CfnWorkspace.IdpMetadataProperty metadata) {
        return new GrafanaSaml(metadata, Map.of(), Map.of(), null);
    }

    /** The attribute of the assertion with the user's full name. Default: AMG's own. */
    public GrafanaSaml nameAttribute(String attribute) {
        return attribute("name", "nameAttribute", attribute);
    }

    /** The attribute with the user's sign-in name. Default: AMG's own. */
    public GrafanaSaml loginAttribute(String attribute) {
        return attribute("login", "loginAttribute", attribute);
    }

    /** The attribute with the user's e-mail address. Default: AMG's own. */
    public GrafanaSaml emailAttribute(String attribute) {
        return attribute("email", "emailAttribute", attribute);
    }

    /** The attribute with the user's groups, which can be mapped to Grafana's teams. Default: none. */
    public GrafanaSaml groupsAttribute(String attribute) {
        return attribute("groups", "groupsAttribute", attribute);
    }

    /** The attribute with the user's organization, which {@link #allowedOrganizations} needs. Default: none. */
    public GrafanaSaml organizationAttribute(String attribute) {
        return attribute(ORGANIZATION, "organizationAttribute", attribute);
    }

    /** The attribute with the user's roles, which {@link #adminRoles} and {@link #editorRoles} need. Default: none. */
    public GrafanaSaml roleAttribute(String attribute) {
        return attribute(ROLE, "roleAttribute", attribute);
    }

    /**
     * Values of the {@link #roleAttribute} that make a user an administrator of the workspace. All users who are
     * neither administrators nor editors are viewers. Default: nobody is an administrator.
     *
     * @throws IllegalArgumentException if there is none, or one is empty, longer than 256 characters or given twice
     */
    public GrafanaSaml adminRoles(String... roles) {
        return values("admin", "adminRoles", roles);
    }

    /**
     * Values of the {@link #roleAttribute} that make a user an editor. Default: nobody is an editor.
     *
     * @throws IllegalArgumentException as for {@link #adminRoles}
     */
    public GrafanaSaml editorRoles(String... roles) {
        return values("editor", "editorRoles", roles);
    }

    /**
     * The values of the {@link #organizationAttribute} whose users can sign in. Default: all users can.
     *
     * @throws IllegalArgumentException as for {@link #adminRoles}
     */
    public GrafanaSaml allowedOrganizations(String... organizations) {
        return values("allowed", "allowedOrganizations", organizations);
    }

    /**
     * How long a sign-in is valid. Default: one day, AMG's own default.
     *
     * @throws IllegalArgumentException unless it is whole minutes, at least one and at most 30 days
     */
    public GrafanaSaml loginValidity(Duration validity) {
        if (Objects.requireNonNull(validity, "loginValidity").isUnresolved()) {
            return new GrafanaSaml(metadata, attributes, values, validity.toMinutes());
        }
        double minutes = validity.toMilliseconds().doubleValue() / 60_000;
        if (minutes != Math.rint(minutes) || minutes < 1 || minutes > MAX_VALIDITY_MINUTES) {
            throw new IllegalArgumentException("loginValidity must be whole minutes, 1 to " + MAX_VALIDITY_MINUTES
                    + " (30 days), got " + validity.toHumanString());
        }
        return new GrafanaSaml(metadata, attributes, values, (int) minutes);
    }

    private GrafanaSaml attribute(String key, String option, String name) {
        Map<String, String> changed = new TreeMap<>(attributes);
        changed.put(key, checked(option, name));
        return new GrafanaSaml(metadata, Collections.unmodifiableMap(changed), values, loginValidityMinutes);
    }

    private GrafanaSaml values(String key, String option, String... given) {
        if (given.length == 0) {
            throw new IllegalArgumentException(option + " must be one or more, got none");
        }
        Set<String> seen = new TreeSet<>();
        for (String value : given) {
            if (!seen.add(checked(option, value))) {
                throw new IllegalArgumentException(option + " must be unique, got \"" + value + "\" twice");
            }
        }
        Map<String, List<String>> changed = new TreeMap<>(values);
        changed.put(key, List.copyOf(Arrays.asList(given)));
        return new GrafanaSaml(metadata, attributes, Collections.unmodifiableMap(changed), loginValidityMinutes);
    }

    private static String checked(String option, String value) {
        if (!Token.isUnresolved(Objects.requireNonNull(value, option))
                && (value.isBlank() || value.length() > MAX_VALUE)) {
            throw new IllegalArgumentException(
                    option + " must have 1 to " + MAX_VALUE + " characters, got \"" + value + "\"");
        }
        return value;
    }

    /** @throws IllegalArgumentException if values are given without the attribute that has them */
    CfnWorkspace.SamlConfigurationProperty property() {
        requireAttribute(values.containsKey("admin"), ROLE, "adminRoles", "roleAttribute");
        requireAttribute(values.containsKey("editor"), ROLE, "editorRoles", "roleAttribute");
        requireAttribute(values.containsKey("allowed"), ORGANIZATION, "allowedOrganizations", "organizationAttribute");
        return CfnWorkspace.SamlConfigurationProperty.builder()
                .idpMetadata(metadata)
                .assertionAttributes(attributes.isEmpty() ? null : assertionAttributes())
                .roleValues(values.containsKey("admin") || values.containsKey("editor") ? roleValues() : null)
                .allowedOrganizations(values.get("allowed"))
                .loginValidityDuration(loginValidityMinutes)
                .build();
    }

    private void requireAttribute(boolean needed, String key, String option, String attribute) {
        if (needed && !attributes.containsKey(key)) {
            throw new IllegalArgumentException(option + "(...) needs " + attribute
                    + "(...), the attribute of the SAML assertion that has these values, got none");
        }
    }

    private CfnWorkspace.AssertionAttributesProperty assertionAttributes() {
        return CfnWorkspace.AssertionAttributesProperty.builder()
                .name(attributes.get("name"))
                .login(attributes.get("login"))
                .email(attributes.get("email"))
                .groups(attributes.get("groups"))
                .org(attributes.get(ORGANIZATION))
                .role(attributes.get(ROLE))
                .build();
    }

    private CfnWorkspace.RoleValuesProperty roleValues() {
        return CfnWorkspace.RoleValuesProperty.builder()
                .admin(values.get("admin"))
                .editor(values.get("editor"))
                .build();
    }

    private static boolean isHttps(String url) {
        try {
            URI uri = URI.create(url);
            return "https".equals(uri.getScheme()) && uri.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
