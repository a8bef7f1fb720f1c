/**
 * Whether a host name belongs to a project: what name servers say about it, asked outside of the
 * reconcilers and remembered here. What follows for an agent is decided in package {@code agent}.
 */
package network.mandala.operator.domain;
