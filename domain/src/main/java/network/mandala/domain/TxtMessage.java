package network.mandala.domain;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/**
 * Reads a message of a name server, which may say anything: only records of the name that was asked
 * for count, or of the name that it is an alias of (RFC 1034, 3.6.2).
 */
final class TxtMessage {

  /** Aliases of aliases; more are a loop or a joke. */
  static final int MOST_ALIASES = 8;

  private TxtMessage() {}

  /** What one message says. */
  sealed interface Reading {

    record Answered(TxtAnswer answer) implements Reading {}

    /** The name is another name for {@code target}, whose records are not in the message. */
    record Alias(Name target, int aliases) implements Reading {}

    /** The message is no answer; another server may have one. */
    record Useless(String why) implements Reading {}
  }

  static Reading read(Message message, Name asked) {
    var question = message.getQuestion();
    if (!message.getHeader().getFlag(Flags.QR)
        || question == null
        || !question.getName().equals(asked)
        || question.getType() != Type.TXT
        || question.getDClass() != DClass.IN) {
      return new Reading.Useless("it answers another question");
    }
    int code = message.getHeader().getRcode();
    if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
      return new Reading.Useless("it says " + Rcode.string(code));
    }
    var answers = message.getSection(Section.ANSWER);
    var name = asked;
    for (int aliases = 0; aliases <= MOST_ALIASES; aliases++) {
      var records = records(answers, name);
      if (!records.isEmpty()) {
        return new Reading.Answered(new TxtAnswer.Records(records));
      }
      var target = target(answers, name);
      if (target == null) {
        return aliases == 0 || code == Rcode.NXDOMAIN
            ? new Reading.Answered(new TxtAnswer.None())
            : new Reading.Alias(name, aliases);
      }
      name = target;
    }
    return new Reading.Answered(new TxtAnswer.None());
  }

  private static List<List<String>> records(List<Record> answers, Name name) {
    var found = new ArrayList<List<String>>();
    for (var answer : answers) {
      if (answer instanceof TXTRecord record
          && record.getDClass() == DClass.IN
          && record.getName().equals(name)) {
        var strings = new ArrayList<String>();
        for (var bytes : record.getStringsAsByteArrays()) {
          strings.add(new String((byte[]) bytes, StandardCharsets.ISO_8859_1));
        }
        found.add(List.copyOf(strings));
      }
    }
    return found;
  }

  /** Null when the name is no alias. */
  private static Name target(List<Record> answers, Name name) {
    return answers.stream()
        .filter(CNAMERecord.class::isInstance)
        .filter(record -> record.getDClass() == DClass.IN && record.getName().equals(name))
        .map(record -> ((CNAMERecord) record).getTarget())
        .findFirst()
        .orElse(null);
  }
}
