package io.github.ecsmonitoring.grafana;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.ITaggable;
import software.amazon.awscdk.Lazy;
import software.amazon.awscdk.TagManager;
import software.amazon.awscdk.TagType;
import software.amazon.awscdk.services.grafana.CfnWorkspace;
import software.constructs.Construct;

/**
 * The tags that {@code Tags.of(...)} gives a workspace. CfnWorkspace of aws-cdk-lib 2.263 and older has none, although
 * CloudFormation has the property.
 */
final class GrafanaTags extends Construct implements ITaggable {
    private final TagManager tags = new TagManager(TagType.STANDARD, "AWS::Grafana::Workspace");

    private GrafanaTags(Construct scope) {
        super(scope, "Tags");
    }

    /** A no-op if the class of the workspace supports tags itself. */
    static void support(Construct scope, CfnWorkspace workspace) {
        if (!TagManager.isTaggable(workspace) && !TagManager.isTaggableV2(workspace)) {
            GrafanaTags tags = new GrafanaTags(scope);
            workspace.addPropertyOverride("Tags", Lazy.any(tags::property));
        }
    }

    /** By CloudFormation's names, since an override is not converted, and in a fixed order; null for none. */
    private List<Map<String, String>> property() {
        List<Map<String, String>> all = new TreeMap<>(tags.tagValues())
                .entrySet().stream()
                        .map(tag -> (Map<String, String>)
                                new TreeMap<>(Map.of("Key", tag.getKey(), "Value", tag.getValue())))
                        .toList();
        return all.isEmpty() ? null : all;
    }

    @Override
    public TagManager getTags() {
        return tags;
    }
}
