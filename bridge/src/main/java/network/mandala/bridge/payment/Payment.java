package network.mandala.bridge.payment;

import network.mandala.bridge.chain.TxId;
import network.mandala.crds.project.Network;

/**
 * A payment that is known.
 *
 * @param projectId whom it is for
 * @param satoshis that it really pays
 * @param why it is as it is, for people; empty if that needs no words
 * @param everCredited whether an entry of the ledger was made for it
 * @param funded whether it is credited now
 * @param balanceAfter of the project after its first credit; 0 if it was never credited
 * @param working whether somebody asks the network about it just now
 * @param attempts how often the network has been asked without a final answer
 * @param ageSeconds since it came
 */
public record Payment(
    long id,
    TxId transaction,
    String prefix,
    Network network,
    String projectId,
    long satoshis,
    PaymentState state,
    String why,
    boolean everCredited,
    boolean funded,
    long balanceAfter,
    boolean working,
    int attempts,
    long ageSeconds) {

  /** The output that pays is the first, as BRC-105 has it. */
  static final int OUTPUT = 0;
}
