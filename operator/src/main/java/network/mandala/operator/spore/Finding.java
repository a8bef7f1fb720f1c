package network.mandala.operator.spore;

import network.mandala.crds.spore.SporeReason;

/**
 * Something that a person should know.
 *
 * @param message what is wrong, about what, and what to do
 */
record Finding(SporeReason reason, String message) {}
