package network.mandala.bridge.payment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import network.mandala.bridge.chain.Report;
import network.mandala.bridge.chain.TxId;
import network.mandala.bridge.lease.Leases;
import network.mandala.crds.project.Network;
import network.mandala.ledger.database.LedgerDatabase;
import network.mandala.ledger.journal.JdbiTopUps;
import network.mandala.ledger.money.Satoshis;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Payments in the ledger's database: a row and the entry that follows from it change in one
 * transaction. All times are the database's.
 */
final class JdbiPayments {
  /** Whoever has asked the network for so long is not there any more. */
  static final Duration LEASE = Duration.ofMinutes(1);

  private static final Leases LEASES = new Leases("bridge_payment", LEASE);

  private static final String ACTOR = "mandala-bridge";
  private static final String REASON = "Admin payment";
  private static final String SELECT =
      """
      select p.id, p.txid, p.prefix, p.network, p.project_id, p.satoshis, p.state, p.why,
        p.credit_entry, p.reversal_entry, p.second_credit_entry, e.balance_after, p.attempts,
        coalesce(p.leased_until > utc_timestamp(6), false) as working,
        timestampdiff(second, p.received_at, utc_timestamp(6)) as age
      from bridge_payment p left join entry e on e.id = p.credit_entry
      """;

  private final LedgerDatabase database;

  JdbiPayments(LedgerDatabase database) {
    this.database = database;
  }

  /** What a payment turned out to be when it was to be kept. */
  sealed interface Received {
    /** It is new, or was rejected before; the caller has its lease if it is not settled. */
    record Mine(Payment payment) implements Received {}

    record Known(Payment payment) implements Received {}

    /** For another transaction. */
    record PrefixUsed() implements Received {}
  }

  Optional<Payment> find(TxId transaction) {
    return database.read(tx -> find(tx, transaction));
  }

  Payment get(long id) {
    return database.read(tx -> get(tx, id));
  }

  byte[] beef(long id) {
    return database.read(
        tx ->
            tx.createQuery("select beef from bridge_payment where id = :id")
                .bind("id", id)
                .mapTo(byte[].class)
                .one());
  }

  /** Keeps it; the network is asked by the caller. */
  Received receive(NewPayment payment) {
    return database.inTransaction(tx -> keep(tx, payment));
  }

  /** Keeps it and credits it at once. */
  Received trust(NewPayment payment) {
    return database.inTransaction(
        tx -> {
          var received = keep(tx, payment);
          if (!(received instanceof Received.Mine mine)) {
            return received;
          }
          var entry = credit(tx, mine.payment(), "");
          tx.createUpdate(
                  """
                  update bridge_payment
                  set state = 'TRUSTED', credit_entry = :entry, leased_until = null,
                    due_at = null, settled_at = utc_timestamp(6), beef = null
                  where id = :id
                  """)
              .bind("entry", entry)
              .bind("id", mine.payment().id())
              .execute();
          return new Received.Mine(get(tx, mine.payment().id()));
        });
  }

  /** Whether the caller may ask the network about it now. */
  boolean lease(long id) {
    return database.inTransaction(tx -> LEASES.take(tx, id));
  }

  /** Those about which the network is to be asked; the caller has their leases. */
  List<Payment> claim(int most) {
    return database.inTransaction(
        tx -> LEASES.takeDue(tx, most).stream().map(id -> get(tx, id)).toList());
  }

  /** Writes what follows from a report, with the money. */
  Payment apply(long id, Report report) {
    return database.inTransaction(
        tx -> {
          lock(tx, id);
          var payment = get(tx, id);
          var next = Settlement.of(payment, report);
          switch (next.money()) {
            case NOTHING -> {}
            case CREDIT -> setEntry(tx, id, "credit_entry", credit(tx, payment, ""));
            case REVERSE -> setEntry(tx, id, "reversal_entry", reverse(tx, id, next.why()));
            case CREDIT_AGAIN ->
                setEntry(tx, id, "second_credit_entry", credit(tx, payment, ":mined"));
          }
          tx.createUpdate(
                  """
                  update bridge_payment
                  set state = :state, why = :why, leased_until = null, attempts = attempts + 1,
                    due_at = utc_timestamp(6) + interval :again second,
                    settled_at = if(:again is null, utc_timestamp(6), null)
                  where id = :id
                  """)
              .bind("state", next.state())
              .bind("why", cut(next.why()))
              .bind("again", next.lookAgain().map(Duration::toSeconds).orElse(null))
              .bind("id", id)
              .execute();
          return get(tx, id);
        });
  }

  /** Nothing is known; it is asked again later. */
  Payment postpone(long id, String why) {
    return database.inTransaction(
        tx -> {
          lock(tx, id);
          var payment = get(tx, id);
          tx.createUpdate(
                  """
                  update bridge_payment
                  set why = :why, leased_until = null, attempts = attempts + 1,
                    due_at = utc_timestamp(6) + interval :again second
                  where id = :id
                  """)
              .bind("why", cut(why))
              .bind("again", Settlement.afterSilence(payment.attempts()).toSeconds())
              .bind("id", id)
              .execute();
          return get(tx, id);
        });
  }

