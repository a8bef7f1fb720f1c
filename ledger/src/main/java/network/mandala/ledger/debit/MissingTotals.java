package network.mandala.ledger.debit;

/**
 * What became of missing windows of a meter.
 *
 * @param open may still be filled
 * @param filled were found in the history
 * @param writtenOff were given up: nobody pays for them
 */
public record MissingTotals(long open, long filled, long writtenOff) {}
