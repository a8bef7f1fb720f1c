/** The way to MySQL: connections, migrations, transactions that are tried again. */
package network.mandala.ledger.database;
