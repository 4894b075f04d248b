package vn.congvan.web;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.congvan.audit.note.Checkpoint;
import vn.congvan.audit.note.NoteRefused;
import vn.congvan.document.DocumentId;
import vn.congvan.document.Reason;

/** What a command on this machine asks a running node to do. */
final class AdminApi {
  private final AdminDesk desk;
  private final AdminJobs jobs;

  AdminApi(AdminDesk desk, AdminJobs jobs) {
    this.desk = desk;
    this.jobs = jobs;
  }

  /** Shelved work as the contract shows it. */
  record ShelvedView(
      String id,
      String work,
      @Nullable String agency,
      @Nullable String document,
      OffsetDateTime since,
      Reason reason) {
    static ShelvedView of(AdminDesk.Shelved shelved) {
      var agency = shelved.agency();
      var document = shelved.document();
      return new ShelvedView(
          shelved.id(),
          shelved.work(),
          agency == null ? null : agency.value(),
          document == null ? null : document.toString(),
          Views.time(shelved.since()),
          shelved.reason());
    }
  }

  Map<String, Operate> operations() {
    return Map.of(
        "listShelf", this::shelf,
        "resumeShelved", this::resume,
        "cancelShelved", this::cancel,
        "traceForAdmin", call -> Answer.ok(TraceView.exact(desk.trace(call.id()))),
        "verifyLog", call -> begun(jobs.verifyLog(desk::verifyLog)),
        "proveEntry", this::prove,
        "proveGrowth", this::growth,
        "backUp", this::backUp,
        "getJob", this::job);
  }

  private Answer shelf(Call call) {
    var after = call.query("cursor").map(Cursor::where);
    return Answer.ok(
        Pages.page(
            desk.shelf(after.orElse(null), call.limit() + 1),
            call.limit(),
            ShelvedView::of,
            last -> Cursor.of(last.id())));
  }

  private Answer resume(Call call) {
    desk.resume(call.path("item"));
    return Answer.nothing(204);
  }

  private Answer cancel(Call call) {
    desk.cancel(call.path("item"), call.text("note"));
    return Answer.nothing(204);
  }

  private Answer prove(Call call) {
    var index = call.query("index").map(AdminApi::number);
    var document = call.query("document").map(DocumentId::parse);
    var eid = call.query("eid").map(AdminApi::number);
    if (Stream.of(index, document, eid).filter(Optional::isPresent).count() != 1) {
      throw Problems.malformed(
          "Ghi đúng một trong index, document, eid.", "give one of index, document, eid");
    }
    var wanted = new AdminDesk.Wanted(index.orElse(null), document.orElse(null), eid.orElse(null));
    return Answer.ok(Map.of("proof", desk.prove(wanted).toString()));
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw Problems.malformed("Số quá lớn.", "the number is too large");
    }
  }

  private Answer growth(Call call) {
    try {
      // Without signatures: who signed it is the asker's question.
      var old = Checkpoint.parse(call.text("checkpoint"));
      return Answer.ok(Map.of("growth", desk.growthSince(old).toString()));
    } catch (NoteRefused e) {
      throw Problems.field("/checkpoint", "không phải điểm kiểm", "it is no checkpoint");
    }
  }

  private Answer backUp(Call call) {
    var folder = folder(call.text("folder"));
    return begun(jobs.backUp(() -> desk.backUp(folder)));
  }

  private static Path folder(String text) {
    try {
      var folder = Path.of(text);
      if (folder.isAbsolute()) {
        return folder;
      }
    } catch (InvalidPathException e) {
      throw Problems.field("/folder", "không phải đường dẫn đúng", "it is not a path");
    }
    throw Problems.field("/folder", "phải là đường dẫn tuyệt đối", "it must be an absolute path");
  }

  private Answer job(Call call) {
    return jobs.find(UUID.fromString(call.path("job")))
        .map(Answer::ok)
        .orElseThrow(
            () ->
                new Problem(
                    404,
                    new Reason(
                        "ADMIN.UNKNOWN_JOB",
                        "Không có việc này: nút đã chạy lại, hoặc việc đã cũ.",
                        "there is no such job: the node was restarted, or it is long ago")));
  }

  private static Answer begun(AdminJobs.Job job) {
    return Answer.status(202, job).with("Location", "/admin/jobs/" + job.id());
  }
}
