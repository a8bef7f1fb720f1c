package network.mandala.ledger.audit;

/** Checks all books against each other. It reads only. */
public interface Audit {
  /** One project after the other, each as it is at one moment; others may write meanwhile. */
  AuditReport run();
}
