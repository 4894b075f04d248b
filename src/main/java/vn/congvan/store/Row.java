package vn.congvan.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One row of a result, read by column name. */
public interface Row {
  String text(String column);

  @Nullable String textOrNull(String column);

  long number(String column);

  @Nullable Long numberOrNull(String column);

  Instant instant(String column);

  @Nullable Instant instantOrNull(String column);

  byte[] bytes(String column);

  byte @Nullable [] bytesOrNull(String column);
}
