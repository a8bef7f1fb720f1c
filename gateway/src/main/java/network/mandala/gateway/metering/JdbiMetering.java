package network.mandala.gateway.metering;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import network.mandala.ledger.account.JdbiAccountRows;
import network.mandala.ledger.database.LedgerDatabase;
import network.mandala.ledger.hold.Holds;
import network.mandala.ledger.hold.InsufficientFunds;
import network.mandala.ledger.hold.JdbiHolds;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.project.Projects;
import org.jdbi.v3.core.Handle;

/**
 * Calls and their money, in the ledger's database: what may become due is set aside before a runner
 * begins, and what was used is written down and taken in one transaction.
 */
public final class JdbiMetering {
  private static final String ACTOR = "gateway";
  private static final long PER_SATOSHI = 1000;

  private final LedgerDatabase database;
  private final Holds holds;
  private final Projects projects;

  public JdbiMetering(LedgerDatabase database, Holds holds, Projects projects) {
    this.database = database;
    this.holds = holds;
    this.projects = projects;
  }

  /**
   * Sets aside what a call of a project may come to.
   *
   * @param project its name
   * @param mostMillisatoshis that it can cost
   * @return empty if there is no such project
   * @throws InsufficientFunds if it has less
   */
  public Optional<Payer.Project> reserve(
      String project, byte[] callId, long mostMillisatoshis, Instant until) {
    return projects
        .byName(project)
        .map(
            known -> {
              if (mostMillisatoshis == 0) {
                return new Payer.Project(known.projectId(), 0);
              }
              // What earlier calls left comes on top.
              var most =
                  Satoshis.of(Math.ceilDiv(mostMillisatoshis + PER_SATOSHI - 1, PER_SATOSHI));
              var hold = holds.reserve(known.projectId(), most, key(callId), until);
              return new Payer.Project(known.projectId(), hold.id());
            });
  }

  /**
   * Makes a payment the one of this call, and of no other unless this one fails.
   *
   * @return false if it is spent already, or another call is at work on it
   */
  public boolean reserve(
      byte[] receiptId,
      byte[] paymentHash,
      byte[] callId,
      String keyId,
      long satoshis,
      Instant now,
      Duration atWork) {
    return database.inTransaction(
        tx -> {
          tx.createUpdate(
                  "delete from gateway_receipt where (receipt_id = :receipt or payment_hash = :hash)"
                      + " and state = 'RESERVED' and reserved_until < :now")
              .bind("receipt", receiptId)
              .bind("hash", paymentHash)
              .bind("now", time(now))
              .execute();
          return tx.createUpdate(
                      "insert ignore into gateway_receipt (receipt_id, payment_hash, call_id,"
                          + " key_id, satoshis, state, reserved_until) values (:receipt, :hash,"
                          + " :call, :key, :satoshis, 'RESERVED', :until)")
                  .bind("receipt", receiptId)
                  .bind("hash", paymentHash)
                  .bind("call", callId)
                  .bind("key", keyId)
                  .bind("satoshis", satoshis)
                  .bind("until", time(now.plus(atWork)))
                  .execute()
              == 1;
        });
  }

  /** Nothing was delivered: the money is the payer's again. */
  public void release(Payer payer, byte[] callId) {
    switch (payer) {
      case Payer.Nobody nobody -> {
        // There is nothing to give back.
      }
      case Payer.Project project -> {
        if (project.holdId() != 0) {
          holds.release(project.holdId());
        }
      }
      case Payer.Receipt receipt ->
          database.inTransaction(
              tx ->
                  tx.createUpdate(
                          "delete from gateway_receipt where receipt_id = :receipt and call_id ="
                              + " :call and state = 'RESERVED'")
                      .bind("receipt", receipt.receiptId())
                      .bind("call", callId)
                      .execute());
    }
  }

  /** Writes the call down and takes its money: both or neither, and once. */
  public void settle(Metered call) {
    database.<Boolean, RuntimeException>inTransaction(
        tx -> {
          if (!write(tx, call)) {
            return false;
          }
          switch (call.payer()) {
            case Payer.Nobody nobody -> {
              // It was free.
            }
            case Payer.Project project -> take(tx, project, call);
            case Payer.Receipt receipt ->
                tx.createUpdate(
                        "update gateway_receipt set state = 'SPENT' where receipt_id = :receipt and"
                            + " call_id = :call")
                    .bind("receipt", receipt.receiptId())
                    .bind("call", call.callId())
                    .execute();
          }
          return true;
        });
  }

  private static boolean write(Handle tx, Metered call) {
    var project = call.payer() instanceof Payer.Project of ? of : null;
    return tx.createUpdate(
                "insert ignore into gateway_call (call_id, node_id, request_id, model, key_id,"
                    + " payer, project_id, hold_id, input_tokens, output_tokens, bytes_in,"
                    + " bytes_out, wall_ms, msat, complete, at) values (:call, :node, :request,"
                    + " :model, :key, :payer, :project, :hold, :inputTokens, :outputTokens,"
                    + " :bytesIn, :bytesOut, :wall, :msat, :complete, :at)")
            .bind("call", call.callId())
            .bind("node", call.nodeId())
            .bind("request", call.requestId())
            .bind("model", call.model())
            .bind("key", call.keyId())
            .bind("payer", word(call.payer()))
            .bind("project", project == null ? null : project.projectId())
            .bind("hold", project == null || project.holdId() == 0 ? null : project.holdId())
            .bind("inputTokens", call.usage().inputTokens())
            .bind("outputTokens", call.usage().outputTokens())
            .bind("bytesIn", call.usage().bytesIn())
            .bind("bytesOut", call.usage().bytesOut())
            .bind("wall", call.usage().wallMillis())
            .bind("msat", call.millisatoshis())
            .bind("complete", call.usage().complete())
            .bind("at", time(call.at()))
            .execute()
        == 1;
  }

  private static String word(Payer payer) {
    return switch (payer) {
      case Payer.Nobody nobody -> "NOBODY";
      case Payer.Project project -> "PROJECT";
      case Payer.Receipt receipt -> "RECEIPT";
    };
  }

  /** Whole satoshis are posted; what is left is carried to the next call. */
  private static void take(Handle tx, Payer.Project project, Metered call) {
    if (project.holdId() == 0) {
      return;
    }
    JdbiAccountRows.lock(tx, project.projectId());
    long carried =
        tx.createQuery("select msat from gateway_carry where project_id = :project for update")
            .bind("project", project.projectId())
            .mapTo(Long.class)
            .findOne()
            .orElse(0L);
    long due = call.millisatoshis() + carried;
    tx.createUpdate(
            "insert into gateway_carry (project_id, msat) values (:project, :msat) on duplicate key"
                + " update msat = :msat")
        .bind("project", project.projectId())
        .bind("msat", due % PER_SATOSHI)
        .execute();
    JdbiHolds.captureIn(
        tx,
        project.holdId(),
        Satoshis.of(due / PER_SATOSHI),
        "inference: %d tokens read, %d written by %s"
            .formatted(call.usage().inputTokens(), call.usage().outputTokens(), call.model()),
        ACTOR);
  }

  private static String key(byte[] callId) {
    return "inference:" + HexFormat.of().formatHex(callId);
  }

  private static LocalDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC).toLocalDateTime();
  }
}
