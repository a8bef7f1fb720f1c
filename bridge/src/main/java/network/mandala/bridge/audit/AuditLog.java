package network.mandala.bridge.audit;

import java.time.Clock;
import java.util.function.Supplier;
import network.mandala.bridge.http.Json;
import network.mandala.bridge.http.Refusal;
import network.mandala.bridge.http.Reply;
import network.mandala.identity.PublicKey;
import network.mandala.ledger.change.Changes;
import network.mandala.ledger.database.LedgerUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every change that somebody asks for is written down before it is done; if that cannot be, it is
 * not done. How it ended is added afterwards.
 */
public final class AuditLog implements Audit {
  private static final Logger log = LoggerFactory.getLogger(AuditLog.class);
  private static final int OK = 200;

  private final Changes changes;
  private final Clock clock;

  public AuditLog(Changes changes, Clock clock) {
    this.changes = changes;
    this.clock = clock;
  }

  @Override
  public Reply recorded(
      PublicKey identity, String action, String project, String address, Supplier<Reply> work) {
    long change = changes.begun(clock.instant(), identity.hex(), action, project, address);
    Reply reply;
    try {
      reply = work.get();
    } catch (Refusal refused) {
      ended(change, refused.reply().status(), null);
      throw refused;
    }
    ended(change, reply.status(), project == null ? madeBy(reply) : null);
    return reply;
  }

  private void ended(long change, int status, String made) {
    try {
      changes.ended(change, status, made);
    } catch (LedgerUnavailable e) {
      // It is done: to say anything else to the caller would be wrong.
      log.warn("How change {} ended, {}, is not written down: {}", change, status, e);
    }
  }

  /** Null unless a project was made. */
  private static String madeBy(Reply reply) {
    if (reply.status() / 100 * 100 != OK) {
      return null;
    }
    try {
      var body = Json.parseObject(reply.body());
      return body.path("projectId").asText(body.path("id").asText(null));
    } catch (Refusal notAnObject) {
      return null;
    }
  }
}
