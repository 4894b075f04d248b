package vn.congvan.app;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import vn.congvan.app.demo.Lab;
import vn.congvan.document.DocumentId;
import vn.congvan.document.IncomingState;
import vn.congvan.document.OutgoingState;

/** A node that carries one document from the author's desk to a receiver's, and names its files. */
final class OneDocumentInAProcess {
  /** Asynchronous I/O would pass a trace by; a disk in memory is small. */
  static final Map<String, String> SETTINGS =
      Map.of("broker.journal", "nio", "broker.min-disk-free", "10");

  private OneDocumentInAProcess() {}

  /** The data folder of a lab. */
  public static void main(String[] arguments) {
    var data = Path.of(arguments[0]);
    try (var node = Lab.start(data, SETTINGS)) {
      var id = Lab.submit(node, "V/v một văn bản được theo dõi", Lab.WARD);
      System.out.println("file " + node.outgoing().find(id).orElseThrow().main().hex());
      until(() -> document(node, id, OutgoingState.AWAITING_SIGNATURE));
      var prepared = node.outgoing().find(id).orElseThrow();
      System.out.println("file " + prepared.main().hex());
      Lab.people(node).sign(prepared);
      until(() -> document(node, id, OutgoingState.AWAITING_ISSUE));
      System.out.println("file " + node.outgoing().find(id).orElseThrow().main().hex());
      Lab.people(node).issue(Lab.CITY, id);
      until(() -> node.incoming().waiting(Lab.WARD, 1, IncomingState.ARRIVED).stream().findFirst());
      System.out.println("file " + node.outgoing().find(id).orElseThrow().main().hex());
    }
    // As the program does: idle threads of libraries would keep the process for a minute more.
    System.exit(0);
  }

  private static Optional<?> document(Node node, DocumentId id, OutgoingState state) {
    return node.outgoing().find(id).filter(found -> found.state() == state);
  }

  private static void until(Supplier<Optional<?>> look) {
    while (look.get().isEmpty()) {
      LockSupport.parkNanos(20_000_000);
    }
  }
}
