package network.mandala.identity.spore;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Writes JSON as Go's {@code Marshal} does, or as its {@code MarshalIndent} with two spaces. */
final class JsonOutput {
  private final StringBuilder out = new StringBuilder();
  private final GoEscapes escapes;
  private final boolean indented;
  private int depth;
  private boolean first;

  private JsonOutput(GoEscapes escapes, boolean indented) {
    this.escapes = escapes;
    this.indented = indented;
  }

  static JsonOutput compact(GoEscapes escapes) {
    return new JsonOutput(escapes, false);
  }

  static JsonOutput indented() {
    return new JsonOutput(GoEscapes.SINCE_1_22, true);
  }

  JsonOutput object(Consumer<JsonOutput> members) {
    return nested('{', '}', members);
  }

  JsonOutput object(String name, Consumer<JsonOutput> members) {
    return name(name).object(members);
  }

  JsonOutput text(String name, String value) {
    name(name);
    escapes.quote(value, out);
    return this;
  }

  JsonOutput number(String name, long value) {
    name(name);
    out.append(value);
    return this;
  }

  JsonOutput truth(String name, boolean value) {
    name(name);
    out.append(value);
    return this;
  }

  JsonOutput texts(String name, Texts values) {
    name(name);
    if (!values.present()) {
      out.append("null");
      return this;
    }
    return nested(
        '[',
        ']',
        list ->
            values
                .all()
                .forEach(
                    value -> {
                      next();
                      escapes.quote(value, out);
                    }));
  }

  JsonOutput variables(String name, Variables values) {
    name(name);
    if (!values.present()) {
      out.append("null");
      return this;
    }
    return object(members -> values.all().forEach(members::text));
  }

  byte[] bytes() {
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private JsonOutput name(String name) {
    next();
    escapes.quote(name, out);
    out.append(indented ? ": " : ":");
    return this;
  }

  private JsonOutput nested(char open, char close, Consumer<JsonOutput> content) {
    out.append(open);
    depth++;
    first = true;
    content.accept(this);
    depth--;
    if (!first) {
      newLine();
    }
    first = false;
    out.append(close);
    return this;
  }

  private void next() {
    if (!first) {
      out.append(',');
    }
    first = false;
    newLine();
  }

  private void newLine() {
    if (indented) {
      out.append('\n').append("  ".repeat(depth));
    }
  }
}
