package network.mandala.billing.alert;

import java.time.Instant;
import network.mandala.ledger.journal.EntryKind;
import network.mandala.ledger.money.Satoshis;

/** What one entry of the journal did to the balance of a project. */
record Movement(long entryId, EntryKind kind, Satoshis balanceAfter, Instant at) {}
