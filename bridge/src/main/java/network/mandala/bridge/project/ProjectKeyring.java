package network.mandala.bridge.project;

import network.mandala.crds.project.Project;
import network.mandala.identity.bsv.WalletKey;

/** Gives projects that were just made keys of their own; waits until there is a place for them. */
public interface ProjectKeyring {
  /** Keeps the key that its owner has given. */
  void keep(Project created, WalletKey key);

  /** Its pods are given its key, a new one if it has none, and the node pays to it. */
  void begin(Project created);
}
