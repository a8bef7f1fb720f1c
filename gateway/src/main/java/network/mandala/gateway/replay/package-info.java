/** No call is answered twice. */
package network.mandala.gateway.replay;
