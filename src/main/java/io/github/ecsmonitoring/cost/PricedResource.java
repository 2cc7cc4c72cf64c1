package io.github.ecsmonitoring.cost;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm;
import software.amazon.awscdk.services.ec2.CfnVPCEndpoint;
import software.amazon.awscdk.services.grafana.CfnWorkspace;
import software.amazon.awscdk.services.kms.CfnKey;
import software.amazon.awscdk.services.logs.CfnMetricFilter;
import software.amazon.awscdk.services.secretsmanager.CfnSecret;
import software.constructs.IConstruct;

/** A type of resource that costs money as long as it exists. */
interface PricedResource {
    /** All types. */
    List<PricedResource> ALL = List.of(
            new Single(CfnAlarm.class, Price.ALARM),
            new Single(CfnMetricFilter.class, Price.CUSTOM_METRIC),
            new Single(CfnKey.class, Price.KMS_KEY),
            new Single(CfnSecret.class, Price.SECRET),
            new InterfaceEndpoint(),
            new ManagedGrafana());

    /** Whether it is for this type. It calls no method of the construct, of which there are thousands. */
    boolean prices(IConstruct construct);

    /** Units of a month by price. */
    Map<Price, Double> units(IConstruct construct, CostOptions options);

    /** One unit for each resource. */
    record Single(Class<? extends IConstruct> type, Price price) implements PricedResource {
        @Override
        public boolean prices(IConstruct construct) {
            return type.isInstance(construct);
        }

        @Override
        public Map<Price, Double> units(IConstruct construct, CostOptions options) {
            return Map.of(price, 1.0);
        }
    }

    /** Each hour in each availability zone; gateway endpoints are free. */
    record InterfaceEndpoint() implements PricedResource {
        @Override
        public boolean prices(IConstruct construct) {
            return construct instanceof CfnVPCEndpoint;
        }

        @Override
        public Map<Price, Double> units(IConstruct construct, CostOptions options) {
            CfnVPCEndpoint endpoint = (CfnVPCEndpoint) construct;
            if (!"Interface".equals(endpoint.getVpcEndpointType())) {
                return Map.of();
            }
            int zones = endpoint.getSubnetIds() == null
                    ? 1
                    : Math.max(1, endpoint.getSubnetIds().size());
            return Map.of(Price.INTERFACE_ENDPOINT, zones * MonitoringCost.HOURS);
        }
    }

    /** The users who sign in to each workspace. */
    record ManagedGrafana() implements PricedResource {
        @Override
        public boolean prices(IConstruct construct) {
            return construct instanceof CfnWorkspace;
        }

        @Override
        public Map<Price, Double> units(IConstruct construct, CostOptions options) {
            return options.viewers() == 0
                    ? Map.of(Price.GRAFANA_EDITOR, (double) options.editors())
                    : Map.of(Price.GRAFANA_EDITOR, (double) options.editors(), Price.GRAFANA_VIEWER, (double)
                            options.viewers());
        }
    }
}
