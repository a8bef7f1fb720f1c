package network.mandala.operator.certificate;

import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.Map;

/**
 * A certificate that somebody needs.
 *
 * @param namespace where the Secret is made
 * @param name what the name of the Secret begins with
 * @param labels of the Secret
 * @param owner with which the Secret goes
 */
public record CertificateRequest(
    String host, String namespace, String name, Map<String, String> labels, OwnerReference owner) {}
