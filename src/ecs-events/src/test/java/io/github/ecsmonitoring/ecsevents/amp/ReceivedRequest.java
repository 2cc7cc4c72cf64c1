package io.github.ecsmonitoring.ecsevents.amp;

import com.sun.net.httpserver.Headers;

/** A request that arrived at a {@link AlertManagerStandIn}. */
public record ReceivedRequest(String method, String path, Headers headers, String body) {}
