/** What the process tells about itself: metrics, health, and which resources lag behind. */
package network.mandala.operator.telemetry;
