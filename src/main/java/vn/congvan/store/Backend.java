package vn.congvan.store;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;

/** One engine: how it begins units, reads, copies itself and shares lanes between processes. */
interface Backend extends AutoCloseable {
  OpenUnit begin(String name);

  /** Does work in a unit; returns when it has ended and, if it was committed, is durable. */
  void perform(String name, Consumer<OpenUnit> work);

  <T> T read(Function<Sql, T> work);

  void snapshot(Path target);

  boolean lease(int lane);

  void release(int lane);

  Duty duty(String name);

  /** How many units wait for their turn. */
  int waiting();

  @Override
  void close();
}
