package vn.congvan.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Statements in one connection. Arguments: String, Integer, Long, byte[], Enum (its name), Instant
 * (microseconds since 1970), null.
 */
public interface Sql {
  /**
   * @return how many rows were changed
   */
  int update(String sql, @Nullable Object... args);

  <T> List<T> query(String sql, Function<Row, T> mapper, @Nullable Object... args);

  <T> Optional<T> queryOne(String sql, Function<Row, T> mapper, @Nullable Object... args);
}
