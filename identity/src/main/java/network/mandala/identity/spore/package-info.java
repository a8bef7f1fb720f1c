/**
 * Spores: a program and a manifest in one file, signed by their publisher with Ed25519. What is
 * read is what the older mesh wrote, and what is written it accepts: the canonical form is that of
 * Go's {@code encoding/json}.
 *
 * <p>Begin with {@link network.mandala.identity.spore.BundleReader}, which takes nothing at its
 * word, and {@link network.mandala.identity.spore.BundleWriter}.
 */
package network.mandala.identity.spore;
