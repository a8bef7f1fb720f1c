package network.mandala.ledger.project;

import java.util.List;

/**
 * Who is told about a project's money.
 *
 * @param emails addresses, none if nobody wants mail
 * @param webhooks urls, none if nothing listens
 */
public record Contacts(List<String> emails, List<Webhook> webhooks) {
  public static final Contacts NONE = new Contacts(List.of(), List.of());

  public Contacts {
    emails = List.copyOf(emails);
    webhooks = List.copyOf(webhooks);
  }
}
