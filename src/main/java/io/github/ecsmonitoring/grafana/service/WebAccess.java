package io.github.ecsmonitoring.grafana.service;

import io.github.ecsmonitoring.internal.NagSuppression;
import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.certificatemanager.ICertificate;
import software.amazon.awscdk.services.ec2.IPeer;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.LoadBalancerTargetOptions;
import software.amazon.awscdk.services.elasticloadbalancingv2.AddApplicationTargetsProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;
import software.amazon.awscdk.services.elasticloadbalancingv2.BaseApplicationListenerProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.HealthCheck;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerAction;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerCertificate;
import software.amazon.awscdk.services.elasticloadbalancingv2.RedirectOptions;
import software.amazon.awscdk.services.elasticloadbalancingv2.SslPolicy;
import software.amazon.awscdk.services.route53.ARecord;
import software.amazon.awscdk.services.route53.IHostedZone;
import software.amazon.awscdk.services.route53.RecordTarget;
import software.amazon.awscdk.services.route53.targets.LoadBalancerTarget;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/**
 * The load balancer in front of Grafana.
 *
 * @param certificate null only if {@code plainHttp}
 * @param domainName null only if {@code plainHttp}
 * @param hostedZone null to create no record
 * @param internetFacing false for one with private addresses only
 * @param plainHttp whether an internal load balancer may do without a certificate
 * @param peers the clients; empty for the VPC of an internal load balancer
 * @param accessLogs null for none
 * @param deletionProtection whether the load balancer can be deleted only after it has been switched off
 */
