/** What runs in a project: its pods, their output, and starting them anew. */
package network.mandala.bridge.pods;
