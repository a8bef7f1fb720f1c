package network.mandala.ledger.project;

import static network.mandala.ledger.Fixtures.NOON;
import static network.mandala.ledger.Fixtures.project;
import static network.mandala.ledger.Fixtures.sat;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import network.mandala.crds.project.Network;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.testing.MySqlServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ProjectsTest {
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  private Projects projects;

  @BeforeEach
  void open() {
    projects = mysql.ledger().projects();
  }

  @Test
  void whatIsRegisteredIsReadBack() {
    var plain = project("read-back");
    var whole =
        new LedgerProject(
            plain.projectId(),
            "read-back",
            "mandala-project-read-back",
            "Müller's \"Träume\" 😀",
            Network.MAIN,
            List.of(sat(5), sat(-5)),
            new Contacts(
                List.of("a@example.org"),
                List.of(new Webhook(URI.create("https://example.org/hook?a=b")))));

    projects.register(plain);
    projects.register(whole);
    projects.register(whole);

    assertThat(projects.byId(plain.projectId())).contains(whole);
    assertThat(projects.byName("read-back")).contains(whole);
    assertThat(mysql.ledger().accounts().balance(plain.projectId())).isEqualTo(Satoshis.ZERO);
  }

  @Test
  void whatIsClosedKeepsItsMoneyAndMayComeBack() {
    var project = project("closed");
    projects.register(project);
    mysql.ledger().journal().credit(project.projectId(), sat(7), "closed-paid", "paid", "tenant");

    projects.close(project.projectId(), NOON);
    projects.close(project.projectId(), NOON.plusSeconds(1));

    assertThat(projects.open()).doesNotContain(project);
    assertThat(projects.byName("closed")).contains(project);
    assertThat(mysql.ledger().accounts().balance(project.projectId())).isEqualTo(sat(7));
    projects.register(project);
    assertThat(projects.open()).contains(project);
  }

  @Test
  void aNameBelongsToTheProjectThatIsOpen() {
    var older = project("reused");
    var newer = project("reused");
    projects.register(older);
    projects.close(older.projectId(), NOON);
    projects.register(newer);

    assertThat(projects.byName("reused")).contains(newer);
    projects.close(newer.projectId(), NOON.plusSeconds(1));
    assertThat(projects.byName("reused")).contains(newer);
    assertThat(projects.byName("nobody")).isEmpty();
    assertThat(projects.byId("nobody")).isEmpty();
  }
}
