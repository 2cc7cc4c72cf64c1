package io.github.ecsmonitoring.cost;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm;
import software.amazon.awscdk.services.cloudwatch.CfnCompositeAlarm;
import software.amazon.awscdk.services.ec2.CfnVPCEndpoint;
import software.amazon.awscdk.services.ecs.CfnService;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnLoadBalancer;
import software.amazon.awscdk.services.grafana.CfnWorkspace;
import software.amazon.awscdk.services.kms.CfnKey;
import software.amazon.awscdk.services.logs.CfnMetricFilter;
import software.amazon.awscdk.services.secretsmanager.CfnSecret;
import software.constructs.IConstruct;

/** A type of resource that costs money as long as it exists. */
interface PricedResource {
    /** All types. */
    List<PricedResource> ALL = List.of(
            new Alarm(),
            new Single(CfnCompositeAlarm.class, Price.ALARM, Alarm.METRICS_OF_COMPOSITE),
            new Single(CfnMetricFilter.class, Price.CUSTOM_METRIC, 1),
            new Single(CfnKey.class, Price.KMS_KEY, 1),
            new Single(CfnSecret.class, Price.SECRET, 1),
            new InterfaceEndpoint(),
            new ManagedGrafana(),
            new GrafanaOnFargate(),
            new LoadBalancer());

    /** Whether it is for this type. It calls no method of the construct, of which there are thousands. */
    boolean prices(IConstruct construct);

    /** Units of a month by price. */
    Map<Price, Double> units(IConstruct construct, CostOptions options);

    /** The same for each resource. */
    record Single(Class<? extends IConstruct> type, Price price, double units) implements PricedResource {
        @Override
        public boolean prices(IConstruct construct) {
            return type.isInstance(construct);
        }

        @Override
        public Map<Price, Double> units(IConstruct construct, CostOptions options) {
            return Map.of(price, units);
        }
    }

    /** Each metric that an alarm evaluates, of which metric math has several. */
    record Alarm() implements PricedResource {
        static final double METRICS_OF_COMPOSITE = 5;

        @Override
        public boolean prices(IConstruct construct) {
            return construct instanceof CfnAlarm;
        }

        @Override
        public Map<Price, Double> units(IConstruct construct, CostOptions options) {
            CfnAlarm alarm = (CfnAlarm) construct;
            return Map.of(Price.ALARM, alarm.getMetricName() != null ? 1.0 : evaluated(alarm));
        }

        private static double evaluated(CfnAlarm alarm) {
            long metrics = Stack.of(alarm).resolve(alarm.getMetrics()) instanceof List<?> queries
                    ? queries.stream()
                            .filter(query -> query instanceof Map<?, ?> map && map.get("metricStat") != null)
                            .count()
                    : 0;
            return Math.max(1, metrics);
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

    /** The whole tasks of Grafana, the only ones on Fargate that the monitoring runs. */
    record GrafanaOnFargate() implements PricedResource {
        @Override
        public boolean prices(IConstruct construct) {
            return construct instanceof FargateService;
        }

        @Override
        public Map<Price, Double> units(IConstruct construct, CostOptions options) {
            CfnTaskDefinition task = (CfnTaskDefinition)
                    ((FargateService) construct).getTaskDefinition().getNode().getDefaultChild();
            CfnService service = (CfnService) construct.getNode().findChild("Service");
            double tasks = service.getDesiredCount() == null
                    ? 1
                    : service.getDesiredCount().doubleValue();
            Object platform = task.getRuntimePlatform();
            boolean arm = platform != null
                    && String.valueOf(Stack.of(task).resolve(platform)).contains("ARM64");
            double hours = tasks * MonitoringCost.HOURS / 1024;
            return Map.of(
                    arm ? Price.FARGATE_VCPU_ARM : Price.FARGATE_VCPU_X86,
                    hours * Integer.parseInt(task.getCpu()),
                    arm ? Price.FARGATE_GB_ARM : Price.FARGATE_GB_X86,
                    hours * Integer.parseInt(task.getMemory()));
        }
    }

    /** Each hour, and of an internet-facing one a public address in each availability zone. */
    record LoadBalancer() implements PricedResource {
        @Override
        public boolean prices(IConstruct construct) {
            return construct instanceof CfnLoadBalancer;
        }

        @Override
        public Map<Price, Double> units(IConstruct construct, CostOptions options) {
            CfnLoadBalancer balancer = (CfnLoadBalancer) construct;
            if (!"internet-facing".equals(balancer.getScheme())) {
                return Map.of(Price.LOAD_BALANCER, MonitoringCost.HOURS);
            }
            List<String> subnets = balancer.getSubnets();
            int zones = subnets == null ? 1 : Math.max(1, subnets.size());
            return Map.of(Price.LOAD_BALANCER, MonitoringCost.HOURS, Price.PUBLIC_IPV4, zones * MonitoringCost.HOURS);
        }
    }
}
