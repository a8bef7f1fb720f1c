package network.mandala.billing.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.mandala.ledger.project.LedgerProject;

/**
 * To whom a notice of a project goes: what the tenant named, without what cannot be reached.
 *
 * @param dropped one sentence for each that was left out; without the contact itself
 */
record Contacts(List<Target> targets, List<String> dropped) {

  /** Of one project, each kind; the resource allows fewer. */
  private static final int MOST = 20;

  Contacts {
    targets = List.copyOf(targets);
    dropped = List.copyOf(dropped);
  }

  /** One address on one channel. */
  record Target(Channel channel, String address) {}

  static Contacts of(LedgerProject project, AlertSettings settings) {
    var targets = new ArrayList<Target>();
    var dropped = new ArrayList<String>();
    project.contacts().emails().stream()
        .distinct()
        .limit(MOST)
        .forEach(
            email -> {
              var problem =
                  settings.mail() == null
                      ? Optional.of("this node sends no mail (alerts.mail.host is not set)")
                      : MailAddress.problem(email);
              problem.ifPresentOrElse(
                  why -> dropped.add("an address of mail: " + why),
                  () -> targets.add(new Target(Channel.EMAIL, email)));
            });
    project.contacts().webhooks().stream()
        .map(webhook -> webhook.url())
        .distinct()
        .limit(MOST)
        .forEach(
            url ->
                WebhookAddress.problem(url, settings.webhooks().plainHttp())
                    .ifPresentOrElse(
                        why -> dropped.add("a webhook: " + why),
                        () -> targets.add(new Target(Channel.WEBHOOK, url.toString()))));
    return new Contacts(targets, dropped);
  }
}
