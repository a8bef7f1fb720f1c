package network.mandala.operator.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import network.mandala.crds.agent.Database;
import network.mandala.operator.testing.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatabaseObjectsTest {

  @ParameterizedTest
  @EnumSource(DatabaseEngine.class)
  void whatADatabaseIsMadeOf(DatabaseEngine engine) {
    var name = "database-" + engine.word();

    Golden.assertMatches(
        name,
        DatabaseObjects.desired(
            ADatabase.of(engine, Golden.read(name, Database.class)), new Random(1)));
  }

  @ParameterizedTest
  @EnumSource(DatabaseEngine.class)
  void whatMakesItsCopies(DatabaseEngine engine) {
    var input =
        ADatabase.of(engine, Golden.read("database-copies-" + engine.word(), Database.class));
    var asked =
        Map.of(
            DatabaseTask.BACKUP.annotation(engine), "first",
            DatabaseTask.RESTORE.annotation(engine), "20260301T120000Z@second");
    var copies = new DatabaseCopies("hello", engine, asked, null, List.of(), List.of());

    Golden.assertMatches("database-copies-" + engine.word(), copies.desired(input, null, true));
  }

  @ParameterizedTest
  @EnumSource(DatabaseEngine.class)
  void aPasswordIsHardToGuessAndFoundInAnyText(DatabaseEngine engine) {
    var input = ADatabase.of(engine);

    var password = value(DatabaseCredentials.desired(input, new Random(1)), "password");
    var other = value(DatabaseCredentials.desired(input, new Random(2)), "password");

    assertThat(password).isNotEqualTo(other).matches("mdb[A-Za-z0-9]{40}");
    assertThat(DatabaseCredentials.redact("cannot log in with '" + password + "' as agent"))
        .isEqualTo("cannot log in with '***' as agent");
  }

  @ParameterizedTest
  @EnumSource(DatabaseEngine.class)
  void scriptsHoldNothingOfATenant(DatabaseEngine engine) {
    var script = DatabaseScript.start(engine) + DatabaseScript.probe(engine);

    assertThat(script).contains("$DATABASE_PASSWORD").doesNotContain("hello", "%s%", "{{");
  }

  @Test
  void aMongoUrlNamesWhereItsUserIs() {
    var secret = DatabaseCredentials.desired(ADatabase.of(DatabaseEngine.MONGO), new Random(1));

    assertThat(value(secret, "url"))
        .startsWith("mongodb://agent:mdb")
        .endsWith("@hello-mongo:27017/agent?authSource=admin");
  }

  private static String value(Secret secret, String key) {
    return new String(
        Base64.getDecoder().decode(secret.getData().get(key)), StandardCharsets.UTF_8);
  }
}