  private static Received keep(Handle tx, NewPayment payment) {
    var known = find(tx, payment.transaction());
    if (known.isPresent()) {
      return again(tx, known.get(), payment);
    }
    var use =
        tx.createQuery("select txid from bridge_payment where prefix = :prefix")
            .bind("prefix", payment.prefix())
            .mapTo(String.class)
            .findOne();
    if (use.isPresent()) {
      // The same payment may have come to somebody else since we looked.
      return use.get().equals(payment.transaction().hex())
          ? again(tx, find(tx, payment.transaction()).orElseThrow(), payment)
          : new Received.PrefixUsed();
    }
    tx.createUpdate(
            """
            insert into bridge_payment (txid, output, prefix, suffix, sender, network, project_id,
              required, satoshis, state, why, beef, received_at, due_at, leased_until)
            values (:txid, :output, :prefix, :suffix, :sender, :network, :project, :required,
              :satoshis, 'RECEIVED', '', :beef, utc_timestamp(6), utc_timestamp(6),
              utc_timestamp(6) + interval :lease second)
            """)
        .bind("txid", payment.transaction().hex())
        .bind("output", Payment.OUTPUT)
        .bind("prefix", payment.prefix())
        .bind("suffix", payment.suffix())
        .bind("sender", payment.sender().hex())
        .bind("network", payment.network().name().toLowerCase(Locale.ROOT))
        .bind("project", payment.projectId())
        .bind("required", payment.required())
        .bind("satoshis", payment.satoshis())
        .bind("beef", payment.beef())
        .bind("lease", LEASE.toSeconds())
        .execute();
    return new Received.Mine(find(tx, payment.transaction()).orElseThrow());
  }

  /** A rejected one may come again, with other proofs. */
  private static Received again(Handle tx, Payment known, NewPayment payment) {
    if (!known.projectId().equals(payment.projectId())) {
      return new Received.Known(known);
    }
    int changed =
        tx.createUpdate(
                """
                update bridge_payment
                set state = 'RECEIVED', why = '', beef = :beef, attempts = 0, settled_at = null,
                  received_at = utc_timestamp(6), due_at = utc_timestamp(6),
                  leased_until = utc_timestamp(6) + interval :lease second
                where id = :id and state = 'REJECTED' and credit_entry is null
                """)
            .bind("beef", payment.beef())
            .bind("lease", LEASE.toSeconds())
            .bind("id", known.id())
            .execute();
    var now = get(tx, known.id());
    return changed == 1 ? new Received.Mine(now) : new Received.Known(now);
  }

  private static long credit(Handle tx, Payment payment, String again) {
    return JdbiTopUps.credit(
            tx,
            payment.projectId(),
            Satoshis.of(payment.satoshis()),
            "payment:" + payment.transaction() + ":" + Payment.OUTPUT + again,
            REASON,
            ACTOR)
        .id();
  }

  private static long reverse(Handle tx, long id, String why) {
    long credit =
        tx.createQuery("select credit_entry from bridge_payment where id = :id")
            .bind("id", id)
            .mapTo(Long.class)
            .one();
    return JdbiTopUps.reverse(tx, credit, "The payment was undone: " + cut(why), ACTOR).id();
  }

  private static void setEntry(Handle tx, long id, String column, long entry) {
    tx.createUpdate("update bridge_payment set " + column + " = :entry where id = :id")
        .bind("entry", entry)
        .bind("id", id)
        .execute();
  }

  private static void lock(Handle tx, long id) {
    tx.createQuery("select id from bridge_payment where id = :id for update")
        .bind("id", id)
        .mapTo(Long.class)
        .one();
  }

  private static Optional<Payment> find(Handle tx, TxId transaction) {
    return tx.createQuery(SELECT + " where p.txid = :txid and p.output = :output")
        .bind("txid", transaction.hex())
        .bind("output", Payment.OUTPUT)
        .map(JdbiPayments::payment)
        .findOne();
  }

  private static Payment get(Handle tx, long id) {
    return tx.createQuery(SELECT + " where p.id = :id")
        .bind("id", id)
        .map(JdbiPayments::payment)
        .one();
  }

  private static Payment payment(ResultSet row, StatementContext context) throws SQLException {
    boolean credited = row.getObject("credit_entry") != null;
    boolean reversed = row.getObject("reversal_entry") != null;
    boolean again = row.getObject("second_credit_entry") != null;
    return new Payment(
        row.getLong("id"),
        new TxId(row.getString("txid")),
        row.getString("prefix"),
        Network.valueOf(row.getString("network").toUpperCase(Locale.ROOT)),
        row.getString("project_id"),
        row.getLong("satoshis"),
        PaymentState.valueOf(row.getString("state")),
        row.getString("why"),
        credited,
        credited && (!reversed || again),
        row.getLong("balance_after"),
        row.getBoolean("working"),
        row.getInt("attempts"),
        row.getLong("age"));
  }

  private static String cut(String why) {
    return why.length() > 400 ? why.substring(0, 400) : why;
  }
}
