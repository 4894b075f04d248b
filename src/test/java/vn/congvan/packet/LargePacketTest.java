package vn.congvan.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.testing.ChildJvm;

/** The size of a file does not show in memory. */
class LargePacketTest {
  @TempDir Path folder;

  @Test
  void aFileLargerThanTheMemoryGoesThrough() throws Exception {
    goesThrough(20, "-Xmx12m");
  }

  @Test
  @Tag("nightly")
  void aVeryLargeFileGoesThrough() throws Exception {
    goesThrough(200, "-Xmx64m");
  }

  private void goesThrough(int megabytes, String memory) throws Exception {
    var outcome = ChildJvm.plain().with(memory).run(LargePacketInAProcess.class, folder, megabytes);

    assertThat(outcome.output()).isEqualToIgnoringNewLines("the same");
    assertThat(outcome.exit()).isZero();
  }
}
