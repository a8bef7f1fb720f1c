package network.mandala.bridge.user;

import network.mandala.identity.PublicKey;
import network.mandala.ledger.database.LedgerDatabase;

/** In the ledger's database. */
public final class JdbiUsers implements Users {
  private final LedgerDatabase database;

  public JdbiUsers(LedgerDatabase database) {
    this.database = database;
  }

  @Override
  public void register(PublicKey identity) {
    database.inTransaction(
        tx ->
            tx.createUpdate(
                    """
                    insert ignore into bridge_user (identity_key, registered_at)
                    values (:key, utc_timestamp(6))
                    """)
                .bind("key", identity.hex())
                .execute());
  }

  @Override
  public boolean isRegistered(PublicKey identity) {
    return database.read(
        tx ->
            tx.createQuery("select 1 from bridge_user where identity_key = :key")
                .bind("key", identity.hex())
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  @Override
  public long count() {
    return database.read(
        tx -> tx.createQuery("select count(*) from bridge_user").mapTo(Long.class).one());
  }
}
