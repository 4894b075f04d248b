package vn.congvan.app.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.app.Restore;
import vn.congvan.app.demo.Lab;
import vn.congvan.app.queue.BrokerElsewhere;
import vn.congvan.document.DocumentId;
import vn.congvan.store.Engine;

/** A backup taken with documents everywhere on their way, and what becomes of them. */
class RestoredNodeTest {
  @TempDir Path folder;

  @Test
  void everyDocumentUnderWayAtTheBackupReachesItsEndOnTheRestoredNode() throws Exception {
    restoredNodeFinishes(Map.of("packet.max-files", "2"), Map.of());
  }

  @Test
  void aServerWithTheDatabaseAndABrokerThatRemembersWhatItHasSeenChangeNothing() throws Exception {
    try (var elsewhere = new BrokerElsewhere(folder.resolve("elsewhere"));
        var engine = Engine.postgresql()) {
      var broker = elsewhere.url();
      restoredNodeFinishes(
          Map.of(
              "packet.max-files", "2", "broker.url", broker, "database.url", engine.fresh().url()),
          Map.of("broker.url", broker, "database.url", engine.fresh().url()));
    }
  }

  private void restoredNodeFinishes(Map<String, String> settings, Map<String, String> after)
      throws Exception {
    var data = folder.resolve("data");
    Lab.make(data);
    Map<String, DocumentId> at;
    Path backup = folder.resolve("backup");
    try (var node = Lab.start(data, settings)) {
      var documents = new UnderWayDocuments(node);
      documents.make();
      at = documents.at;
      node.keeper().publishNow();

      var made = node.admin().backUp(backup);

      assertThat(made.folder()).isEqualTo(backup);
      assertThat(made.leftOut()).isEmpty();
      documents.goOn();
      node.keeper().publishNow();
    }
    var newest = Files.readString(data.resolve("log").resolve("checkpoint"));

    var restored = folder.resolve("restored");
    var done = new Restore(backup, after, List.of(newest), Clock.systemUTC()).into(restored);

    assertThat(done.log()).isEqualTo("congvan.local/log/2");
    assertThat(done.known()).isEqualTo(Long.parseLong(newest.lines().toList().get(1)));
    assertThat(done.lost()).isPositive();
    try (var node = Lab.start(restored, Map.of())) {
      UnderWayDocuments.finishAll(node, at);
      UnderWayDocuments.check(node, at);
    }
  }
}
