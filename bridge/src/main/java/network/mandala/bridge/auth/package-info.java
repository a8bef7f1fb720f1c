/**
 * Mutual authentication (BRC-103 and BRC-104 as the published clients implement them): the
 * handshake, the check of a request, the signature of a reply.
 */
package network.mandala.bridge.auth;
