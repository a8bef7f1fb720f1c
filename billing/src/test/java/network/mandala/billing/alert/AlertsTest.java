package network.mandala.billing.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import network.mandala.crds.project.Network;
import network.mandala.identity.PrivateKey;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.project.LedgerProject;
import network.mandala.ledger.project.Webhook;
import network.mandala.ledger.testing.MySqlServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From an entry of the journal to a mail, with a real MySQL and a real mail server. */
class AlertsTest {

  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final AlertMetrics metrics = new AlertMetrics(new SimpleMeterRegistry());
  private final Queue<Delivery> sent = new ConcurrentLinkedQueue<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final String projectId = UUID.randomUUID().toString().replace("-", "");
  private int entries;

  @BeforeEach
  void startWithAJournalThatIsReadAndAnEmptyOutbox() {
    mysql.ledger();
    round().readJournal();
    sql("delete from alert_delivery");
  }

  @Test
  void aCrossingIsOneDeliveryForEachContact() throws Exception {
    register(
        List.of(30_000_000L, 10_000_000L),
        List.of("ops@tenant.io", "boss@tenant.io"),
        "https://hooks.tenant.io/a");
    fund(50_000_000);
    move(-45_000_000);

    round().readJournal();
    deliveries().deliverAll();

    assertThat(sent)
        .extracting(Delivery::target)
        .containsExactlyInAnyOrder("ops@tenant.io", "boss@tenant.io", "https://hooks.tenant.io/a");
    assertThat(sent.element().notice())
        .satisfies(
            notice -> {
              assertThat(notice.balance()).isEqualTo(5_000_000);
              assertThat(notice.thresholds()).containsExactly(30_000_000L, 10_000_000L);
              assertThat(notice.urgency()).isEqualTo(Urgency.URGENT);
              assertThat(notice.name()).isEqualTo("The Shop");
            });
  }

  @Test
  void aCrossingIsToldOnceHoweverOftenTheJournalIsRead() throws Exception {
    register(List.of(100L), List.of("ops@tenant.io"));
    fund(150);
    move(-60);
    round().readJournal();
    move(-10);
    round().readJournal();
    round().readJournal();
    deliveries().deliverAll();
    deliveries().deliverAll();
    assertThat(sent).hasSize(1);

    move(100);
    round().readJournal();
    deliveries().deliverAll();
    move(-100);
    round().readJournal();
    deliveries().deliverAll();
    assertThat(sent)
        .extracting(delivery -> delivery.notice().direction())
        .containsExactly(Direction.FELL, Direction.ROSE, Direction.FELL);
  }

  /** What a process that died between the two had stored is not stored again. */
  @Test
  void aJournalThatIsReadFromItsBeginningAgainTellsNothingTwice() throws Exception {
    register(List.of(100L), List.of("ops@tenant.io"));
    move(150);
    move(-60);
    round().readJournal();
    sql("delete from alert_cursor where project_id = '" + projectId + "'");

    round().readJournal();
    deliveries().deliverAll();

    assertThat(sent).hasSize(2);
  }

  @Test
  void manyReplicasTellEachCrossingOnce() throws Exception {
    register(List.of(100L), List.of("ops@tenant.io"));
    int ways = 30;
    for (int way = 0; way < ways; way++) {
      move(way == 0 ? 150 : 100);
      move(-100);
    }

    together(
        6,
        () -> {
          // A few entries at a time, so that replicas meet within one project.
          var reader = new JdbiJournalReader(mysql.ledger().database(), 7);
          for (int i = 0; i < 20; i++) {
            round(reader, Duration.ofDays(1)).readJournal();
          }
          deliveries().deliverAll();
          return null;
        });
    round().readJournal();
    deliveries().deliverAll();

    assertThat(sent).hasSize(2 * ways);
    assertThat(sent).extracting(Delivery::id).doesNotHaveDuplicates();
    assertThat(states()).isEqualTo(Map.of("DELIVERED", 2L * ways));
  }

