package vn.congvan.app.report;

import java.util.List;

/** Where verdicts go, one after the other, until all are there. */
public interface Results extends AutoCloseable {
  void add(Judged judged);

  /**
   * All were added: what was made of them takes its place.
   *
   * @return what there is to say of it, a line each
   */
  List<String> finish();

  /** Leaves nothing behind of what was not finished. */
  @Override
  void close();
}
