/** What agents will cost, before they are deployed. */
package network.mandala.cli.quote;
