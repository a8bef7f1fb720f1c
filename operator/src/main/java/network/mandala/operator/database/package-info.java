/**
 * The database servers of an agent: one small StatefulSet with a volume, a Service and a Secret for
 * each, their copies, and what is wrong with them.
 */
package network.mandala.operator.database;
