package network.mandala.identity.spore;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The environment in a manifest, in the order in which it is signed: that of the bytes of the names
 * in UTF-8.
 *
 * @param present false: it is written as null
 * @param all empty when it is not present
 */
public record Variables(boolean present, SortedMap<String, String> all) {
  /** UTF-16 puts the characters above U+FFFF before U+E000; UTF-8 does not. */
  static final Comparator<String> BYTES_OF_UTF8 =
      (one, other) -> Arrays.compare(one.codePoints().toArray(), other.codePoints().toArray());

  static final Variables NONE = new Variables(false, Collections.emptySortedMap());

  public Variables {
    var sorted = new TreeMap<String, String>(BYTES_OF_UTF8);
    sorted.putAll(all);
    all = Collections.unmodifiableSortedMap(sorted);
    if (!present && !all.isEmpty()) {
      throw new IllegalArgumentException("what is not there has no variables");
    }
  }

  /** These, or none of them: an empty object. */
  public static Variables of(Map<String, String> all) {
    var sorted = new TreeMap<String, String>(BYTES_OF_UTF8);
    sorted.putAll(all);
    return new Variables(true, sorted);
  }
}
