package network.mandala.builder.registry;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What a registry wants before it answers: the WWW-Authenticate header of a 401. */
record Challenge(String scheme, Map<String, String> parameters) {
  private static final Pattern PARAMETER =
      Pattern.compile("([a-zA-Z_]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,\"]+))");

  static Challenge parse(String header) {
    int space = header.indexOf(' ');
    String scheme = space < 0 ? header : header.substring(0, space);
    var parameters = new LinkedHashMap<String, String>();
    var found = PARAMETER.matcher(space < 0 ? "" : header.substring(space));
    while (found.find()) {
      String value =
          found.group(2) != null ? found.group(2).replaceAll("\\\\(.)", "$1") : found.group(3);
      parameters.putIfAbsent(found.group(1).toLowerCase(Locale.ROOT), value);
    }
    return new Challenge(scheme.toLowerCase(Locale.ROOT), Map.copyOf(parameters));
  }

  boolean isBasic() {
    return scheme.equals("basic");
  }

  boolean isBearer() {
    return scheme.equals("bearer") && parameters.containsKey("realm");
  }

  String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }
}
