package io.github.ecsmonitoring.images;

import io.github.ecsmonitoring.internal.IamPermission;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.constructs.Construct;

/**
 * A private registry with copies of this library's images. Sidecars pull from this registry only, and their execution
 * roles are granted pull access.
 *
 * <pre>{@code
 * ImageSource.ecr("monitoring")                                         // in each task's account and region
 * ImageSource.ecr("monitoring", "123456789012", "eu-west-1")            // in another one
 * ImageSource.registry("registry.example.com/mirror", credentials)
 * ImageSource.ecr("monitoring").version(MonitoringImage.COLLECTOR, "v0.49.0@sha256:4c0f…")
 * }</pre>
 *
 * <p>The first example pulls {@code 123456789012.dkr.ecr.eu-west-1.amazonaws.com/monitoring/aws-otel-collector:v0.49.0}
 * and {@code …/monitoring/node-exporter:0.1.0}. Each image must support the processors of all tasks that pull it: copy
 * the whole manifest list ({@code docker buildx imagetools create}, {@code skopeo copy --all}), not the image for one
 * processor.
 *
 * <p>Immutable: each method returns a new value.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/private-auth.html">private registries in
 *     ECS</a>
 */
public final class ImageSource {
    private static final String PART = "[a-z0-9]+(?:[._-]+[a-z0-9]+)*";
    private static final Pattern REPOSITORY = Pattern.compile(PART + "(?:/" + PART + ")*");
    private static final Pattern REGISTRY =
            Pattern.compile("[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*(?::[0-9]{1,5})?(?:/" + PART + ")*");
    private static final Pattern ECR = Pattern.compile("[0-9]{12}\\.dkr[.-]ecr.*");

    private final ImageRegistry registry;
    private final Map<MonitoringImage, String> repositories = new EnumMap<>(MonitoringImage.class);
    private final Map<MonitoringImage, String> versions = new EnumMap<>(MonitoringImage.class);

    private ImageSource(ImageRegistry registry) {
        this.registry = registry;
    }

    /**
     * Amazon ECR in the account and region of each task.
     *
     * @param namespace the prefix of repository names, without the slash; may be empty
     * @throws IllegalArgumentException if ECR does not allow it, or it begins with the host name of a registry
     */
    public static ImageSource ecr(String namespace) {
        return new ImageSource(new EcrRegistry(Optional.empty(), namespace(namespace)));
    }

    /**
     * Amazon ECR in another account or region. The repository policies there must grant pull access to the tasks'
     * accounts.
     *
     * @param namespace the prefix of repository names, without the slash; may be empty
     * @param account 12 digits
     * @param region for example {@code eu-west-1}
     * @throws IllegalArgumentException if one of them is invalid
     */
    public static ImageSource ecr(String namespace, String account, String region) {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(region, "region");
        require(account.matches("[0-9]{12}"), "account must be 12 digits", account);
        require(region.matches("[a-z]{2,}(-[a-z]+)+-[0-9]+"), "region must be a region such as eu-west-1", region);
        return new ImageSource(
                new EcrRegistry(Optional.of(new EcrRegistry.Owner(account, region)), namespace(namespace)));
    }

    /**
     * Another registry without authentication.
     *
     * @param address host, port unless 443, and prefix of repository names: {@code registry.example.com:5000/mirror}
     * @throws IllegalArgumentException if it has another form, or is a registry of ECR
     */
    public static ImageSource registry(String address) {
        return new ImageSource(new PrivateRegistry(address(address), Optional.empty()));
    }

    /**
     * Another registry with authentication.
     *
     * @param address as in {@link #registry(String)}
     * @param credentials a secret {@code {"username": "…", "password": "…"}}, which the execution roles are granted to
     *     read
     * @throws IllegalArgumentException if the address has another form, or is a registry of ECR
     */
    public static ImageSource registry(String address, ISecret credentials) {
        return new ImageSource(
                new PrivateRegistry(address(address), Optional.of(Objects.requireNonNull(credentials, "credentials"))));
    }

