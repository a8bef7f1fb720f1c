/**
 * Who calls, without remembering anybody: the nonce that a caller gets in the handshake carries the
 * session, sealed, so that every replica opens it. What must be remembered, that a request was
 * answered, is in the database.
 */
package network.mandala.bridge.session;
