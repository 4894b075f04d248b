package vn.congvan.web;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import vn.congvan.audit.PublishedLog;
import vn.congvan.audit.merkle.TileId;
import vn.congvan.directory.Directory;
import vn.congvan.document.Reason;

/**
 * The log as C2SP tlog-tiles has it fetched: a checkpoint that changes, and files that never do.
 */
final class LogApi {
  static final String TILE = "getLogTile";
  private static final String CHECKPOINT = "getLogCheckpoint";
  private static final String ENTRIES = "/tile/entries/";
  private static final String YEAR = "max-age=31536000, immutable";

  private final PublishedLog log;
  private final LogReaders readers;
  private final Directory directory;

  LogApi(Backend backend) {
    this.log = backend.published();
    this.readers = backend.logReaders();
    this.directory = backend.directory();
  }

  Map<String, Operate> operations() {
    return Map.of(CHECKPOINT, call -> checkpoint(), TILE, this::tile);
  }

  private Answer checkpoint() {
    var note = log.checkpoint().orElseThrow(LogApi::nothingSigned);
    return new Answer(
        200,
        Map.of("Cache-Control", "no-cache"),
        new Answer.Text("text/plain; charset=utf-8", note));
  }

  private Answer tile(Call call) {
    var path = call.address();
    if (path.startsWith(ENTRIES)) {
      requireEntriesFor(call);
      var address = parsed(() -> TileId.parseEntries(path.substring(1)));
      return bytes(log.entries(address.tile().index(), address.width()));
    }
    var address = parsed(() -> TileId.parse(path.substring(1)));
    return bytes(log.tile(address.tile(), address.width()));
  }

  /** The log is one for all agencies of the node; a key sees its own agency's documents only. */
  private void requireEntriesFor(Call call) {
    if (readers != LogReaders.AUDITORS) {
      return;
    }
    var agency = call.actor().agency();
    if (!directory.hostedHere().stream().allMatch(hosted -> hosted.code().equals(agency))) {
      throw new Problem(
          403,
          new Reason(
              "LOG.OTHER_AGENCIES",
              "Nhật ký có mục của nhiều cơ quan; quản trị nút cho phép bằng log.read = all-auditors.",
              "the log holds entries of several agencies; the node's administrator allows it with log.read = all-auditors"));
    }
  }

  private static TileId.Address parsed(Supplier<TileId.Address> path) {
    try {
      return path.get();
    } catch (IllegalArgumentException e) {
      throw new Problem(
          400,
          new Reason(
              "LOG.BAD_PATH",
              "Địa chỉ không đúng dạng /tile/<L>/<N>[.p/<W>] hoặc /tile/entries/<N>[.p/<W>].",
              "the address is not of the form /tile/<L>/<N>[.p/<W>] or /tile/entries/<N>[.p/<W>]"));
    }
  }

  private Answer bytes(Optional<byte[]> found) {
    var bytes =
        found.orElseThrow(
            () ->
                new Problem(
                    404,
                    new Reason(
                        "LOG.NO_SUCH_TILE",
                        "Điểm kiểm mới nhất chưa bao gồm phần này của nhật ký.",
                        "the newest checkpoint does not cover this part of the log")));
    var whose = readers == LogReaders.PUBLIC ? "public, " : "private, ";
    return new Answer(
        200,
        Map.of("Cache-Control", whose + YEAR),
        new Answer.Bytes("application/octet-stream", bytes));
  }

  private static Problem nothingSigned() {
    return new Problem(
        404,
        new Reason(
            "LOG.NO_CHECKPOINT",
            "Nhật ký chưa có điểm kiểm nào được ký.",
            "no checkpoint of the log has been signed yet"));
  }
}
