package network.mandala.billing.prometheus;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where Prometheus is and how long it may talk.
 *
 * @param url without {@code /api/v1/query}
 * @param caFile PEM; null: the usual authorities
 * @param tokenFile read for each query, since it may be renewed; null: no token
 * @param tenant empty: no header
 * @param timeout of a whole answer
 */
public record PrometheusSettings(
    URI url,
    Path caFile,
    Path tokenFile,
    String tenantHeader,
    String tenant,
    Duration timeout,
    long maxAnswerBytes) {}
