package network.mandala.bridge.route;

import network.mandala.bridge.http.Reply;

/** Answers calls. What it throws becomes a signed reply too. */
@FunctionalInterface
public interface Handler {
  Reply answer(Call call);
}
