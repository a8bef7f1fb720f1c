package network.mandala.operator.project;

import java.time.Instant;

/**
 * The grants of a project: kept while they are good, renewed at half of their life.
 *
 * @param renewAt when the earlier of them is due
 */
record Credentials(String pullGrant, String pushGrant, Instant renewAt) {}
