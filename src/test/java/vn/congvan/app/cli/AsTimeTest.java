package vn.congvan.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class AsTimeTest {
  @Test
  void aTimeWithoutAnOffsetIsVietnams() {
    assertThat(read("2026-03-05T09:30:15")).isEqualTo("2026-03-05T02:30:15Z");
    assertThat(read("2026-03-05T09:30:15Z")).isEqualTo("2026-03-05T09:30:15Z");
    assertThat(read("2026-03-05T09:30-02:00")).isEqualTo("2026-03-05T11:30:00Z");
  }

  @Test
  void aDayAloneIsOverWhenItIsJudged() {
    assertThat(read("2026-03-05")).isEqualTo("2026-03-05T16:59:59Z");
  }

  @Test
  void whatIsNoTimeIsNotGuessed() {
    for (var text : List.of("", "T", "05/03/2026", "2026-02-30", "+999999999-12-31", "9:30")) {
      assertThatExceptionOfType(TypeConversionException.class)
          .as(text)
          .isThrownBy(() -> read(text));
    }
  }

  private static Instant read(String text) {
    return new AsTime().convert(text);
  }
}