    /**
     * With another version of one image. Default: {@link MonitoringImage#tag()}.
     *
     * @param tagOrDigest a tag other than {@code latest}, {@code sha256:} and 64 hexadecimal digits, or both with
     *     {@code @} between them
     * @throws IllegalArgumentException if it has another form, or the collector is too old
     */
    public ImageSource version(MonitoringImage image, String tagOrDigest) {
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(tagOrDigest, "tagOrDigest");
        if (image == MonitoringImage.COLLECTOR) {
            CollectorVersion.requireNewEnough(tagOrDigest);
        }
        ImageSource copy = copy();
        copy.versions.put(image, PinnedImage.requireTagOrDigest(tagOrDigest));
        return copy;
    }

    /**
     * With another repository for one image. Default: {@link MonitoringImage#repositoryName()}.
     *
     * @param repository the name after the namespace or address
     * @throws IllegalArgumentException if it is not a valid repository name
     */
    public ImageSource repository(MonitoringImage image, String repository) {
        Objects.requireNonNull(image, "image");
        require(
                !isAddress(Objects.requireNonNull(repository, "repository")),
                "repository must be the name after the namespace or address, without a registry",
                repository);
        require(
                REPOSITORY
                        .matcher(Objects.requireNonNull(repository, "repository"))
                        .matches(),
                "repository must consist of lower-case words separated by slashes",
                repository);
        ImageSource copy = copy();
        copy.repositories.put(image, repository);
        return copy;
    }

    /**
     * The copy of an image, for a container beneath the scope. Call it once per image and scope.
     *
     * @param scope the parent of an imported repository, which adds no resource
     */
    public ContainerImage image(MonitoringImage image, Construct scope) {
        return registry.image(
                scope, image.repositoryName() + "-image", repository(image), versions.getOrDefault(image, image.tag()));
    }

    /**
     * The copy of an image as the {@code FROM} line of a Dockerfile names it, for an image that is built from it.
     *
     * @param scope a construct of the stack that runs it, whose account and region are those of {@link #ecr(String)}
     * @throws IllegalArgumentException if it is not known at synth
     */
    public String reference(MonitoringImage image, Construct scope) {
        return registry.reference(scope, repository(image), versions.getOrDefault(image, image.tag()));
    }

    /** The permissions that the execution role needs to pull an image. */
    public List<IamPermission> pull(MonitoringImage image, Construct scope) {
        return registry.pull(scope, repository(image));
    }

    private String repository(MonitoringImage image) {
        return repositories.getOrDefault(image, image.repositoryName());
    }

    private ImageSource copy() {
        ImageSource copy = new ImageSource(registry);
        copy.repositories.putAll(repositories);
        copy.versions.putAll(versions);
        return copy;
    }

    private static String namespace(String namespace) {
        String name = withoutSlash(Objects.requireNonNull(namespace, "namespace"));
        require(
                !isAddress(name),
                "namespace must be the prefix of repository names without a registry, such as monitoring; for another account or region use "
                        + "ecr(namespace, account, region)",
                namespace);
        require(
                name.isEmpty() || REPOSITORY.matcher(name).matches(),
                "namespace must consist of lower-case words separated by slashes",
                namespace);
        return name;
    }

    /** Docker's rule: a first part with a dot or a colon is a host. */
    private static boolean isAddress(String name) {
        return name.contains("://") || name.split("/")[0].matches("localhost|.*[.:].*");
    }

    private static String address(String address) {
        String name = withoutSlash(Objects.requireNonNull(address, "address"));
        if (Token.isUnresolved(name)) {
            return name;
        }
        require(
                REGISTRY.matcher(name).matches() && name.split("/")[0].matches(".*[.:].*"),
                "address must be a host without https://, optionally with a port and a namespace, such as registry.example.com/mirror",
                address);
        require(
                !ECR.matcher(name).matches(),
                "address must not be a registry of ECR: use ImageSource.ecr(...), which grants pull access",
                address);
        return name;
    }

    private static String withoutSlash(String text) {
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static void require(boolean valid, String rule, String got) {
        if (!valid) {
            throw new IllegalArgumentException(rule + ", got \"" + got + "\"");
        }
    }
}
