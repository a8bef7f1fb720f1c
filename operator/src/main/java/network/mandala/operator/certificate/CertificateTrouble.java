package network.mandala.operator.certificate;

import java.time.Instant;

/**
 * Why there is no certificate yet.
 *
 * @param authorityAway the authority could not be asked; else it refused
 * @param message for the tenant; nothing of it is secret
 * @param retryAt when it is tried again
 */
public record CertificateTrouble(boolean authorityAway, String message, Instant retryAt) {}
