/**
 * Certificates for the domains of tenants, from an authority that speaks ACME (RFC 8555) with the
 * challenge HTTP-01. What an order has come to is in a Secret of the operator's namespace, so any
 * process can go on with it; the certificate is a Secret beside the agent.
 *
 * <ul>
 *   <li>{@link network.mandala.operator.certificate.Certificates} gets them, in threads of its own;
 *   <li>{@link network.mandala.operator.certificate.CertificateSecret} is what an Ingress names;
 *   <li>{@link network.mandala.operator.certificate.ChallengeEndpoint} answers the authority, in
 *       every replica.
 * </ul>
 */
package network.mandala.operator.certificate;
