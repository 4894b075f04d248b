package vn.congvan.app;

import java.time.Clock;
import vn.congvan.app.data.DataFolder;
import vn.congvan.directory.Directory;
import vn.congvan.web.AdminDesk;

/**
 * A data folder that no node has open, for an administrator's work. It is held meanwhile; no queue
 * is read and nothing is sent: what is resumed here goes on when the node starts.
 */
public final class Offline implements AutoCloseable {
  private final Closing closing;
  private final Parts parts;
  private final AdminDesk desk;

  private Offline(Closing closing, Parts parts, AdminDesk desk) {
    this.closing = closing;
    this.parts = parts;
    this.desk = desk;
  }

  /**
   * @throws vn.congvan.document.Failure when it cannot be opened; it is closed again then
   */
  public static Offline open(Settings settings, Clock clock) {
    var closing = new Closing();
    try {
      var data = closing.add("data folder", DataFolder.open(settings.data()));
      var parts = Parts.build(settings, data, clock, closing);
      return new Offline(
          closing,
          parts,
          NodeAdmin.of(
              parts,
              Machinery.shelf(parts, clock),
              Machinery.logCheck(parts, settings, data),
              settings,
              clock));
    } catch (RuntimeException | Error e) {
      closing.close();
      throw e;
    }
  }

  public AdminDesk desk() {
    return desk;
  }

  public Directory directory() {
    return parts.directory();
  }

  @Override
  public void close() {
    closing.close();
  }
}
