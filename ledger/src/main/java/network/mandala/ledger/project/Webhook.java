package network.mandala.ledger.project;

import java.net.URI;

/**
 * Where news about a project is posted, signed with the node's key, so no secret is shared.
 *
 * @param url http or https
 */
public record Webhook(URI url) {}
