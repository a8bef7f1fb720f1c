package network.mandala.billing.alert;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Date;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends notices by SMTP: one connection for each, since there are few. */
final class MailSender implements Sender {

  private static final Logger LOG = LoggerFactory.getLogger(MailSender.class);
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  /** From here on a reply of SMTP is for ever. */
  private static final int PERMANENT = 500;

  private final MailSettings settings;
  private final String node;
  private final Session session;

  /**
   * @param node how the provider calls the node
   * @param tls whose certificates are trusted
   */
  MailSender(MailSettings settings, String node, SSLSocketFactory tls) {
    this.settings = settings;
    this.node = node;
    this.session = Session.getInstance(properties(settings, tls));
  }

  @Override
  public Outcome send(Delivery delivery) {
    try (var transport = session.getTransport("smtp")) {
      var message = message(delivery);
      if (settings.user().isEmpty()) {
        transport.connect();
      } else {
        transport.connect(settings.user(), Files.readString(settings.passwordFile()).strip());
      }
      transport.sendMessage(message, message.getAllRecipients());
      return new Outcome.Delivered();
    } catch (MessagingException e) {
      LOG.debug("{} failed", delivery, e);
      return classify(e);
    } catch (IOException e) {
      LOG.debug("{} failed", delivery, e);
      return new Outcome.Failed("the file with the password of the mail server cannot be read");
    }
  }

  private Message message(Delivery delivery) throws MessagingException {
    var text = MailText.of(delivery.notice(), node);
    var message = new NamedMessage(session, messageId(delivery));
    message.setFrom(new InternetAddress(settings.from(), true));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(delivery.target(), true));
    message.setSubject(text.subject(), UTF_8);
    message.setSentDate(Date.from(delivery.notice().at()));
    // No answers from programs that are away (RFC 3834).
    message.setHeader("Auto-Submitted", "auto-generated");
    if (delivery.notice().urgency() == Urgency.URGENT) {
      message.setHeader("Importance", "high");
      message.setHeader("X-Priority", "1");
    }
    var plain = new MimeBodyPart();
    plain.setText(text.plain(), UTF_8);
    var html = new MimeBodyPart();
    html.setText(text.html(), UTF_8, "html");
    message.setContent(new MimeMultipart("alternative", plain, html));
    message.saveChanges();
    return message;
  }

  /** The same at each attempt: a mail that was taken twice is shown once by most readers. */
  private String messageId(Delivery delivery) {
    var from = settings.from();
    return "<mandala-alert-%s-%d@%s>"
        .formatted(
            delivery.notice().projectId().replaceAll("[^A-Za-z0-9-]", "-"),
            delivery.id(),
            from.substring(from.indexOf('@') + 1));
  }

  private static Outcome classify(MessagingException e) {
    return switch (e) {
      case AuthenticationFailedException _ ->
          new Outcome.Failed("the mail server does not accept the user and password");
      case MailConnectException _ -> new Outcome.Failed("the mail server cannot be reached");
      case SendFailedException refused when code(refused) >= PERMANENT ->
          new Outcome.Refused("the mail server refuses it (" + code(refused) + ")");
      case SendFailedException refused when code(refused) > 0 ->
          new Outcome.Failed("the mail server does not take it now (" + code(refused) + ")");
      default -> new Outcome.Failed("the conversation with the mail server broke off");
    };
  }

  /** What the server said of the mail or of its one receiver; 0 when it said nothing. */
  private static int code(SendFailedException e) {
    int code = e instanceof SMTPSendFailedException sent ? sent.getReturnCode() : 0;
    for (Exception next = e; next instanceof MessagingException messaging; ) {
      if (next instanceof SMTPAddressFailedException address) {
        return address.getReturnCode();
      }
      next = messaging.getNextException();
    }
    return code;
  }

  private static Properties properties(MailSettings settings, SSLSocketFactory tls) {
    var millis = String.valueOf(settings.timeout().toMillis());
    var properties = new Properties();
    properties.put("mail.smtp.host", settings.host());
    properties.put("mail.smtp.port", String.valueOf(settings.port()));
    properties.put("mail.smtp.connectiontimeout", millis);
    properties.put("mail.smtp.timeout", millis);
    properties.put("mail.smtp.writetimeout", millis);
    properties.put("mail.smtp.auth", String.valueOf(!settings.user().isEmpty()));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    properties.put("mail.smtp.ssl.socketFactory", tls);
    // Only by the certificates that were given.
    properties.put("mail.smtp.socketFactory.fallback", "false");
    properties.put("mail.smtp.from", settings.from());
    properties.put("mail.mime.allowutf8", "false");
    switch (settings.encryption()) {
      case NONE -> {}
      case STARTTLS -> {
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", "true");
      }
      case TLS -> properties.put("mail.smtp.ssl.enable", "true");
    }
    return properties;
  }

  /** The library would make an id of its own at each attempt. */
  private static final class NamedMessage extends MimeMessage {
    private final String id;

    NamedMessage(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