  @Test
  void aCrossingThatIsOldIsNotToldAnyMore() throws Exception {
    register(List.of(100L), List.of("ops@tenant.io"));
    move(150);
    move(-60);

    round(new JdbiJournalReader(mysql.ledger().database()), Duration.ofSeconds(-60)).readJournal();
    deliveries().deliverAll();

    assertThat(sent).isEmpty();
  }

  @Test
  void whatIsNotDeliveredIsTriedAgainWhenItIsDue() throws Exception {
    register(List.of(100L), List.of("ops@tenant.io"));
    fund(150);
    move(-60);
    round().readJournal();
    outcomes.add(new Outcome.Failed("the mail server cannot be reached"));

    deliveries().deliverAll();
    deliveries().deliverAll();
    assertThat(sent).hasSize(1);
    assertThat(states()).isEqualTo(Map.of("WAITING", 1L));

    allAreDue();
    deliveries().deliverAll();
    assertThat(sent).extracting(Delivery::attempt).containsExactly(1, 2);
    assertThat(states()).isEqualTo(Map.of("DELIVERED", 1L));
  }

  @Test
  void whatIsNeverDeliveredIsGivenUpVisibly() throws Exception {
    register(List.of(100L), List.of("ops@tenant.io"));
    fund(150);
    move(-60);
    round().readJournal();
    for (int attempt = 0; attempt < 20; attempt++) {
      outcomes.add(new Outcome.Failed("the mail server cannot be reached"));
    }

    for (int attempt = 0; attempt < 15; attempt++) {
      allAreDue();
      deliveries().deliverAll();
    }

    assertThat(sent).hasSize(Backoff.MOST_ATTEMPTS);
    assertThat(new JdbiOutbox(mysql.ledger().database()).depth().givenUp()).isEqualTo(1);
    assertThat(new JdbiOutbox(mysql.ledger().database()).depth().waiting()).isZero();
  }

  @Test
  void whatIsRefusedIsGivenUpAtOnce() throws Exception {
    register(List.of(100L), List.of("ops@tenant.io"));
    fund(150);
    move(-60);
    round().readJournal();
    outcomes.add(new Outcome.Refused("the mail server refuses it (550)"));

    deliveries().deliverAll();

    assertThat(states()).isEqualTo(Map.of("GIVEN_UP", 1L));
  }

  @Test
  void aClaimOfAProcessThatDiedEndsAndAResultThatComesLateChangesNothing() throws Exception {
    register(List.of(100L), List.of("ops@tenant.io"));
    fund(150);
    move(-60);
    round().readJournal();
    var outbox = new JdbiOutbox(mysql.ledger().database());

    var dead = outbox.claim(10);
    assertThat(outbox.claim(10)).isEmpty();
    allAreDue();
    var other = outbox.claim(10);
    outbox.giveUp(dead.getFirst(), "too late");

    assertThat(other).hasSize(1);
    assertThat(states()).isEqualTo(Map.of("WAITING", 1L));
    outbox.delivered(other.getFirst());
    assertThat(states()).isEqualTo(Map.of("DELIVERED", 1L));
  }

  @Test
  void oneThatIsSlowHoldsUpNobodyForLong() throws Exception {
    register(List.of(100L), List.of("slow@tenant.io", "ops@tenant.io"));
    fund(150);
    move(-60);
    round().readJournal();
    Sender sender =
        delivery -> {
          sent.add(delivery);
          if (delivery.target().startsWith("slow")) {
            stay();
          }
          return new Outcome.Delivered();
        };

    try (var deliveries =
        new Deliveries(
            new JdbiOutbox(mysql.ledger().database()),
            Map.of(Channel.EMAIL, sender),
            Duration.ofMillis(500),
            metrics)) {
      deliveries.deliverAll();
    }

    assertThat(states()).isEqualTo(Map.of("DELIVERED", 1L, "WAITING", 1L));
  }

