package io.github.ecsmonitoring.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Snapshot;
import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.grafana.content.DataSource;
import io.github.ecsmonitoring.grafana.content.GrafanaContent;
import io.github.ecsmonitoring.grafana.content.GrafanaFolder;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.cxapi.CloudAssembly;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.grafana.CfnWorkspace;
import software.amazon.awscdk.services.logs.LogGroup;

class GrafanaPublicationTest {
    private static final String DASHBOARD = "{\"uid\":\"orders\",\"title\":\"Load\",\"panels\":[]}";

    private final Stack stack = Synth.stack();
    private final GrafanaWorkspace grafana =
            GrafanaWorkspace.Builder.create(stack, "Grafana").build();
    private final PrometheusWorkspace prometheus =
            PrometheusWorkspace.Builder.create(stack, "Prometheus").build();

    private GrafanaPublication.Builder publication() {
        return GrafanaPublication.Builder.create(stack, "Content")
                .workspace(grafana)
                .content(GrafanaContent.of(prometheus));
    }

    private Map<String, Object> resource() {
        return Synth.resource(stack, "Custom::GrafanaContent");
    }

    private Map<String, Object> properties() {
        return Synth.map(resource().get("Properties"));
    }

    private String functionPolicy() {
        return Template.fromStack(stack).findResources("AWS::IAM::Policy").entrySet().stream()
                .filter(policy -> policy.getKey().startsWith("GrafanaPublisher"))
                .map(policy -> policy.getValue().toString())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void templateMatchesItsSnapshot() throws IOException {
        publication().build();
        Snapshot.assertTemplate("grafana-publication", stack);
    }

    @Test
    void assetHasAFileForEachDashboardAndTheirList() throws Exception {
        GrafanaPublication.Builder.create(stack, "Content")
                .workspace(grafana)
                .content(GrafanaContent.of(prometheus)
                        .plusFolders(GrafanaFolder.of("Orders").dashboard(DASHBOARD)))
                .build();
        CloudAssembly assembly = ((App) stack.getNode().getRoot()).synth();
        try (Stream<Path> files = Files.walk(Path.of(assembly.getDirectory()), 2)) {
            Path list = files.filter(file -> file.endsWith("content.json"))
                    .findFirst()
                    .orElseThrow();
            assertThat(Files.readString(list)).contains("""
                    {"uid":"orders","title":"Orders"}],"dashboards":[""").contains("""
                    {"uid":"orders","title":"Load","folderUid":"orders","file":"dashboards/orders.json"}""");
            assertThat(list.resolveSibling("dashboards"))
                    .isDirectoryContaining(
                            "glob:**/{ecs-fleet,ecs-service,ecs-app,ecs-task,ecs-node,ecs-pipeline,ecs-alerts,orders}.json");
        }
        assertThat(properties())
                .containsEntry("FolderUids", List.of("ecs-monitoring", "orders"))
                .containsEntry(
                        "DashboardUids",
                        List.of(
                                "ecs-fleet",
                                "ecs-service",
                                "ecs-app",
                                "ecs-task",
                                "ecs-node",
                                "ecs-pipeline",
                                "ecs-alerts",
                                "orders"));
    }

    @Test
    void optionsBecomeProperties() {
        publication().overwriteEdited().failDeployment().revision("2").build();
        assertThat(properties())
                .containsEntry("OverwriteEdited", "true")
                .containsEntry("FailOnError", "true")
                .containsEntry("Revision", "2");
    }

    @Test
    void beforeGrafana12TheWorkspacesPluginIsNotInstalled() {
        GrafanaWorkspace old = GrafanaWorkspace.Builder.create(stack, "Old")
                .logicalId("OldGrafana")
                .version(GrafanaVersion.V10_4)
                .build();
        publication().workspace(old).build();
        assertThat(properties())
                .containsEntry("GrafanaVersion", "10.4")
                .containsEntry("Plugins", List.of("grafana-x-ray-datasource"));
    }

    @Test
    void publishesAfterTheGrantsAndTheFunctionsPermissions() {
        publication().build();
        assertThat(Synth.list(resource().get("DependsOn")))
                .extracting(Object::toString)
                .anyMatch(name -> name.startsWith("GrafanaRoleDefaultPolicy"))
                .anyMatch(name -> name.matches("GrafanaPublisher\\w+RoleDefaultPolicy\\w+"))
                .anyMatch(name -> name.matches("GrafanaPublisher\\w+Function\\w+"))
                .anyMatch(name -> name.matches("GrafanaPublisher\\w+Failures\\w+"));
    }

    @Test
    void grantsWhatTheDataSourcesNeed() {
        GrafanaPublication.Builder.create(stack, "Content")
                .workspace(grafana)
                .content(GrafanaContent.Builder.create()
                        .dataSources(
                                DataSource.prometheus(prometheus),
                                DataSource.cloudWatch()
                                        .logGroups(LogGroup.fromLogGroupName(stack, "Logs", "/ecs/orders")),
                                DataSource.xRay().assumeRole("arn:aws:iam::222222222222:role/traces"))
                        .build())
                .build();
        String policy = Template.fromStack(stack).findResources("AWS::IAM::Policy").entrySet().stream()
                .filter(each -> each.getKey().startsWith("GrafanaRole"))
                .findFirst()
                .orElseThrow()
                .getValue()
                .toString();
        assertThat(policy)
                .contains(
                        "aps:PutAlertManagerSilences",
                        "aps:QueryMetrics",
                        "{Action=[logs:GetLogEvents, logs:GetLogGroupFields, logs:StartQuery], Effect=Allow, Resource={Fn::Join=[, [arn:,",
                        ":log-group:/ecs/orders:*]]}}",
                        "{Action=sts:AssumeRole, Effect=Allow, Resource=arn:aws:iam::222222222222:role/traces}");
    }

    @Test
    void grantsNothingToAWorkspaceWhoseRoleHasThePermissions() {
        publication().grantPermissions(false).build();
        assertThat(Template.fromStack(stack).toJSON().toString()).doesNotContain("aps:QueryMetrics");
    }

    @Test
    void functionMayUseTheWorkspaceAndReadTheAssetAndNothingElse() {
        publication().build();
        assertThat(functionPolicy())
                .contains("{Action=[grafana:CreateWorkspaceServiceAccount, grafana:CreateWorkspaceServiceAccountToken, "
                        + "grafana:DeleteWorkspaceServiceAccountToken, grafana:DescribeWorkspace, "
                        + "grafana:ListWorkspaceServiceAccountTokens, grafana:ListWorkspaceServiceAccounts], Effect=Allow, "
                        + "Resource={Fn::Join=[, [arn:, {Ref=AWS::Partition}, :grafana:, {Ref=AWS::Region}, :, {Ref=AWS::AccountId}, "
                        + ":/workspaces/, {Fn::GetAtt=[GrafanaWorkspace, Id]}]]}}")
                .containsPattern("\\{Action=s3:GetObject, Effect=Allow, Resource=.*/[0-9a-f]{64}\\.zip]]}}")
                .doesNotContain("Resource=*");
    }

    @Test
    void roleAssignmentSharesTheFunctionOfTheWorkspace() {
        GrafanaPublication publication = publication().build();
        GrafanaRoleAssignment roles = GrafanaRoleAssignment.Builder.create(stack, "Roles")
                .workspace(grafana)
                .admins("9067f5c6d7-1a2b3c4d-1111-2222-3333-444455556666")
                .build();
        Template.fromStack(stack).resourceCountIs("AWS::Lambda::Function", 1);
        assertThat(publication.getFailureAlarm()).isSameAs(roles.getFailureAlarm());
    }

    @Test
    void eachWorkspaceHasAFunctionOfItsOwn() {
        publication().build();
        GrafanaPublication.Builder.create(stack, "Other")
                .workspace(GrafanaWorkspace.Builder.create(stack, "Second")
                        .logicalId("Second")
                        .build())
                .content(GrafanaContent.of(prometheus))
                .build();
        Template.fromStack(stack).resourceCountIs("AWS::Lambda::Function", 2);
    }

    /** The pattern is a regular expression between percent signs. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ERROR dashboard ecs-task: 500                | true
            INFO data source x: created after an ERROR   | false
            ERRORS: 2                                    | false
            """)
    void countsLinesThatBeginWithError(String line, boolean matches) {
        publication().build();
        String pattern =
                (String) Synth.properties(stack, "AWS::Logs::MetricFilter").get("FilterPattern");
        assertThat(pattern).startsWith("%").endsWith("%");
        assertThat(Pattern.compile(pattern.substring(1, pattern.length() - 1))
                        .matcher(line)
                        .find())
                .isEqualTo(matches);
    }

    @Test
    void statusAndSummaryAreKnownAfterTheDeployment() {
        GrafanaPublication publication = publication().build();
        assertThat(stack.resolve(List.of(publication.getStatus(), publication.getSummary())))
                .asString()
                .matches("\\[\\{Fn::GetAtt=\\[Content\\w+, Status]}, \\{Fn::GetAtt=\\[Content\\w+, Summary]}]");
    }

    @Test
    void publishesFromAnotherStackOfTheSameEnvironment() {
        Stack other = new Stack((App) stack.getNode().getRoot(), "Other");
        GrafanaPublication.Builder.create(other, "Content")
                .workspace(grafana)
                .content(GrafanaContent.of(prometheus))
                .build();
        assertThat(Synth.properties(other, "Custom::GrafanaContent"))
                .containsEntry("Owner", "Other/Content")
                .extractingByKey("WorkspaceId")
                .asString()
                .startsWith("{Fn::ImportValue=Demo:ExportsOutputFnGetAttGrafanaWorkspaceId");
    }

    @ParameterizedTest
    @CsvSource({
        "222222222222, eu-west-1, account, 222222222222, 111111111111",
        "111111111111, us-east-1, region, us-east-1, eu-west-1"
    })
    void rejectsAStackOfAnotherAccountOrRegion(
            String account, String region, String what, String got, String expected) {
        App app = Synth.app();
        GrafanaWorkspace central = GrafanaWorkspace.Builder.create(
                        stack(app, "Central", "111111111111", "eu-west-1"), "Grafana")
                .build();
        GrafanaPublication.Builder builder = GrafanaPublication.Builder.create(
                        stack(app, "Far", account, region), "Content")
                .workspace(central)
                .content(GrafanaContent.of(prometheus));
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("stack Far must be in the " + what
                        + " of Grafana workspace Central/Grafana to manage its content, got " + got + " instead of "
                        + expected + ": create it in a stack of that " + what);
    }

    private static Stack stack(App app, String id, String account, String region) {
        return new Stack(
                app,
                id,
                StackProps.builder()
                        .env(Environment.builder()
                                .account(account)
                                .region(region)
                                .build())
                        .build());
    }

    @Test
    void rejectsAnEmptyRevision() {
        GrafanaPublication.Builder builder = publication();
        assertThatThrownBy(() -> builder.revision(" ")).hasMessage("revision must not be empty, got \" \"");
    }

    private void restrict(List<String> prefixLists) {
        ((CfnWorkspace) grafana.getNode().getDefaultChild())
                .setNetworkAccessControl(CfnWorkspace.NetworkAccessControlProperty.builder()
                        .prefixListIds(prefixLists)
                        .vpceIds(List.of("vpce-0a1b2c3d4e5f67890"))
                        .build());
    }

    private Vpc isolatedVpc() {
        return Vpc.Builder.create(stack, "Vpc")
                .maxAzs(2)
                .natGateways(0)
                .subnetConfiguration(List.of(SubnetConfiguration.builder()
                        .name("isolated")
                        .subnetType(SubnetType.PRIVATE_ISOLATED)
                        .build()))
                .build();
    }

    @Test
    void networkAccessControlNeedsAVpc() {
        restrict(List.of());
        GrafanaPublication.Builder builder = publication();
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Grafana workspace Demo/Grafana has network access control, so content can only be published from a VPC: "
                                + "call vpc(...) of GrafanaPublication.Builder with subnets whose requests it accepts, "
                                + "or grafanaPublisherVpc(...) of EcsMonitoring.Builder");
    }

    private GrafanaPublication.Builder publicationTo(GrafanaWorkspaceAttributes attributes) {
        return publication()
                .workspace(GrafanaWorkspace.fromWorkspaceAttributes(stack, "Imported", attributes))
                .grantPermissions(false);
    }

    @Test
    void networkAccessControlOfAnImportedWorkspaceNeedsAVpcToo() {
        GrafanaPublication.Builder builder = publicationTo(GrafanaWorkspaceAttributes.of("g-0a1b2c3d4e")
                .networkAccess(GrafanaNetworkAccess.ofVpcEndpoints("vpce-0a1b2c3d4e5f67890")));
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Grafana workspace Demo/Imported has network access control");
        builder.vpc(Vpc.Builder.create(stack, "Vpc").maxAzs(2).build()).build();
        assertThatThrownBy(() -> Template.fromStack(stack))
                .hasMessageContaining("vpc Demo/Vpc must have VPC endpoints for grafana-workspace, through which");
    }

    @Test
    void addressOfANatGatewayMayBeInAPrefixListOfAnImportedWorkspace() {
        publicationTo(GrafanaWorkspaceAttributes.of("g-0a1b2c3d4e")
                        .networkAccess(GrafanaNetworkAccess.ofPrefixLists("pl-0a1b2c3d4e5f67890")))
                .vpc(Vpc.Builder.create(stack, "Vpc").maxAzs(2).build())
                .build();
        Template.fromStack(stack).resourceCountIs("Custom::GrafanaContent", 1);
    }

    @Test
    void versionOfAnImportedWorkspacePublishesAgainWhenItChanges() {
        publicationTo(GrafanaWorkspaceAttributes.of("g-0a1b2c3d4e").version(GrafanaVersion.V10_4))
                .build();
        assertThat(properties())
                .containsEntry("GrafanaVersion", "10.4")
                .containsEntry("Plugins", List.of("grafana-x-ray-datasource"));
    }

    @Test
    void publishesToAnImportedWorkspaceOfAnUnknownVersion() {
        publicationTo(GrafanaWorkspaceAttributes.of("g-0a1b2c3d4e")).build();
        assertThat(properties()).containsEntry("WorkspaceId", "g-0a1b2c3d4e").doesNotContainKey("GrafanaVersion");
    }

    @Test
    void runsInIsolatedSubnetsWithTheEndpointsItNeeds() {
        restrict(List.of());
        Vpc vpc = isolatedVpc();
        vpc.addInterfaceEndpoint(
                "Api",
                InterfaceVpcEndpointOptions.builder()
                        .service(InterfaceVpcEndpointAwsService.GRAFANA)
                        .build());
        vpc.addInterfaceEndpoint(
                "Web",
                InterfaceVpcEndpointOptions.builder()
                        .service(InterfaceVpcEndpointAwsService.GRAFANA_WORKSPACE)
                        .build());
        vpc.addGatewayEndpoint(
                "Files",
                GatewayVpcEndpointOptions.builder()
                        .service(GatewayVpcEndpointAwsService.S3)
                        .build());
        publication().vpc(vpc).build();
        Map<String, Object> function =
                Template.fromStack(stack).findResources("AWS::Lambda::Function").entrySet().stream()
                        .filter(each -> each.getKey().startsWith("GrafanaPublisher"))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElseThrow();
        assertThat(Synth.map(function.get("Properties")).get("VpcConfig"))
                .asString()
                .matches("\\{SecurityGroupIds=\\[\\{Fn::GetAtt=\\[GrafanaPublisher\\w+, GroupId]}], "
                        + "SubnetIds=\\[\\{Ref=VpcisolatedSubnet1\\w+}, \\{Ref=VpcisolatedSubnet2\\w+}]}");
        assertThat(function.get("DependsOn")).asString().contains("VpcApi", "VpcWeb", "VpcFiles");
        assertThat(functionPolicy())
                .contains(
                        "{Action=[ec2:AssignPrivateIpAddresses, ec2:CreateNetworkInterface, ec2:DeleteNetworkInterface, "
                                + "ec2:DescribeNetworkInterfaces, ec2:DescribeSubnets, ec2:UnassignPrivateIpAddresses], "
                                + "Effect=Allow, Resource=*}");
    }

    @Test
    void rejectsIsolatedSubnetsWithoutTheEndpointsItNeeds() {
        restrict(List.of());
        publication().vpc(isolatedVpc()).build();
        assertThatThrownBy(() -> Template.fromStack(stack))
                .hasMessageContaining(
                        "vpc Demo/Vpc must have VPC endpoints for grafana, grafana-workspace, s3, through which content of Grafana workspace "
                                + "Demo/Grafana is published: create them with private DNS, that for s3 as a gateway endpoint of these subnets");
    }

    @Test
    void subnetsWithEgressNeedTheWorkspacesEndpointOnly() {
        restrict(List.of());
        publication().vpc(Vpc.Builder.create(stack, "Vpc").maxAzs(2).build()).build();
        assertThatThrownBy(() -> Template.fromStack(stack))
                .hasMessageContaining("vpc Demo/Vpc must have VPC endpoints for grafana-workspace, through which");
    }

    @Test
    void addressOfANatGatewayMayBeInAPrefixList() {
        restrict(List.of("pl-0a1b2c3d4e5f67890"));
        publication().vpc(Vpc.Builder.create(stack, "Vpc").maxAzs(2).build()).build();
        Template.fromStack(stack).resourceCountIs("Custom::GrafanaContent", 1);
    }

    @Test
    void publicationsToOneWorkspaceMustRunInTheSameVpc() {
        Vpc vpc = isolatedVpc();
        publication().vpc(vpc).build();
        GrafanaPublication.Builder other = GrafanaPublication.Builder.create(stack, "Other")
                .workspace(grafana)
                .content(GrafanaContent.Builder.create()
                        .folders(GrafanaFolder.of("Orders").dashboard(DASHBOARD))
                        .build())
                .vpc(Vpc.Builder.create(stack, "OtherVpc").maxAzs(2).build());
        assertThatThrownBy(other::build)
                .hasMessage(
                        "vpc(...) must be the same for all publications to a workspace in one stack, which share a function, "
                                + "got Demo/OtherVpc after Demo/Vpc with other subnets or security groups");
    }
}
