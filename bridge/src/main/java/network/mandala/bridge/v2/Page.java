package network.mandala.bridge.v2;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import network.mandala.bridge.session.Seals;

/**
 * Some of a list.
 *
 * @param nextCursor asks for what comes after; null: nothing does
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Page<T>(List<T> items, String nextCursor) {
  static final int MOST = 200;
  static final int USUAL = 50;

  /**
   * What a caller asks for.
   *
   * @param after what the last item of the page before was known by
   */
  @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
  record Wanted(Seals seals, String list, int limit, Optional<String> after) {
    /**
     * Reads limit and cursor.
     *
     * @param list which one, and whose: a cursor of another list is refused
     */
    static Wanted read(Parameters in, Seals seals, String list) {
      int limit = in.number("limit", 1, MOST, USUAL);
      var cursor = in.text("cursor");
      var after = cursor.flatMap(text -> seals.open("cursor " + list, text));
      if (cursor.isPresent() && after.isEmpty()) {
        in.wrong("cursor", "is none that this list gave: begin without one");
      }
      return new Wanted(seals, list, limit, after);
    }

    /**
     * @param found one more than the limit if there is more
     * @param known what the next page begins after
     */
    <S, T> Page<T> of(List<S> found, Function<S, String> known, Function<S, T> view) {
      boolean more = found.size() > limit;
      var shown = more ? found.subList(0, limit) : found;
      return new Page<>(
          shown.stream().map(view).toList(),
          more ? seals.seal("cursor " + list, known.apply(shown.getLast())) : null);
    }
  }
}
