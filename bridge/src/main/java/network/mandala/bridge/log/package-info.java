/** What happened to a project and to its deployments, in lines for those who may read them. */
package network.mandala.bridge.log;
