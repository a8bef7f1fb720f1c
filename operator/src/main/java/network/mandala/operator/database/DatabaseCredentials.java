package network.mandala.operator.database;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import network.mandala.operator.kubernetes.Labels;

/**
 * The Secret of a database: made once, with a password of its own. It is immutable, so nobody can
 * change the password in it and wonder why the server has another; for a new one it is made anew.
 */
public final class DatabaseCredentials {

  /** Annotation: the request for a new password that this Secret answers. */
  static final String ROTATION = "mandala.network/rotation";

  /**
   * By these first letters and its length a password is found in whatever a program writes, without
   * anybody having to know it.
   */
  private static final String MARK = "mdb";

  private static final int LENGTH = 40;
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final Pattern PASSWORD = Pattern.compile(MARK + "[A-Za-z0-9]{" + LENGTH + "}");

  private DatabaseCredentials() {}

  /**
   * @param random must be fit for secrets
   */
  static Secret desired(DatabaseInput input, RandomGenerator random) {
    var engine = input.engine();
    var password = password(random);
    var data = new TreeMap<String, String>();
    data.put("url", engine.url(input.name(), password));
    data.put("host", input.name());
    data.put("port", String.valueOf(engine.port()));
    data.put("username", engine.username());
    data.put("password", password);
    data.put("database", engine.database());
    data.replaceAll(
        (key, value) -> Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
    var secret =
        new SecretBuilder()
            .withMetadata(input.metadata(input.name(), Labels.COMPONENT_DATABASE))
            .withImmutable(true)
            .withData(data)
            .build();
    if (!input.rotation().isEmpty()) {
      secret.getMetadata().setAnnotations(new TreeMap<>(Map.of(ROTATION, input.rotation())));
    }
    return secret;
  }

  /** The request for a new password that a Secret answers; empty: none. */
  public static String rotationOf(Secret secret) {
    var annotations = secret.getMetadata().getAnnotations();
    return annotations == null ? "" : annotations.getOrDefault(ROTATION, "");
  }

  /** A text without any password that was made here. */
  public static String redact(String text) {
    return PASSWORD.matcher(text).replaceAll("***");
  }

  private static String password(RandomGenerator random) {
    var password = new StringBuilder(MARK);
    for (int i = 0; i < LENGTH; i++) {
      password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return password.toString();
  }
}
