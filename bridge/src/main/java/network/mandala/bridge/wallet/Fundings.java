package network.mandala.bridge.wallet;

import java.util.Set;
import network.mandala.crds.project.Network;
import network.mandala.identity.PublicKey;
import network.mandala.ledger.database.LedgerDatabase;

/** Takes wishes that keys of projects be paid. Each key of a project is paid once. */
public final class Fundings {
  private final LedgerDatabase database;
  private final long satoshis;

  /**
   * @param satoshis of one payment; 0: nothing is ever paid
   */
  public Fundings(LedgerDatabase database, long satoshis) {
    this.database = database;
    this.satoshis = satoshis;
  }

  /** It is paid when there is money for it; asking again changes nothing. */
  public void request(String projectId, Network network, PublicKey key) {
    if (satoshis == 0) {
      return;
    }
    database.inTransaction(
        tx ->
            tx.createUpdate(
                    """
                    insert into bridge_funding (project_id, network, public_key, satoshis, state,
                      why, requested_at, looked_at)
                    values (:project, :network, :key, :satoshis, 'WAITING', '', utc_timestamp(6),
                      utc_timestamp(6))
                    on duplicate key update id = id
                    """)
                .bind("project", projectId)
                .bind("network", JdbiCoins.word(network))
                .bind("key", key.hex())
                .bind("satoshis", satoshis)
                .execute());
  }

  /** Those whose keys are still to be paid. */
  public Set<String> projects() {
    return database.read(
        tx ->
            Set.copyOf(
                tx.createQuery(
                        "select distinct project_id from bridge_funding where state = 'WAITING'")
                    .mapTo(String.class)
                    .list()));
  }

  /** The project is gone, and its key with it. */
  public void forget(String projectId) {
    database.inTransaction(
        tx ->
            tx.createUpdate(
                    """
                    update bridge_funding set state = 'GONE'
                    where project_id = :project and state = 'WAITING'
                    """)
                .bind("project", projectId)
                .execute());
  }
}
