package network.mandala.ledger.account;

import network.mandala.ledger.money.AmountOutOfRange;
import network.mandala.ledger.money.Satoshis;

/**
 * One amount for each account of a project, in satoshis: balances, or the lines of an entry. They
 * sum to zero, always.
 */
public record Amounts(
    long tenantFunds,
    long holds,
    long providerRevenue,
    long writeOffs,
    long nodeWallet,
    long adjustments) {
  /**
   * The most that an account can have, in either direction: five hundred times all satoshis there
   * will ever be, and little enough that the six can be added without leaving a long.
   */
  public static final long LIMIT = 1_000_000_000_000_000_000L;

  public static final Amounts ZERO = new Amounts(0, 0, 0, 0, 0, 0);

  public Amounts {
    for (long amount :
        new long[] {tenantFunds, holds, providerRevenue, writeOffs, nodeWallet, adjustments}) {
      if (amount > LIMIT || amount < -LIMIT) {
        throw new AmountOutOfRange("an account with " + amount + " sat");
      }
    }
    if (tenantFunds + holds + providerRevenue + writeOffs + nodeWallet + adjustments != 0) {
      throw new IllegalArgumentException("the accounts of a project do not sum to zero");
    }
  }

  /** What moves an amount from one account to another. */
  public static Amounts move(Satoshis amount, Purpose from, Purpose to) {
    return of(from, amount.negated().value()).add(to, amount.value()).toAmounts();
  }

  public Satoshis of(Purpose purpose) {
    return Satoshis.of(
        switch (purpose) {
          case TENANT_FUNDS -> tenantFunds;
          case HOLDS -> holds;
          case PROVIDER_REVENUE -> providerRevenue;
          case WRITE_OFFS -> writeOffs;
          case NODE_WALLET -> nodeWallet;
          case ADJUSTMENTS -> adjustments;
        });
  }

  /**
   * @throws AmountOutOfRange beyond {@link #LIMIT}
   */
  public Amounts plus(Amounts lines) {
    return new Amounts(
        tenantFunds + lines.tenantFunds,
        holds + lines.holds,
        providerRevenue + lines.providerRevenue,
        writeOffs + lines.writeOffs,
        nodeWallet + lines.nodeWallet,
        adjustments + lines.adjustments);
  }

  /** The same the other way. */
  public Amounts negated() {
    return new Amounts(
        -tenantFunds, -holds, -providerRevenue, -writeOffs, -nodeWallet, -adjustments);
  }

  private static Unbalanced of(Purpose purpose, long amount) {
    return new Unbalanced(new long[Purpose.values().length]).add(purpose, amount);
  }

  /** Amounts on their way to a sum of zero. */
  private record Unbalanced(long[] amounts) {
    Unbalanced add(Purpose purpose, long amount) {
      amounts[purpose.ordinal()] += amount;
      return this;
    }

    Amounts toAmounts() {
      return new Amounts(
          amounts[Purpose.TENANT_FUNDS.ordinal()],
          amounts[Purpose.HOLDS.ordinal()],
          amounts[Purpose.PROVIDER_REVENUE.ordinal()],
          amounts[Purpose.WRITE_OFFS.ordinal()],
          amounts[Purpose.NODE_WALLET.ordinal()],
          amounts[Purpose.ADJUSTMENTS.ordinal()]);
    }
  }
}
