package io.github.ecsmonitoring.prometheus;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Validation of an Alertmanager configuration: its receivers.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-alertmanager-receiver-config.html">properties
 *     that AMP does not support</a>
 */
final class ReceiverConfigs {
    private static final String SNS = "sns_configs";
    private static final String PAGER_DUTY = "pagerduty_configs";

    private ReceiverConfigs() {}

    /**
     * The names of the receivers.
     *
     * @throws IllegalArgumentException if AMP would reject one of them
     */
    static Set<String> check(List<?> receivers) {
        Set<String> names = new LinkedHashSet<>();
        for (Object receiver : receivers) {
            if (!(receiver instanceof Map<?, ?> map) || !(map.get("name") instanceof String name)) {
                throw new IllegalArgumentException("receivers must be a list of maps with a name, got " + receiver);
            }
            if (!names.add(name)) {
                throw new IllegalArgumentException(
                        "name of a receiver must be unique within an alert manager, got \"" + name + "\" twice");
            }
            requireKinds(name, map);
            configs(map, SNS).forEach(config -> checkSns(name, config));
            configs(map, PAGER_DUTY).forEach(config -> checkPagerDuty(name, config));
        }
        return names;
    }

    private static void requireKinds(String name, Map<?, ?> receiver) {
        Set<Object> others = new TreeSet<>(receiver.keySet());
        others.removeAll(Set.of("name", SNS, PAGER_DUTY));
        if (!others.isEmpty()) {
            throw new IllegalArgumentException("receiver " + name + " must have " + SNS + " or " + PAGER_DUTY
                    + ", which are all that AMP has, got " + others
                    + ": send to a topic, to which chats, functions and webhooks can subscribe");
        }
    }

    private static List<? extends Map<?, ?>> configs(Map<?, ?> receiver, String kind) {
        return receiver.get(kind) instanceof List<?> list
                ? list.stream()
                        .filter(Map.class::isInstance)
                        .map(config -> (Map<?, ?>) config)
                        .toList()
                : List.of();
    }

    private static void checkSns(String name, Map<?, ?> config) {
        for (String unsupported : List.of("api_url", "http_config")) {
            if (config.containsKey(unsupported)) {
                throw new IllegalArgumentException(
                        SNS + " of receiver " + name + " must not have " + unsupported + ", which AMP rejects");
            }
        }
        if (!(config.get("topic_arn") instanceof String topic)) {
            throw new IllegalArgumentException(SNS + " of receiver " + name + " must have a topic_arn");
        }
        if (topic.endsWith(".fifo")) {
            throw new IllegalArgumentException(SNS + " of receiver " + name
                    + " must have a standard topic, got the FIFO topic " + topic + ", to which AMP cannot publish");
        }
        if (!(config.get("sigv4") instanceof Map<?, ?> signing) || signing.get("region") == null) {
            throw new IllegalArgumentException(
                    SNS + " of receiver " + name + " must have sigv4 with a region, without which AMP cannot sign");
        }
    }

    private static void checkPagerDuty(String name, Map<?, ?> config) {
        Object key = config.containsKey("routing_key") ? config.get("routing_key") : config.get("service_key");
        if (!(key instanceof Map<?, ?> reference) || !(reference.get("aws_secrets_manager") instanceof Map)) {
            throw new IllegalArgumentException(PAGER_DUTY + " of receiver " + name
                    + " must have a routing_key with aws_secrets_manager, since AMP reads it from a secret");
        }
    }
}
