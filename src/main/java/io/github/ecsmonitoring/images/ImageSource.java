package io.github.ecsmonitoring.images;

import io.github.ecsmonitoring.internal.Permission;
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
 * A private registry with copies of this library's images. Tasks that are given one pull from there alone, and their
 * execution roles may.
 *
 * <pre>{@code
 * ImageSource.ecr("monitoring")                                         // of each task's account and region
 * ImageSource.ecr("monitoring", "123456789012", "eu-west-1")            // of another
 * ImageSource.registry("registry.example.com/mirror", credentials)
 * ImageSource.ecr("monitoring").version(MonitoringImage.COLLECTOR, "sha256:4c0f…")
 * }</pre>
 *
 * <p>The first one pulls {@code 123456789012.dkr.ecr.eu-west-1.amazonaws.com/monitoring/aws-otel-collector:v0.49.0} and
 * {@code …/monitoring/node-exporter:0.1.0}. Each image must have the processor of every task that pulls it: copy a
 * manifest list whole ({@code docker buildx imagetools create}, {@code skopeo copy --all}), not the image of one
 * processor.
 *
 * <p>A value of this class never changes; each method returns a new one.
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
     * @param namespace what stands before the images' names and a slash; empty for nothing
     * @throws IllegalArgumentException if it is no name of ECR
     */
    public static ImageSource ecr(String namespace) {
        return new ImageSource(new EcrRegistry(Optional.empty(), namespace(namespace)));
    }

    /**
     * Amazon ECR in another account or region. The policies of its repositories must let the tasks' accounts pull.
     *
     * @param namespace what stands before the images' names and a slash; empty for nothing
     * @param account 12 digits
     * @param region for example {@code eu-west-1}
     * @throws IllegalArgumentException if one of them is something else
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
     * Another registry that lets everyone pull who reaches it.
     *
     * @param address host, port if it is not 443, and what stands before the images' names:
     *     {@code registry.example.com:5000/mirror}
     * @throws IllegalArgumentException if it is something else, or ECR
     */
    public static ImageSource registry(String address) {
        return new ImageSource(new PrivateRegistry(address(address), Optional.empty()));
    }

    /**
     * Another registry, with a user.
     *
     * @param address as in {@link #registry(String)}
     * @param credentials a secret {@code {"username": "…", "password": "…"}}, which the tasks' execution roles may read
     * @throws IllegalArgumentException if the address is something else, or ECR
     */
    public static ImageSource registry(String address, ISecret credentials) {
        return new ImageSource(
                new PrivateRegistry(address(address), Optional.of(Objects.requireNonNull(credentials, "credentials"))));
    }

    /**
     * The same with another version of one image. Default: {@link MonitoringImage#tag()}.
     *
     * @param tagOrDigest a tag other than {@code latest}, or {@code sha256:} and 64 hexadecimal digits
     * @throws IllegalArgumentException if it is something else, or a collector that is too old
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
     * The same with another repository for one image. Default: {@link MonitoringImage#repositoryName()}.
     *
     * @param repository its name beneath the namespace or address
     * @throws IllegalArgumentException if it is no name of a repository
     */
    public ImageSource repository(MonitoringImage image, String repository) {
        Objects.requireNonNull(image, "image");
        require(
                REPOSITORY
                        .matcher(Objects.requireNonNull(repository, "repository"))
                        .matches(),
                "repository must be lower-case words between slashes",
                repository);
        ImageSource copy = copy();
        copy.repositories.put(image, repository);
        return copy;
    }

    /**
     * The copy of an image, for a container beneath the scope.
     *
     * @param scope gets an imported repository beneath it, which is no resource; for one call for each image
     */
    public ContainerImage image(MonitoringImage image, Construct scope) {
        return registry.image(
                scope, image.repositoryName() + "-image", repository(image), versions.getOrDefault(image, image.tag()));
    }

    /** What the role that pulls an image needs; the CDK grants it by itself where it can. */
    public List<Permission> pull(MonitoringImage image, Construct scope) {
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
                name.isEmpty() || REPOSITORY.matcher(name).matches(),
                "namespace must be lower-case words between slashes",
                namespace);
        return name;
    }

    private static String address(String address) {
        String name = withoutSlash(Objects.requireNonNull(address, "address"));
        if (Token.isUnresolved(name)) {
            return name;
        }
        require(
                REGISTRY.matcher(name).matches() && name.split("/")[0].matches(".*[.:].*"),
                "address must be a registry's host, without https://, and a namespace, such as registry.example.com/mirror",
                address);
        require(
                !ECR.matcher(name).matches(),
                "address must not be of ECR: use ImageSource.ecr(...), which grants pulls",
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
