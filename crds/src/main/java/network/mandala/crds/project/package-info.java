/** The kind {@code Project}: a tenant, its namespace, its quota and its money. */
package network.mandala.crds.project;
