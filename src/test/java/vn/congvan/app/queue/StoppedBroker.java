package vn.congvan.app.queue;

/** For tests elsewhere: the embedded broker stops as it does when its journal fails. */
public final class StoppedBroker {
  private StoppedBroker() {}

  public static void stop(Broker broker) {
    ((EmbeddedBroker) broker).stopServer();
  }
}
