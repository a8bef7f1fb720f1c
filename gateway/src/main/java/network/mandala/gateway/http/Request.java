package network.mandala.gateway.http;

/**
 * What came.
 *
 * @param body empty where there is none
 * @param requestId of the header x-request-id; empty where there is none
 * @param traceparent of W3C trace context; empty where there is none
 */
public record Request(
    String method, String path, String body, String requestId, String traceparent) {}
