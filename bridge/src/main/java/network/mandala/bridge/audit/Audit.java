package network.mandala.bridge.audit;

import java.util.function.Supplier;
import network.mandala.bridge.http.Reply;
import network.mandala.identity.PublicKey;

/** Is told of every change before it is done. */
@FunctionalInterface
public interface Audit {
  /** Writes nothing down. */
  Audit NONE = (identity, action, project, address, work) -> work.get();

  /**
   * Does it, and writes down who asked.
   *
   * @param action method and route
   * @param project null if it is about none, or makes one: then the reply names it
   * @throws network.mandala.ledger.database.LedgerUnavailable if it cannot be written down; it was
   *     not done then
   */
  Reply recorded(
      PublicKey identity, String action, String project, String address, Supplier<Reply> work);
}
