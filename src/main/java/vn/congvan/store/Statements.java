package vn.congvan.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Statements whose rows come whole: mapping them touches no connection. */
abstract class Statements implements Sql {
  abstract List<ResultRow> rows(String sql, @Nullable Object[] args);

  @Override
  public final <T> List<T> query(String sql, Function<Row, T> mapper, @Nullable Object... args) {
    var rows = rows(sql, args);
    var mapped = new ArrayList<T>(rows.size());
    for (var row : rows) {
      mapped.add(mapper.apply(row));
    }
    return mapped;
  }

  @Override
  public final <T> Optional<T> queryOne(
      String sql, Function<Row, T> mapper, @Nullable Object... args) {
    var rows = rows(sql, args);
    if (rows.size() > 1) {
      throw new IllegalStateException(
          "%d rows where one was asked for: %s".formatted(rows.size(), sql));
    }
    return rows.stream().map(row -> mapper.apply(row)).findFirst();
  }
}
