package vn.congvan.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row that was read whole; stays valid when its statement runs again. */
final class ResultRow implements Row {
  private final Map<String, Integer> columns;
  private final @Nullable Object[] values;

  ResultRow(Map<String, Integer> columns, @Nullable Object[] values) {
    this.columns = columns;
    this.values = values;
  }

  @Override
  public String text(String column) {
    return present(column, textOrNull(column));
  }

  @Override
  public @Nullable String textOrNull(String column) {
    return value(column, String.class);
  }

  @Override
  public long number(String column) {
    return present(column, numberOrNull(column));
  }

  @Override
  public @Nullable Long numberOrNull(String column) {
    var number = value(column, Number.class);
    return number == null ? null : number.longValue();
  }

  @Override
  public Instant instant(String column) {
    return present(column, instantOrNull(column));
  }

  @Override
  public @Nullable Instant instantOrNull(String column) {
    var micros = numberOrNull(column);
    return micros == null ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  @Override
  public byte[] bytes(String column) {
    return present(column, bytesOrNull(column));
  }

  @Override
  public byte @Nullable [] bytesOrNull(String column) {
    return value(column, byte[].class);
  }

  private <T> @Nullable T value(String column, Class<T> type) {
    var index = columns.get(column);
    if (index == null) {
      throw new IllegalArgumentException(
          "no column %s among %s".formatted(column, columns.keySet()));
    }
    var value = values[index];
    if (value == null) {
      return null;
    }
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "column %s holds a %s".formatted(column, value.getClass().getSimpleName()));
    }
    return type.cast(value);
  }

  private static <T> T present(String column, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("column %s is empty".formatted(column));
    }
    return value;
  }
}
