package network.mandala.cli.ledger;

import java.math.BigInteger;
import java.util.regex.Pattern;
import network.mandala.ledger.money.Satoshis;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Amounts as people write them: whole satoshis, not zero, with a sign where they are taken. */
final class SatoshisConverter implements ITypeConverter<Satoshis> {
  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");
  private static final BigInteger ALL_THERE_ARE = BigInteger.valueOf(2_100_000_000_000_000L);

  @Override
  public Satoshis convert(String value) {
    if (!WHOLE.matcher(value).matches()) {
      throw new TypeConversionException(
          "'" + value + "' is no amount: write whole satoshis in digits, for example 100000");
    }
    var amount = new BigInteger(value.startsWith("+") ? value.substring(1) : value);
    if (amount.signum() == 0) {
      throw new TypeConversionException("an amount of zero changes nothing");
    }
    if (amount.abs().compareTo(ALL_THERE_ARE) > 0) {
      throw new TypeConversionException(
          "'" + value + "' is more than all satoshis that there will ever be");
    }
    return Satoshis.of(amount.longValueExact());
  }
}
