package network.mandala.gateway;

import java.time.Clock;
import network.mandala.gateway.config.GatewayConfig;
import network.mandala.gateway.config.GatewaySecrets;
import network.mandala.process.Program;

/** The gateway as a program; it runs until it is told to end. */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws InterruptedException {
    Program.run(
        "The gateway",
        environment -> {
          var file = Program.configuration(environment, GatewayConfig.FILE);
          var config = GatewayConfig.load(file, environment);
          return GatewayProcess.create(config, GatewaySecrets.read(config), Clock.systemUTC());
        });
  }
}
