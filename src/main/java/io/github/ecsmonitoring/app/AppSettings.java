package io.github.ecsmonitoring.app;

import static io.github.ecsmonitoring.app.ContextKeys.PREFIX;
import static io.github.ecsmonitoring.app.ContextKeys.WHERE;

import io.github.ecsmonitoring.alerting.Receiver;
import io.github.ecsmonitoring.grafana.GrafanaAuthentication;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.StackProps;
import software.constructs.Node;

/**
 * The context of the app. Keys, all optional:
 *
 * <ul>
 *   <li>{@code ecs-monitoring:alias}: the alias of the Prometheus workspace. Default: {@code ecs-monitoring}
 *   <li>{@code ecs-monitoring:retention-days}: 1 to 1095. Default: 150
 *   <li>{@code ecs-monitoring:scrape-interval}: seconds, 10 to 240. Default: 30
 *   <li>{@code ecs-monitoring:alert-email}: addresses that are notified of alerts, separated by commas. Default: nobody
 *       is notified
 *   <li>{@code ecs-monitoring:grafana-auth}: {@code AWS_SSO} or {@code SAML}. Default: {@code AWS_SSO}
 *   <li>{@code ecs-monitoring:saml-metadata-url}: an https URL, which {@code SAML} needs
 *   <li>{@code ecs-monitoring:grafana-admins}: ids of IAM Identity Center users and groups that are administrators of
 *       Grafana, separated by commas. Default: nobody
 *   <li>{@code ecs-monitoring:grafana-revision}: a text whose change publishes Grafana's content again. Default: none
 *   <li>{@code ecs-monitoring:kms-key-arn}: the key that encrypts the Prometheus workspace. Default: a key owned by AWS
 *   <li>{@code ecs-monitoring:encryption-key-arn}: the key that encrypts everything. Default: keys owned by AWS
 *   <li>{@code ecs-monitoring:images}, {@code ecs-monitoring:images-secret-arn}: see {@link ImageSettings}
 *   <li>{@code ecs-monitoring:vpc-id}: an existing VPC, which the CLI looks up. Default: a new VPC
 *   <li>{@code ecs-monitoring:cluster-name}: an existing cluster in that VPC. Default: a new cluster
 *   <li>{@code ecs-monitoring:demo}: whether to create the demo workload, {@code true} or {@code false}. Default:
 *       {@code true}
 * </ul>
 *
 * @param alerts who is notified of alerts
 * @param usesIdentityCenter whether users of Grafana sign in with IAM Identity Center
 * @param environment the account and region of the stacks, which the look-up of a VPC needs
 */
