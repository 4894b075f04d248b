package vn.congvan.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DutyTest {
  @EngineTest
  void whoeverIsAloneHasItsDuties(Engine engine) {
    try (var duty = engine.open().duty("log")) {
      assertThat(duty.take()).isTrue();
      assertThat(duty.take()).isTrue();
      assertThat(duty.isHeld()).isTrue();
    }
  }

  @Test
  void aDutyIsOnesUntilItGivesItUpOrLosesItsSession() throws Exception {
    try (var engine = Engine.postgresql()) {
      var settings = engine.fresh();
      var here = engine.open(settings, Limits.STANDARD).duty("log");
      var there = engine.open(settings, Limits.STANDARD).duty("log");
      assertThat(here.take()).isTrue();
      assertThat(there.take()).isFalse();
      assertThat(there.isHeld()).isFalse();
      assertThat(engine.open(settings, Limits.STANDARD).duty("other").take()).isTrue();

      PostgresServer.shared()
          .run(
              "SELECT pg_terminate_backend(pid, 10000) FROM pg_locks"
                  + " WHERE locktype = 'advisory' AND objid = 0");

      // Nobody has taken it since, and still it is not held: somebody might have.
      assertThat(here.isHeld()).isFalse();
      assertThat(there.take()).isTrue();
      assertThat(here.take()).isFalse();

      there.close();

      assertThat(here.take()).isTrue();
    }
  }
}
