package network.mandala.billing.alert;

/** What one crossing is told, and to whom. */
record Alert(long entryId, Notice notice, Contacts contacts) {}