  @Test
  void twoProcessesMailACrossingOnce() throws Exception {
    var server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    server.start();
    register(List.of(1_000L), List.of("ops@tenant.io"));
    var settings =
        new AlertSettings(
            "node.provider.io",
            Duration.ofMillis(50),
            Duration.ofDays(1),
            new MailSettings(
                "localhost",
                server.getSmtp().getPort(),
                MailSettings.Encryption.NONE,
                "",
                null,
                "node@provider.io",
                Duration.ofSeconds(10)),
            new WebhookSettings(
                WebhookSettings.PlainHttp.REFUSED, List.of(), Duration.ofSeconds(10)));
    try (var one = alerts(settings);
        var other = alerts(settings)) {
      one.start();
      other.start();
      move(5_000);
      move(-4_500);
      await().atMost(PATIENCE).until(() -> states().equals(Map.of("DELIVERED", 2L)));
      move(4_500);
      move(-4_600);
      await().atMost(PATIENCE).until(() -> states().equals(Map.of("DELIVERED", 4L)));

      assertThat(server.getReceivedMessages())
          .hasSize(4)
          .extracting(MimeMessage::getSubject)
          .containsOnly("Billing Alert for Project: The Shop");
    } finally {
      server.stop();
    }
  }

  private static Alerts alerts(AlertSettings settings) {
    return Alerts.create(
        settings,
        mysql.ledger().database(),
        mysql.ledger().projects(),
        PrivateKey.parse("11".repeat(32)),
        new SimpleMeterRegistry(),
        Clock.systemUTC());
  }

  private Round round() {
    return round(new JdbiJournalReader(mysql.ledger().database()), Duration.ofDays(1));
  }

  private Round round(JournalReader reader, Duration oldest) {
    var mail =
        new MailSettings(
            "localhost",
            1,
            MailSettings.Encryption.NONE,
            "",
            null,
            "node@provider.io",
            Duration.ofSeconds(1));
    var settings =
        new AlertSettings(
            "n",
            Duration.ofSeconds(1),
            oldest,
            mail,
            new WebhookSettings(
                WebhookSettings.PlainHttp.REFUSED, List.of(), Duration.ofSeconds(1)));
    return new Round(reader, mysql.ledger().projects(), settings, InstantSource.system(), metrics);
  }

  private Deliveries deliveries() {
    Sender sender =
        delivery -> {
          sent.add(delivery);
          return outcomes.isEmpty() ? new Outcome.Delivered() : outcomes.removeFirst();
        };
    return new Deliveries(
        new JdbiOutbox(mysql.ledger().database()),
        Map.of(Channel.EMAIL, sender, Channel.WEBHOOK, sender),
        Duration.ofSeconds(30),
        metrics);
  }

  private void register(List<Long> thresholds, List<String> emails, String... urls) {
    mysql
        .ledger()
        .projects()
        .register(
            new LedgerProject(
                projectId,
                "shop-" + projectId.substring(0, 8),
                "mandala-project-shop",
                "The Shop",
                Network.MAIN,
                thresholds.stream().map(Satoshis::new).toList(),
                new network.mandala.ledger.project.Contacts(
                    emails,
                    List.of(urls).stream().map(url -> new Webhook(URI.create(url))).toList())));
  }

  private void move(long amount) {
    mysql
        .ledger()
        .journal()
        .adjust(projectId, new Satoshis(amount), projectId + entries++, "test", "test");
  }

  /** What is told of it is no part of the test. */
  private void fund(long amount) {
    move(amount);
    round().readJournal();
    sql("delete from alert_delivery");
  }

  private static void allAreDue() {
    sql("update alert_delivery set due_at = date_sub(utc_timestamp(6), interval 1 second)");
  }

  private static void sql(String statement) {
    mysql.ledger().database().jdbi().useHandle(handle -> handle.execute(statement));
  }

  private static Map<String, Long> states() {
    return mysql
        .ledger()
        .database()
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("select state, count(*) c from alert_delivery group by state")
                    .reduceRows(
                        new TreeMap<String, Long>(),
                        (all, row) -> {
                          all.put(
                              row.getColumn("state", String.class), row.getColumn("c", Long.class));
                          return all;
                        }));
  }

  private static void stay() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void together(int many, Callable<Void> work) throws Exception {
    try (var threads = Executors.newFixedThreadPool(many)) {
      for (var result : threads.invokeAll(IntStream.range(0, many).mapToObj(_ -> work).toList())) {
        result.get();
      }
    }
  }
}
