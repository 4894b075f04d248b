package vn.congvan.app.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.document.RetryLater;
import vn.congvan.store.Engine;
import vn.congvan.store.EngineTest;

class OutagesTest {
  private static final Reason AWAY = new Reason("TEST.AWAY", "mất", "away");

  @TempDir Path folder;

  @EngineTest
  void aDatabaseThatTakesACommitIsThereAndAClosedOneIsAway(Engine engine) {
    var database = engine.open("vn/congvan/app/migration");
    var part = Outages.database(database);
    assertThat(part.look().get()).isEmpty();
    assertThat(part.look().get()).isEmpty();

    database.close();

    assertThatThrownBy(() -> part.look().get()).isInstanceOf(RetryLater.class);
  }

  @Test
  void aContentFolderThatIsGoneIsAwayUntilItIsBack() throws IOException {
    var content = Files.createDirectory(folder.resolve("content"));
    var part = Outages.content(content);
    assertThat(part.look().get()).isEmpty();
    assertThat(content).isEmptyDirectory();

    Files.delete(content);
    assertThat(part.look().get()).map(Reason::code).contains("CONTENT.AWAY");

    Files.createDirectory(content);
    assertThat(part.look().get()).isEmpty();
  }

  @Test
  void whatFailsToBeSeenIsAwayAndTheFirstPartThatIsAwayIsNamed() {
    var report =
        new Health()
            .add("fine", Health.State.DOWN, Optional::empty)
            .add("full", Health.State.ATTENTION, () -> Optional.of(AWAY))
            .add(
                "away",
                Health.State.DOWN,
                () -> {
                  throw new Halt(AWAY);
                })
            .add(
                "odd",
                Health.State.DOWN,
                () -> {
                  throw new IllegalStateException("odd");
                })
            .report();

    assertThat(report.up()).isFalse();
    assertThat(report.checks())
        .extracting(Health.Check::state)
        .containsExactly(
            Health.State.OK, Health.State.ATTENTION, Health.State.DOWN, Health.State.DOWN);
    assertThat(report.checks().get(2).reason()).isEqualTo(AWAY);
    assertThat(new Health.Report(List.of(report.checks().get(0), report.checks().get(1))).up())
        .isTrue();
  }
}
