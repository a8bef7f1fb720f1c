package network.mandala.billing.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import network.mandala.billing.alert.MailSettings.Encryption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailSenderTest {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final SSLSocketFactory USUAL = (SSLSocketFactory) SSLSocketFactory.getDefault();

  /** One for all tests: the test server keeps the first that it was given. */
  @TempDir private static Path folder;

  private static Keys keys;

  @BeforeAll
  static void makeKeys() throws Exception {
    keys = keys("localhost");
  }

  private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void aMailHasBothFormsAndSaysThatItIsFromAProgram() throws Exception {
    server.start();

    var outcome = sender(server.getSmtp().getPort(), Encryption.NONE).send(delivery("Bäckerei"));

    assertThat(outcome).isEqualTo(new Outcome.Delivered());
    assertThat(server.getReceivedMessages()).hasSize(1);
    var mail = server.getReceivedMessages()[0];
    assertThat(mail.getSubject()).isEqualTo("Billing Alert for Project: Bäckerei");
    assertThat(mail.getHeader("From")).containsExactly("node@provider.io");
    assertThat(mail.getHeader("To")).containsExactly("ops@tenant.io");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(mail.getHeader("Importance")).containsExactly("high");
    var parts = (MimeMultipart) mail.getContent();
    assertThat(parts.getContentType()).startsWith("multipart/alternative");
    assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
    assertThat((String) parts.getBodyPart(0).getContent()).contains("project Bäckerei has fallen");
    assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
    assertThat((String) parts.getBodyPart(1).getContent()).contains("<strong>Bäckerei</strong>");
  }

  @Test
  void aRepeatedMailHasTheSameId() throws Exception {
    server.start();
    var sender = sender(server.getSmtp().getPort(), Encryption.NONE);

    sender.send(delivery("Shop"));
    sender.send(delivery("Shop"));

    assertThat(server.getReceivedMessages())
        .extracting(MimeMessage::getMessageID)
        .containsExactly(
            "<mandala-alert-0123456789abcdef0123456789abcdef-7@provider.io>",
            "<mandala-alert-0123456789abcdef0123456789abcdef-7@provider.io>");
  }

  @Test
  void aNameOfATenantAddsNoHeaderAndNoReceiver() throws Exception {
    server.start();

    sender(server.getSmtp().getPort(), Encryption.NONE)
        .send(delivery("x\r\nBcc: all@tenant.io\r\n\r\n<script>alert(1)</script>"));

    assertThat(server.getReceivedMessages()).hasSize(1);
    var mail = server.getReceivedMessages()[0];
    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(mail.getAllRecipients()).hasSize(1);
    assertThat((String) ((MimeMultipart) mail.getContent()).getBodyPart(1).getContent())
        .doesNotContain("<script>");
  }

  @Test
  void nothingIsSentWithoutEncryptionWhereItIsWanted() throws Exception {
    server.start();

    var outcome = sender(server.getSmtp().getPort(), Encryption.STARTTLS).send(delivery("Shop"));

    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void aServerThatIsDownIsTriedLater() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    assertThat(sender(port, Encryption.NONE).send(delivery("Shop")))
        .isEqualTo(new Outcome.Failed("the mail server cannot be reached"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GREETING | 554 no service here            | later | the conversation with the mail server broke off
          MAIL     | 451 try again                  | later | the mail server does not take it now (451)
          MAIL     | 550 not from you               | never | the mail server refuses it (550)
          RCPT     | 550 5.1.1 no such user here    | never | the mail server refuses it (550)
          RCPT     | 450 4.2.1 mailbox busy         | later | the mail server does not take it now (450)
          DATA     | 554 no                         | never | the mail server refuses it (554)
          END      | 552 too large                  | never | the mail server refuses it (552)
          END      | 452 disk is full               | later | the mail server does not take it now (452)
          """)
  void whatAServerRefusesForEverIsNotTriedAgain(
      String command, String answer, String when, String why) throws IOException {
    try (var scripted =
        new ScriptedMailServer(
            asked -> asked.equals(command) ? answer : ScriptedMailServer.well(asked))) {
      var outcome = sender(scripted.port(), Encryption.NONE).send(delivery("Shop"));

      assertThat(outcome)
          .isEqualTo(when.equals("never") ? new Outcome.Refused(why) : new Outcome.Failed(why));
    }
  }

  @ParameterizedTest
  @CsvSource({"GREETING", "EHLO", "MAIL", "DATA", "END"})
  void aServerThatSaysNothingAnyMoreIsLeft(String command) throws IOException {
    try (var scripted =
        new ScriptedMailServer(
            asked -> asked.equals(command) ? "" : ScriptedMailServer.well(asked))) {
      assertThat(sender(scripted.port(), Encryption.NONE).send(delivery("Shop")))
          .isInstanceOf(Outcome.Failed.class);
    }
  }

  @Test
  void logsInOverTlsWithAServerWhoseCertificateIsTrusted() throws Exception {
    var tls = tlsServer();
    try {
      tls.setUser("node@provider.io", "node", "geheim");
      int port = tls.getSmtps().getPort();

      assertThat(
              new MailSender(settings(port, Encryption.TLS, "node", "geheim"), "n", keys.trust())
                  .send(delivery("Shop")))
          .isEqualTo(new Outcome.Delivered());
      assertThat(
              new MailSender(settings(port, Encryption.TLS, "node", "falsch"), "n", keys.trust())
                  .send(delivery("Shop")))
          .isEqualTo(new Outcome.Failed("the mail server does not accept the user and password"));
      assertThat(
              new MailSender(settings(port, Encryption.TLS, "node", "geheim"), "n", USUAL)
                  .send(delivery("Shop")))
          .isInstanceOf(Outcome.Failed.class);
      assertThat(tls.getReceivedMessages()).hasSize(1);
    } finally {
      tls.stop();
    }
  }

  @Test
  void aCertificateOfAnotherHostIsNotEnough() throws Exception {
    var tls = tlsServer();
    try {
      var sender =
          new MailSender(
              settings("127.0.0.1", tls.getSmtps().getPort(), Encryption.TLS, "node", "geheim"),
              "n",
              keys.trust());

      assertThat(sender.send(delivery("Shop"))).isInstanceOf(Outcome.Failed.class);
      assertThat(tls.getReceivedMessages()).isEmpty();
    } finally {
      tls.stop();
    }
  }

  @Test
  void aPasswordIsNotSentInTheClear() {
    assertThatThrownBy(() -> settings(25, Encryption.NONE, "node", "geheim"))
        .hasMessageContaining("alerts.mail.encryption");
  }

  static Delivery delivery(String name) {
    return new Delivery(7, Channel.EMAIL, "ops@tenant.io", MailTextTest.notice(name), 1);
  }

  private static MailSender sender(int port, Encryption encryption) {
    return new MailSender(settings(port, encryption, "", ""), "node.provider.io", USUAL);
  }

  private static MailSettings settings(
      int port, Encryption encryption, String user, String password) {
    return settings("localhost", port, encryption, user, password);
  }

  private static MailSettings settings(
      String host, int port, Encryption encryption, String user, String password) {
    Path file = null;
    if (!password.isEmpty()) {
      try {
        file = Files.writeString(folder.resolve("password-" + password), password + "\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new MailSettings(host, port, encryption, user, file, "node@provider.io", PATIENCE);
  }

  private record Keys(Path file, SSLSocketFactory trust) {}

  private static Keys keys(String host) throws Exception {
    var file = folder.resolve("server.p12");
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var made =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-alias",
                "s",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test",
                "-ext",
                "san=dns:" + host,
                "-validity",
                "2")
            .redirectErrorStream(true)
            .start();
    assertThat(made.waitFor()).isZero();
    var store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      store.load(in, "changeit".toCharArray());
    }
    var certificate = (X509Certificate) store.getCertificate("s");
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("s", certificate);
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, "changeit".toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return new Keys(file, context.getSocketFactory());
  }

  /** The test server takes its key from properties of the process. */
  private static GreenMail tlsServer() {
    var properties =
        Map.of(
            "greenmail.tls.keystore.file",
            keys.file().toString(),
            "greenmail.tls.keystore.password",
            "changeit");
    properties.forEach(System::setProperty);
    try {
      var tls = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtps"));
      tls.start();
      return tls;
    } finally {
      properties.keySet().forEach(System::clearProperty);
    }
  }
}
