/** Projects of key holders: custom resources that are named by their 32 digit id. */
package network.mandala.bridge.project;
