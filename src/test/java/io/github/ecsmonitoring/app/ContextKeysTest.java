package io.github.ecsmonitoring.app;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContextKeysTest {
    private static void check(Map<String, ?> context) {
        ContextKeys.check(Synth.app(context).getNode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "retention-days                | retention-days",
                "retentionDays                 | retention-days",
                "RETENTION_DAYS                | retention-days",
                "retention                     | retention-days",
                "retentiondays                 | retention-days",
                "alias                         | alias",
                "alertEmail                    | alert-email",
                "alert-emails                  | alert-email",
                "alert                         | alert-email",
                "demo                          | demo",
                "image                         | images",
                "images-secret                 | images-secret-arn",
                "vpc                           | vpc-id",
                "kms-key                       | kms-key-arn",
                "ecs-monitoring:retention      | retention-days",
                "ecs-monitoring:retention-day  | retention-days",
                "ecs-monitoring:Demo           | demo",
                "ecs-monitorng:demo            | demo",
                "ecs-monitor:demo              | demo",
                "ecsmonitoring:demo            | demo",
                "ecs_monitoring:scrapeInterval | scrape-interval",
                "ECS-Monitoring:demo           | demo",
                "ecs-monitoring/alias          | alias",
                "ecs-monitoring.alias          | alias",
                "ecs-monitoring-alias          | alias",
                "monitoring:grafana-auth       | grafana-auth",
            })
    void aMisspeltKeyIsAnErrorWithTheRightKey(String key, String right) {
        assertThatThrownBy(() -> check(Map.of(key, "30")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown context key " + key
                        + " (set in \"context\" of cdk.json or with -c): use ecs-monitoring:" + right);
    }

    @Test
    void severalMisspeltKeysAreOneError() {
        assertThatThrownBy(() -> check(Map.of("scrape-interval", "30", "alias", "shop")))
                .hasMessage("unknown context key alias, scrape-interval (set in \"context\" of cdk.json or with -c): "
                        + "use ecs-monitoring:alias, ecs-monitoring:scrape-interval");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecs-monitoring:colour", "ecs-monitorin:colour", "ecs-monitoring:", "ecs-monitoring"})
    void aKeyThatIsSimilarToNoneIsAnErrorWithAllKeys(String key) {
        assertThatThrownBy(() -> check(Map.of(key, "30")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown context key " + key
                        + " (set in \"context\" of cdk.json or with -c): allowed keys are ecs-monitoring:alias, "
                        + "ecs-monitoring:retention-days, ecs-monitoring:scrape-interval, ecs-monitoring:alert-email, ecs-monitoring:grafana-auth, "
                        + "ecs-monitoring:saml-metadata-url, ecs-monitoring:grafana-admins, ecs-monitoring:grafana-revision, "
                        + "ecs-monitoring:kms-key-arn, ecs-monitoring:encryption-key-arn, ecs-monitoring:images, ecs-monitoring:images-secret-arn, "
                        + "ecs-monitoring:vpc-id, ecs-monitoring:cluster-name, ecs-monitoring:demo");
    }

    /** Beside the feature flags of cdk.json, which every app of these tests has. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "aws:cdk:enable-path-metadata",
                "aws:cdk:bundling-stacks",
                "vpc-provider:account=111122223333:filter.vpc-id=vpc-0a1b2c3d:region=eu-west-1:returnAsymmetricSubnets=true",
                "availability-zones:account=111122223333:region=eu-west-1",
                "shop:alias",
                "shop:images",
                "stage",
                "owner",
            })
    void keysOfOthersAreAllowed(String key) {
        assertThatCode(() -> check(Map.of(key, "x"))).doesNotThrowAnyException();
    }
}
