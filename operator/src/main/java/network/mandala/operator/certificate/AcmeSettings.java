package network.mandala.operator.certificate;

import java.net.URI;
import java.nio.file.Path;

/**
 * Which authority is asked, and how it reaches us.
 *
 * @param server the directory of the authority
 * @param email that the authority may write to; empty: none
 * @param caFile certificates that the authority's server is believed by; null: the usual ones
 * @param namespace of the operator
 * @param service that leads to the operator's replicas
 * @param ingressClassName empty: the cluster's default
 */
public record AcmeSettings(
    URI server,
    String email,
    Path caFile,
    String namespace,
    String service,
    String ingressClassName) {}
