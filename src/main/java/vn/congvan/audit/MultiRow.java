package vn.congvan.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.congvan.store.Row;
import vn.congvan.store.Sql;

/**
 * A statement over several rows at once, because a statement costs more than a row.
 *
 * <p>At most sixteen rows a statement: a statement is prepared once for each number of rows, and
 * there should not be many.
 */
final class MultiRow {
  private static final int MOST = 16;

  private final List<String> byRows = new ArrayList<>();

  /**
   * @param before up to where the rows stand
   * @param row one row, with its parameters
   * @param after what follows the rows
   */
  MultiRow(String before, String row, String after) {
    for (int rows = 0; rows <= MOST; rows++) {
      byRows.add(before + String.join(", ", Collections.nCopies(rows, row)) + after);
    }
  }

  <T> List<T> query(Sql sql, Function<Row, T> mapper, List<@Nullable Object[]> rows) {
    if (rows.size() <= MOST) {
      return sql.query(byRows.get(rows.size()), mapper, arguments(rows));
    }
    var results = new ArrayList<T>();
    for (int from = 0; from < rows.size(); from += MOST) {
      results.addAll(query(sql, mapper, rows.subList(from, Math.min(rows.size(), from + MOST))));
    }
    return results;
  }

  void update(Sql sql, List<@Nullable Object[]> rows) {
    for (int from = 0; from < rows.size(); from += MOST) {
      var chunk = rows.subList(from, Math.min(rows.size(), from + MOST));
      sql.update(byRows.get(chunk.size()), arguments(chunk));
    }
  }

  private static @Nullable Object[] arguments(List<@Nullable Object[]> rows) {
    var arguments = new ArrayList<@Nullable Object>();
    for (var row : rows) {
      Collections.addAll(arguments, row);
    }
    return arguments.toArray();
  }
}
