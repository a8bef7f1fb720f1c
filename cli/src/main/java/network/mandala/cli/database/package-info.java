/** The databases of agents: their copies and passwords. */
package network.mandala.cli.database;
