package vn.congvan.app.queue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;
import org.jspecify.annotations.Nullable;

/** A broker of its own, reached over the network, that can be stopped and started again. */
public final class BrokerElsewhere implements AutoCloseable {
  private final Path folder;
  private final int port;
  private @Nullable ActiveMQServer server;

  public BrokerElsewhere(Path folder) throws Exception {
    this.folder = folder;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = socket.getLocalPort();
    }
    start();
  }

  public String url() {
    return "tcp://127.0.0.1:" + port;
  }

  public void start() throws Exception {
    var configuration =
        new ConfigurationImpl()
            .setPersistenceEnabled(true)
            .setSecurityEnabled(false)
            .setJMXManagementEnabled(false)
            .setJournalDirectory(folder.resolve("journal").toString());
    configuration.setBindingsDirectory(folder.resolve("bindings").toString());
    configuration.setPagingDirectory(folder.resolve("paging").toString());
    configuration.setLargeMessagesDirectory(folder.resolve("large").toString());
    configuration.addAcceptorConfiguration("network", url());
    configuration.setAddressSettings(
        AddressRules.all(Duration.ofMillis(10), Duration.ofMillis(100), 1000));
    server = ActiveMQServers.newActiveMQServer(configuration, true);
    server.start();
  }

  public void stop() throws Exception {
    if (server != null) {
      server.stop();
      server = null;
    }
  }

  @Override
  public void close() throws Exception {
    stop();
  }
}
