/**
 * {@code mandala agent}: from a folder of source to a URL, and what to ask about an Agent
 * afterwards.
 */
package network.mandala.cli.agent;
