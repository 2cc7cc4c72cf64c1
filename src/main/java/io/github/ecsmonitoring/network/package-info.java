/**
 * Private networks: VPC endpoints through which tasks without a route to the internet reach AWS.
 *
 * <p>{@link io.github.ecsmonitoring.network.MonitoringEndpoints} creates them,
 * {@link io.github.ecsmonitoring.network.MonitoringEndpoint} lists the services, and {@code EndpointPolicies} holds
 * what each endpoint allows. {@link io.github.ecsmonitoring.network.VpcEndpoints} finds the endpoints of a VPC in an
 * app.
 *
 * <p>Depends on {@code internal} and {@code prometheus} only.
 */
package io.github.ecsmonitoring.network;
