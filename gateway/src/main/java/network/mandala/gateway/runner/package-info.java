/** The programs that run models, behind one contract. */
package network.mandala.gateway.runner;
