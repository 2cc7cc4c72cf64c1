package io.github.ecsmonitoring.grafana;

import java.util.List;

/**
 * The actions of the function that publishes content and assigns roles.
 *
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonmanagedgrafana.html">
 *     actions of Amazon Managed Grafana</a>
 */
final class PublisherActions {
    /** On the workspace: its address and version, the service account, and tokens that live for minutes. */
    static final List<String> CONTENT = List.of(
            "grafana:CreateWorkspaceServiceAccount",
            "grafana:CreateWorkspaceServiceAccountToken",
            "grafana:DeleteWorkspaceServiceAccountToken",
            "grafana:DescribeWorkspace",
            "grafana:ListWorkspaceServiceAccountTokens",
            "grafana:ListWorkspaceServiceAccounts");

    /** On the workspace: the roles of users and groups. */
    static final List<String> ROLES =
            List.of("grafana:DescribeWorkspace", "grafana:ListPermissions", "grafana:UpdatePermissions");

    /**
     * On the resource {@code *}, as in AWS's managed policies for this purpose: Amazon Managed Grafana calls IAM
     * Identity Center with the permissions of its caller, and the ids of the instance, the application and the profiles
     * are unknown to the template. Associating a profile assigns a user to the workspace's application.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSGrafanaWorkspacePermissionManagement.html">
     *     AWSGrafanaWorkspacePermissionManagement</a>
     */
    static final List<String> IDENTITY_CENTER = List.of(
            "sso:AssociateProfile",
            "sso:DescribeRegisteredRegions",
            "sso:DisassociateProfile",
            "sso:GetManagedApplicationInstance",
            "sso:GetProfile",
            "sso:GetSharedSsoConfiguration",
            "sso:ListDirectoryAssociations",
            "sso:ListProfileAssociations",
            "sso:ListProfiles",
            "sso-directory:DescribeGroup",
            "sso-directory:DescribeUser");

    /**
     * On the resource {@code *}, in a VPC only: Lambda documents that the execution role needs these actions on all
     * resources, since it creates the network interfaces itself.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html">permissions for a VPC</a>
     */
    static final List<String> NETWORK_INTERFACES = List.of(
            "ec2:AssignPrivateIpAddresses",
            "ec2:CreateNetworkInterface",
            "ec2:DeleteNetworkInterface",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeSubnets",
            "ec2:UnassignPrivateIpAddresses");

    private PublisherActions() {}
}
