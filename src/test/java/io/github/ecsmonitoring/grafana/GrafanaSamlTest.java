package io.github.ecsmonitoring.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Lazy;
import software.amazon.awscdk.Stack;

class GrafanaSamlTest {
    private static final String XML =
            "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"idp\"/>";

    private final Stack stack = Synth.stack();
    private final GrafanaSaml saml = GrafanaSaml.metadataUrl("https://idp.example/metadata.xml");

    private Map<String, Object> properties(GrafanaAuthentication authentication) {
        GrafanaWorkspace.Builder.create(stack, "Grafana")
                .authentication(authentication)
                .build();
        return Synth.properties(stack, "AWS::Grafana::Workspace");
    }

    @Test
    void takesTheUrlOfMetadata() {
        Map<String, Object> properties = properties(GrafanaAuthentication.saml("https://idp.example/metadata.xml"));
        assertThat(properties.get("AuthenticationProviders")).hasToString("[SAML]");
        assertThat(properties.get("SamlConfiguration"))
                .hasToString("{IdpMetadata={Url=https://idp.example/metadata.xml}}");
    }

    @Test
    void takesTheTextOfMetadata() {
        assertThat(properties(GrafanaAuthentication.saml(GrafanaSaml.metadataXml(XML)))
                        .get("SamlConfiguration"))
                .isEqualTo(Map.of("IdpMetadata", Map.of("Xml", XML)));
    }

    @Test
    void isOfferedBesideIdentityCenter() {
        Map<String, Object> properties = properties(GrafanaAuthentication.awsSsoAndSaml(saml));
        assertThat(properties).containsEntry("AuthenticationProviders", List.of("AWS_SSO", "SAML"));
    }

    @Test
    void aWorkspaceWithSamlOnlyDoesNotUseIdentityCenter() {
        GrafanaWorkspace grafana = GrafanaWorkspace.Builder.create(stack, "Grafana")
                .authentication(GrafanaAuthentication.saml(saml))
                .build();
        assertThat(grafana.usesIdentityCenter()).isFalse();
    }

    @Test
    void acceptsTokens() {
        String token = Lazy.string(() -> "https://idp.example/metadata.xml");
        assertThat(properties(GrafanaAuthentication.saml(token)).get("SamlConfiguration"))
                .hasToString("{IdpMetadata={Url=https://idp.example/metadata.xml}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "idp.example", "http://idp.example/x", "https://", "https://a b"})
    void rejectsMetadataThatIsNotAnHttpsUrl(String url) {
        assertThatThrownBy(() -> GrafanaAuthentication.saml(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SAML metadata URL must be an https URL, got \"" + url + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "https://idp.example/metadata.xml", "<md:EntityDescriptor>"})
    void rejectsMetadataThatIsNotXml(String xml) {
        assertThatThrownBy(() -> GrafanaSaml.metadataXml(xml))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "SAML metadata must be an XML document, got an error in line 1: pass the text of the document, or call "
                                + "metadataUrl(...) with its address");
    }

    @Test
    void rejectsAnotherXmlDocument() {
        assertThatThrownBy(() -> GrafanaSaml.metadataXml("<html><body>Sign in</body></html>"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "SAML metadata must have the root element EntityDescriptor of urn:oasis:names:tc:SAML:2.0:metadata, got html: "
                                + "pass the metadata of the identity provider");
    }

    @Test
    void rejectsRolesWithoutTheirAttribute() {
        String end =
                "(...) needs roleAttribute(...), the attribute of the SAML assertion that has these values, got none";
        assertRejectedByBuild(saml.adminRoles("platform"), "adminRoles" + end);
        assertRejectedByBuild(saml.editorRoles("developer"), "editorRoles" + end);
    }

    @Test
    void rejectsOrganizationsWithoutTheirAttribute() {
        assertRejectedByBuild(
                saml.allowedOrganizations("Shop"),
                "allowedOrganizations(...) needs organizationAttribute(...), the attribute of the SAML assertion that has these values, got none");
    }

    private void assertRejectedByBuild(GrafanaSaml invalid, String message) {
        GrafanaWorkspace.Builder builder =
                GrafanaWorkspace.Builder.create(stack, "Grafana").authentication(GrafanaAuthentication.saml(invalid));
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThat(stack.getNode().getChildren()).isEmpty();
    }

    @Test
    void rejectsValuesThatAreMissingBlankLongOrRepeated() {
        assertRejected(from -> from.adminRoles(), "adminRoles must be one or more, got none");
        assertRejected(from -> from.editorRoles(" "), "editorRoles must have 1 to 256 characters, got \" \"");
        assertRejected(
                from -> from.roleAttribute("r".repeat(257)),
                "roleAttribute must have 1 to 256 characters, got \"" + "r".repeat(257) + "\"");
        assertRejected(
                from -> from.allowedOrganizations("Shop", "Shop"),
                "allowedOrganizations must be unique, got \"Shop\" twice");
    }

    @Test
    void rejectsALoginValidityOutsideOfAmgsLimits() {
        String rule = "loginValidity must be whole minutes, 1 to 43200 (30 days), got ";
        assertRejected(from -> from.loginValidity(Duration.seconds(90)), rule + "1 minute 30 seconds");
        assertRejected(from -> from.loginValidity(Duration.seconds(0)), rule + "0 seconds");
        assertRejected(from -> from.loginValidity(Duration.minutes(43_201)), rule + "30 days 1 minute");
        saml.loginValidity(Duration.days(30));
    }

    private void assertRejected(Function<GrafanaSaml, GrafanaSaml> change, String message) {
        assertThatThrownBy(() -> change.apply(saml))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
