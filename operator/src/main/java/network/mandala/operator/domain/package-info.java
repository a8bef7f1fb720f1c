/**
 * Whether a host name belongs to a project: what name servers say about it, asked outside of the
 * reconcilers and remembered here. What follows for an agent is decided in package {@code agent}.
 *
 * <ul>
 *   <li>{@link network.mandala.operator.domain.DomainProof} is the TXT record that a tenant makes;
 *   <li>{@link network.mandala.operator.domain.NameServers} asks, within limits of time and size;
 *   <li>{@link network.mandala.operator.domain.DomainProofs} remembers what was answered and tells
 *       when it changes.
 * </ul>
 */
package network.mandala.operator.domain;
