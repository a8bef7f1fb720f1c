package network.mandala.cli.ledger;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import network.mandala.ledger.journal.EntryKind;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Kinds of entries as people write them: top-up, debit. */
final class KindConverter implements ITypeConverter<EntryKind> {
  @Override
  public EntryKind convert(String value) {
    return Arrays.stream(EntryKind.values())
        .filter(kind -> text(kind).equals(value.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'%s' is no kind of entry: there are %s"
                        .formatted(
                            value,
                            Arrays.stream(EntryKind.values())
                                .map(KindConverter::text)
                                .collect(Collectors.joining(", ")))));
  }

  static String text(EntryKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
