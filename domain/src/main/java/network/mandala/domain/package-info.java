/**
 * Whether a host name belongs to a project: the TXT record that its owner makes, and how it is
 * looked for. What follows from it is decided by those who ask.
 *
 * <ul>
 *   <li>{@link network.mandala.domain.DomainProof} is the record;
 *   <li>{@link network.mandala.domain.NameServers} asks, within limits of time and size;
 *   <li>{@link network.mandala.domain.ProofSearch} finds all proofs of a domain, of whatever
 *       project.
 * </ul>
 */
package network.mandala.domain;
