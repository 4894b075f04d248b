package vn.congvan.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.directory.Offices;
import vn.congvan.document.DocumentId;
import vn.congvan.document.OutgoingState;
import vn.congvan.store.Engine;
import vn.congvan.store.EngineTest;

/** A list by time, read in pages, over several states at once. */
class PageByStateTest {
  private static final Instant MORNING = Instant.parse("2026-03-05T01:00:00Z");

  @EngineTest
  void pagesOfSeveralStatesFollowEachOtherByTime(Engine engine) {
    var database = engine.open(Drafts.MIGRATION);
    var expected = new ArrayList<DocumentId>();
    for (var minute = 0; minute < 20; minute++) {
      var drafts = new Drafts(database, at(minute));
      expected.add(minute % 3 == 0 ? drafts.awaitingIssue() : drafts.submitted());
    }
    var register = new OutgoingRegister(database, at(60));

    for (var size = 1; size <= 21; size++) {
      assertThat(all(register, size, null)).as("pages of %d", size).isEqualTo(expected);
    }
    assertThat(all(register, 4, Offices.ref(Offices.CITY, "leader"))).isEqualTo(expected);
    assertThat(all(register, 4, "somebody-else")).isEmpty();
  }

  @EngineTest
  void aStateThatIsNotAskedForIsNotShown(Engine engine) {
    var database = engine.open(Drafts.MIGRATION);
    var drafts = new Drafts(database, at(0));
    drafts.submitted();
    var waiting = drafts.awaitingIssue();

    var found =
        drafts
            .register()
            .page(Offices.CITY, EnumSet.of(OutgoingState.AWAITING_ISSUE), null, null, 10);

    assertThat(found).extracting(OutgoingDocument::id).containsExactly(waiting);
    assertThat(
            drafts
                .register()
                .page(Offices.NORTH, EnumSet.allOf(OutgoingState.class), null, null, 10))
        .isEmpty();
  }

  private static List<DocumentId> all(
      OutgoingRegister register, int size, @Nullable String signer) {
    var states = EnumSet.of(OutgoingState.SUBMITTED, OutgoingState.AWAITING_ISSUE);
    var seen = new ArrayList<DocumentId>();
    Position after = null;
    while (true) {
      var page = register.page(Offices.CITY, states, signer, after, size);
      if (page.isEmpty()) {
        return seen;
      }
      page.forEach(document -> seen.add(document.id()));
      var last = page.get(page.size() - 1);
      after = new Position(last.submittedAt(), last.id());
    }
  }

  private static Clock at(int minute) {
    return Clock.fixed(MORNING.plus(Duration.ofMinutes(minute)), ZoneOffset.UTC);
  }
}