record AppSettings(
        String alias,
        int retentionDays,
        int scrapeIntervalSeconds,
        Optional<Receiver> alerts,
        GrafanaAuthentication grafanaAuthentication,
        boolean usesIdentityCenter,
        List<String> grafanaAdmins,
        Optional<String> grafanaRevision,
        Optional<String> kmsKeyArn,
        Optional<String> encryptionKeyArn,
        Optional<ImageSettings> images,
        Optional<String> vpcId,
        Optional<String> clusterName,
        Optional<Environment> environment,
        boolean demo) {
    private static final String GRAFANA_AUTH = "grafana-auth";
    private static final String SAML = "SAML";
    private static final String KEY = "arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+";
    private static final String KEY_FORM = "the ARN of a key, not of an alias";
    private static final String IDENTITY_CENTER_ID =
            "([0-9a-f]{10}-)?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    /**
     * Reads the context.
     *
     * @param variables the environment variables of the process, among them the CLI's account and region
     * @throws IllegalArgumentException with key, value and allowed values if a key is unknown or a value invalid, and
     *     with both keys if one needs the other
     */
    static AppSettings read(Node node, Map<String, String> variables) {
        ContextKeys.check(node);
        Optional<String> vpcId = text(node, "vpc-id", "vpc-[0-9a-f]{8,17}", "the id of a VPC, such as vpc-0a1b2c3d");
        Optional<String> clusterName =
                text(node, "cluster-name", "[A-Za-z0-9][A-Za-z0-9_-]{0,254}", "the name of a cluster, without its ARN");
        boolean usesIdentityCenter = !SAML.equals(node.tryGetContext(PREFIX + GRAFANA_AUTH));
        List<String> grafanaAdmins = value(
                        node,
                        "grafana-admins",
                        "ids of IAM Identity Center users or groups, such as 9067f5c6d7-1a2b3c4d-1111-2222-3333-444455556666, separated by commas",
                        AppSettings::identityCenterIds)
                .orElse(List.of());
        require(
                grafanaAdmins.isEmpty() || usesIdentityCenter,
                "grafana-admins",
                GRAFANA_AUTH,
                "which must be AWS_SSO, since with SAML the identity provider assigns roles");
        require(clusterName.isEmpty() || vpcId.isPresent(), "cluster-name", "vpc-id", "the VPC of the cluster");
        return new AppSettings(
                value(node, "alias", "1 to 100 characters", text -> text.isBlank() || text.length() > 100 ? null : text)
                        .orElse("ecs-monitoring"),
                number(node, "retention-days", 1, 1095).orElse(150),
                number(node, "scrape-interval", 10, 240).orElse(30),
                value(node, "alert-email", "e-mail addresses separated by commas", AppSettings::emails),
                authentication(node),
                usesIdentityCenter,
                grafanaAdmins,
                text(node, "grafana-revision", "\\S.{0,99}", "1 to 100 characters"),
                text(node, "kms-key-arn", KEY, KEY_FORM),
                text(node, "encryption-key-arn", KEY, KEY_FORM),
                images(node),
                vpcId,
                clusterName,
                vpcId.map(id -> environment(variables)),
                value(node, "demo", "true or false", AppSettings::truth).orElse(true));
    }

    /** The properties of a stack. Without a look-up, a stack can be deployed to any account and region. */
    StackProps stackProps(String description) {
        StackProps.Builder props = StackProps.builder().description(description);
        environment.ifPresent(props::env);
        return props.build();
    }

    private static Optional<ImageSettings> images(Node node) {
        Optional<String> secretArn = text(
                node,
                "images-secret-arn",
                "arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:.+-[A-Za-z0-9]{6}",
                "the complete ARN of a secret");
        Optional<ImageSettings> images =
                value(node, "images", "an address", address -> new ImageSettings(address, secretArn));
        require(
                secretArn.isEmpty() || images.isPresent() && !images.get().isEcr(),
                "images-secret-arn",
                "images",
                "the host and prefix of a registry other than ECR");
        return images;
    }

    private static void require(boolean valid, String key, String needed, String meaning) {
        if (!valid) {
            throw new IllegalArgumentException(
                    "context key " + PREFIX + key + WHERE + " needs " + PREFIX + needed + ", " + meaning);
        }
    }

    private static Environment environment(Map<String, String> variables) {
        String account = variables.get("CDK_DEFAULT_ACCOUNT");
        String region = variables.get("CDK_DEFAULT_REGION");
        if (account == null || region == null) {
            throw new IllegalArgumentException(
                    "context key " + PREFIX + "vpc-id" + WHERE
                            + " needs AWS credentials and a region, with which the CDK's CLI looks up the VPC: set AWS_PROFILE or pass --profile");
        }
        return Environment.builder().account(account).region(region).build();
    }

    private static Optional<Integer> number(Node node, String key, int min, int max) {
        return value(node, key, "a whole number from " + min + " to " + max, text -> {
            if (!text.matches("[0-9]{1,9}")) {
                return null;
            }
            int number = Integer.parseInt(text);
            return number < min || number > max ? null : number;
        });
    }

    private static Optional<String> text(Node node, String key, String pattern, String allowed) {
        return value(node, key, allowed, text -> text.matches(pattern) ? text : null);
    }

    /** The value of a key; the parser returns null for an invalid one. */
    private static <T> Optional<T> value(Node node, String key, String allowed, Function<String, T> parser) {
        Object value = node.tryGetContext(PREFIX + key);
        if (value == null) {
            return Optional.empty();
        }
        T parsed = value instanceof String || value instanceof Number || value instanceof Boolean
                ? parse(key, value.toString(), parser)
                : null;
        if (parsed == null) {
            throw new IllegalArgumentException(
                    "context key " + PREFIX + key + WHERE + " must be " + allowed + ", got \"" + value + "\"");
        }
        return Optional.of(parsed);
    }

    private static <T> T parse(String key, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("context key " + PREFIX + key + WHERE + ": " + e.getMessage(), e);
        }
    }

    private static Receiver emails(String text) {
        return Receiver.email(text.strip().split("\\s*,\\s*", -1)).withName("alert-email");
    }

    private static List<String> identityCenterIds(String text) {
        List<String> ids = List.of(text.strip().split("\\s*,\\s*", -1));
        return ids.stream().allMatch(id -> id.matches(IDENTITY_CENTER_ID)) ? ids : null;
    }

    private static GrafanaAuthentication authentication(Node node) {
        Optional<Boolean> isSaml = value(node, GRAFANA_AUTH, "AWS_SSO or SAML", AppSettings::isSaml);
        Optional<GrafanaAuthentication> saml =
                value(node, "saml-metadata-url", "an https URL", GrafanaAuthentication::saml);
        require(
                !isSaml.orElse(false) || saml.isPresent(),
                GRAFANA_AUTH,
                "saml-metadata-url",
                "the https URL of the identity provider's metadata, for SAML");
        require(isSaml.orElse(false) || saml.isEmpty(), "saml-metadata-url", GRAFANA_AUTH, "with the value SAML");
        return saml.orElse(GrafanaAuthentication.awsSso());
    }

    private static Boolean isSaml(String text) {
        return switch (text) {
            case "AWS_SSO" -> false;
            case SAML -> true;
            default -> null;
        };
    }

    private static Boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        };
    }
}
