/** Host names of tenants: proved here first, then asked for in the Agent. */
package network.mandala.bridge.domain;
