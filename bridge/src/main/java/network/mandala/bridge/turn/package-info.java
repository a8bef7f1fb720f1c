/** What the bridge does again and again, beside answering calls. */
package network.mandala.bridge.turn;