record WebAccess(
        ICertificate certificate,
        String domainName,
        IHostedZone hostedZone,
        boolean internetFacing,
        boolean plainHttp,
        List<IPeer> peers,
        IBucket accessLogs,
        boolean deletionProtection) {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+");

    WebAccess {
        peers = List.copyOf(peers);
    }

    /** @throws IllegalArgumentException if options are missing or conflict */
    void check(Stack stack) {
        checkCertificate();
        checkDomainName();
        if (internetFacing && peers.isEmpty()) {
            throw new IllegalArgumentException(
                    "internetFacing must name the clients, got none: for example Peer.ipv4(\"203.0.113.0/24\"), or"
                            + " Peer.anyIpv4() for everyone");
        }
        if (hostedZone != null && !isInZone()) {
            throw new IllegalArgumentException("domainName must be in the hosted zone " + hostedZone.getZoneName()
                    + ", got \"" + domainName + "\"");
        }
        if (accessLogs != null && Token.isUnresolved(stack.getRegion())) {
            throw new IllegalArgumentException("stack " + stack.getNode().getPath()
                    + " must have an env with a region for accessLogs, since the bucket grants access to an account that"
                    + " differs between regions: set it");
        }
    }

    private void checkCertificate() {
        if (plainHttp && (certificate != null || domainName != null || hostedZone != null)) {
            throw new IllegalArgumentException(
                    "withoutCertificate() must not be combined with certificate(...), domainName(...) or"
                            + " hostedZone(...): remove one of them");
        }
        if (plainHttp && internetFacing) {
            throw new IllegalArgumentException("an internet-facing Grafana must have a certificate, got"
                    + " withoutCertificate(): passwords would cross the internet in plain text; set certificate(...) and"
                    + " domainName(...)");
        }
        if (!plainHttp && certificate == null) {
            throw new IllegalArgumentException(
                    "certificate must be set, got none: pass a certificate of AWS Certificate"
                            + " Manager for the domain name, or use withoutCertificate() for a test inside of the VPC");
        }
        if (!plainHttp && domainName == null) {
            throw new IllegalArgumentException(
                    "domainName must be set, got none: it is the name in the certificate, under which browsers open"
                            + " Grafana");
        }
    }

    private void checkDomainName() {
        if (domainName != null
                && !Token.isUnresolved(domainName)
                && !HOST_NAME.matcher(domainName).matches()) {
            throw new IllegalArgumentException(
                    "domainName must be a host name such as grafana.example.com, without https:// and path, got \""
                            + domainName + "\"");
        }
    }

    private boolean isInZone() {
        String zone = hostedZone.getZoneName().replaceAll("\\.$", "");
        return Token.isUnresolved(zone)
                || Token.isUnresolved(domainName)
                || domainName.equals(zone)
                || domainName.endsWith("." + zone);
    }

    ApplicationLoadBalancer createLoadBalancer(Construct scope, IVpc vpc) {
        ApplicationLoadBalancer balancer = ApplicationLoadBalancer.Builder.create(scope, "LoadBalancer")
                .vpc(vpc)
                .internetFacing(internetFacing)
                .dropInvalidHeaderFields(true)
                .deletionProtection(deletionProtection)
                .build();
        if (accessLogs != null) {
            balancer.logAccessLogs(accessLogs, scope.getNode().getId());
        } else {
            NagSuppression.NO_ACCESS_LOGS.on(balancer);
        }
        if (hostedZone != null) {
            ARecord.Builder.create(scope, "Record")
                    .zone(hostedZone)
                    .recordName(domainName)
                    .target(RecordTarget.fromAlias(new LoadBalancerTarget(balancer)))
                    .build();
        }
        allowClients(balancer, vpc);
        return balancer;
    }

    private void allowClients(ApplicationLoadBalancer balancer, IVpc vpc) {
        List<IPeer> clients = peers.isEmpty() ? List.of(Peer.ipv4(vpc.getVpcCidrBlock())) : peers;
        for (IPeer client : clients) {
            balancer.getConnections().allowFrom(client, Port.tcp(HTTP), plainHttp ? "Grafana" : "Redirect to HTTPS");
            if (!plainHttp) {
                balancer.getConnections().allowFrom(client, Port.tcp(HTTPS), "Grafana");
            }
        }
    }

    String url(ApplicationLoadBalancer balancer) {
        return plainHttp ? "http://" + balancer.getLoadBalancerDnsName() : "https://" + domainName;
    }

    /** Sends requests to the service. */
    void forward(ApplicationLoadBalancer balancer, FargateService service) {
        mainListener(balancer)
                .addTargets(
                        "Grafana",
                        AddApplicationTargetsProps.builder()
                                .port(GrafanaTask.PORT)
                                .protocol(ApplicationProtocol.HTTP)
                                .targets(List.of(service.loadBalancerTarget(LoadBalancerTargetOptions.builder()
                                        .containerName(GrafanaTask.CONTAINER)
                                        .containerPort(GrafanaTask.PORT)
                                        .build())))
                                .healthCheck(HealthCheck.builder()
                                        .path(GrafanaTask.HEALTH)
                                        .healthyHttpCodes("200")
                                        .interval(Duration.seconds(15))
                                        .timeout(Duration.seconds(5))
                                        .healthyThresholdCount(2)
                                        .unhealthyThresholdCount(4)
                                        .build())
                                .deregistrationDelay(Duration.seconds(30))
                                .build());
    }

    private ApplicationListener mainListener(ApplicationLoadBalancer balancer) {
        if (plainHttp) {
            return balancer.addListener(
                    "Http",
                    BaseApplicationListenerProps.builder()
                            .port(HTTP)
                            .protocol(ApplicationProtocol.HTTP)
                            .open(false)
                            .build());
        }
        balancer.addListener(
                "Http",
                BaseApplicationListenerProps.builder()
                        .port(HTTP)
                        .protocol(ApplicationProtocol.HTTP)
                        .open(false)
                        .defaultAction(ListenerAction.redirect(RedirectOptions.builder()
                                .protocol("HTTPS")
                                .port(String.valueOf(HTTPS))
                                .permanent(true)
                                .build()))
                        .build());
        return balancer.addListener(
                "Https",
                BaseApplicationListenerProps.builder()
                        .port(HTTPS)
                        .protocol(ApplicationProtocol.HTTPS)
                        .certificates(List.of(ListenerCertificate.fromCertificateManager(certificate)))
                        .sslPolicy(SslPolicy.RECOMMENDED_TLS)
                        .open(false)
                        .build());
    }
}
