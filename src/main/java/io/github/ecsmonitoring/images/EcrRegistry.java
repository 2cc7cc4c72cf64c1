package io.github.ecsmonitoring.images;

import io.github.ecsmonitoring.internal.EcrPull;
import io.github.ecsmonitoring.internal.IamPermission;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.regioninfo.RegionInfo;
import software.amazon.awscdk.services.ecr.IRepository;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecr.RepositoryAttributes;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.constructs.Construct;

/**
 * Amazon ECR.
 *
 * @param owner empty for the account and region of each task
 * @param namespace the prefix of repository names; may be empty
 */
record EcrRegistry(Optional<Owner> owner, String namespace) implements ImageRegistry {

    record Owner(String account, String region) {
        String host() {
            String suffix = RegionInfo.get(region).getDomainSuffix();
            return account + ".dkr.ecr." + region + "." + (suffix == null ? "amazonaws.com" : suffix);
        }

        String arn(String name) {
            // A literal partition: with a token the CDK would split the URI with Fn::Split.
            String partition = RegionInfo.get(region).getPartition();
            return "arn:" + (partition == null ? "aws" : partition) + ":ecr:" + region + ":" + account + ":repository/"
                    + name;
        }
    }

    @Override
    public ContainerImage image(Construct scope, String id, String repository, String version) {
        return ContainerImage.fromEcrRepository(imported(scope, id, name(repository)), version);
    }

    @Override
    public String reference(Construct scope, String repository, String version) {
        Stack stack = Stack.of(scope);
        Owner place = owner.orElseGet(() -> new Owner(stack.getAccount(), stack.getRegion()));
        if (Token.isUnresolved(place.account()) || Token.isUnresolved(place.region())) {
            throw new IllegalArgumentException("stack " + stack.getNode().getPath()
                    + " must have an env with account and region for an image that is built from one in ECR: set them, or"
                    + " use ImageSource.ecr(namespace, account, region)");
        }
        return PinnedImage.join(place.host() + "/" + name(repository), version);
    }

    private IRepository imported(Construct scope, String id, String name) {
        return owner.isEmpty()
                ? Repository.fromRepositoryName(scope, id, name)
                : Repository.fromRepositoryAttributes(
                        scope,
                        id,
                        RepositoryAttributes.builder()
                                .repositoryName(name)
                                .repositoryArn(owner.get().arn(name))
                                .build());
    }

    @Override
    public List<IamPermission> pull(Construct scope, String repository) {
        String name = name(repository);
        String arn = owner.map(other -> other.arn(name))
                .orElseGet(() -> Stack.of(scope)
                        .formatArn(ArnComponents.builder()
                                .service("ecr")
                                .resource("repository")
                                .resourceName(name)
                                .build()));
        return EcrPull.from("repository " + name, arn);
    }

    private String name(String repository) {
        return namespace.isEmpty() ? repository : namespace + "/" + repository;
    }
}
