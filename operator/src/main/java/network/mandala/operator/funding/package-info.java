/**
 * Money in the operator: projects are made known to the ledger, their balances come back from it,
 * and decide who runs, who waits and who sleeps.
 *
 * <p>{@link network.mandala.operator.funding.Ladder} and {@link
 * network.mandala.operator.funding.DeployGate} decide without I/O; {@link
 * network.mandala.operator.funding.Treasury} is the door to the ledger, which may be away at any
 * time: nobody is suspended or resumed because of that.
 */
package network.mandala.operator.funding;
