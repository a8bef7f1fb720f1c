package network.mandala.bridge.deploy;

import java.time.Instant;

/**
 * One upload that is allowed, or was accepted.
 *
 * @param id 32 hexadecimal digits
 * @param creator identity key of who opened it
 * @param expiresAt until when an upload is taken
 * @param wish null until an upload is accepted
 */
public record Deployment(
    String id,
    String project,
    String creator,
    Instant createdAt,
    Instant expiresAt,
    DeploymentState state,
    Wish wish) {}
