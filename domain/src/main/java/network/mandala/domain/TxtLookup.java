package network.mandala.domain;

/** Asks for TXT records. */
@FunctionalInterface
public interface TxtLookup {

  /** Takes seconds at most; safe to use from many threads. */
  TxtAnswer txt(String name);
}
