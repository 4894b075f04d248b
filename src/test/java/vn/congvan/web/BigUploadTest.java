package vn.congvan.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.testing.ChildJvm;

/** However large a file is, taking it in needs little memory. */
class BigUploadTest {
  @TempDir Path folder;

  @Test
  @Tag("nightly")
  void twoHundredMegabytesPassThroughASmallHeap() throws Exception {
    var outcome =
        ChildJvm.plain()
            .with("-Xmx48m")
            .with("-XX:+ExitOnOutOfMemoryError")
            .run(BigUploadInAProcess.class, folder, 200L << 20);

    assertThat(outcome.output()).contains("taken in whole: 400 unknown");
    assertThat(outcome.exit()).isZero();
  }
}
