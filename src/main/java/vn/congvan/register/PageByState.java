package vn.congvan.register;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.AgencyCode;
import vn.congvan.store.Row;
import vn.congvan.store.Sql;

/**
 * Reads one page of an agency's documents in some states. Each state is read by itself, because an
 * index gives the order only within one state; asked for several at once, the database would sort
 * everything that ever had them.
 */
record PageByState<D>(
    String table,
    String columns,
    String time,
    Function<Row, D> mapper,
    Function<D, Position> position) {

  /**
   * @param personColumn which person of a document {@code person} is
   * @param person null for all
   */
  List<D> read(
      Sql sql,
      AgencyCode agency,
      Set<? extends Enum<?>> states,
      String personColumn,
      @Nullable String person,
      @Nullable Position after,
      int limit) {
    var query =
        "SELECT "
            + columns
            + " FROM "
            + table
            + " WHERE agency = ? AND state = ?"
            + (person == null ? "" : " AND " + personColumn + " = ?")
            + (after == null ? "" : " AND (" + time + ", id) > (?, ?)")
            + " ORDER BY "
            + time
            + ", id LIMIT ?";
    var found = new ArrayList<D>();
    for (var state : states) {
      var args = new ArrayList<@Nullable Object>();
      args.add(agency.value());
      args.add(state);
      if (person != null) {
        args.add(person);
      }
      if (after != null) {
        args.add(after.at());
        args.add(after.id().toString());
      }
      args.add(limit);
      found.addAll(sql.query(query, mapper, args.toArray()));
    }
    Comparator<D> order =
        Comparator.comparing(position.andThen(Position::at))
            .thenComparing(position.andThen(Position::id));
    return found.stream().sorted(order).limit(limit).toList();
  }
}
