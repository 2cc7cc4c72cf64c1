package io.github.ecsmonitoring.cost;

import java.util.Locale;

/** What has a price in a {@link PriceTable}. */
public enum Price {
    /** 10 million samples, of the first 2 billion a month. */
    AMP_SAMPLES_TIER_1,
    /** 10 million samples, of the next 250 billion. */
    AMP_SAMPLES_TIER_2,
    /** 10 million samples, beyond 252 billion. */
    AMP_SAMPLES_TIER_3,
    /** A GB of samples, stored for a month. */
    AMP_STORAGE,
    /** An hour of a vCPU on Fargate, X86_64. */
    FARGATE_VCPU_X86,
    /** An hour of a GB of memory on Fargate, X86_64. */
    FARGATE_GB_X86,
    /** An hour of a vCPU on Fargate, ARM64. */
    FARGATE_VCPU_ARM,
    /** An hour of a GB of memory on Fargate, ARM64. */
    FARGATE_GB_ARM,
    /** A GB that is sent to CloudWatch Logs. */
    LOGS_INGESTED,
    /** A metric of a CloudWatch alarm. */
    ALARM,
    /** A custom metric of CloudWatch, of which each metric filter makes one. */
    CUSTOM_METRIC,
    /** A customer-managed key of KMS. */
    KMS_KEY,
    /** An Editor or Admin of Amazon Managed Grafana. */
    GRAFANA_EDITOR,
    /** A Viewer of Amazon Managed Grafana. */
    GRAFANA_VIEWER,
    /** An hour of an interface endpoint in one availability zone. */
    INTERFACE_ENDPOINT,
    /** A secret of Secrets Manager. */
    SECRET,
    /** An hour of an Application Load Balancer, without its capacity units. */
    LOAD_BALANCER,
    /** An hour of a public IPv4 address. */
    PUBLIC_IPV4;

    /** What a row of the table is named, whose amount is that of resources in the templates. */
    String item() {
        return switch (this) {
            // Sidecars have a row of their own.
            case FARGATE_VCPU_X86, FARGATE_VCPU_ARM -> "CPU of Grafana";
            case FARGATE_GB_X86, FARGATE_GB_ARM -> "memory of Grafana";
            case GRAFANA_EDITOR -> "Grafana editor";
            case GRAFANA_VIEWER -> "Grafana viewer";
            case KMS_KEY -> "KMS key";
            case PUBLIC_IPV4 -> "public address";
            default -> name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }
}
