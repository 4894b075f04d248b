package vn.congvan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.audit.LogCheck;
import vn.congvan.directory.Offices;
import vn.congvan.document.DocumentId;
import vn.congvan.document.Halt;
import vn.congvan.document.Language;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;
import vn.congvan.document.RetryLater;

/** A command beside a running node does by HTTP what the node's own desk does. */
class AdminTest {
  private static final Reason NO_KEY = new Reason("SIGN.NO_KEY", "chưa có khóa", "no key");

  @TempDir Path folder;
  private final Desk desk = new Desk();
  private RunningApi api;
  private AdminClient client;

  @BeforeEach
  void start() {
    var options = new RunningApi.Options();
    options.admin = desk;
    api = new RunningApi(folder, options);
    client = new AdminClient(api.uri("/"), new AdminToken(RunningApi.ADMIN_TOKEN), Language.VI);
  }

  @AfterEach
  void stop() throws Exception {
    desk.go.countDown();
    api.close();
  }

  @Test
  void theShelfIsTheSameThroughTheNode() {
    for (var i = 0; i < 5; i++) {
      desk.shelf.put("work-" + i, shelved("work-" + i));
    }

    assertThat(client.shelf(null, 3)).containsExactlyElementsOf(desk.shelf(null, 3));
    assertThat(client.shelf("work-2", 3)).containsExactlyElementsOf(desk.shelf("work-2", 3));
  }

  @Test
  void whatIsResumedOrCancelledLeavesTheShelf() {
    desk.shelf.put("a:1", shelved("a:1"));
    desk.shelf.put("a:2", shelved("a:2"));

    client.resume("a:1");
    client.cancel("a:2", "đã trình lại");

    assertThat(desk.shelf).isEmpty();
    assertThat(desk.cancelled).containsEntry("a:2", "đã trình lại");
    assertThatThrownBy(() -> client.resume("a:1"))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.reason().code()).isEqualTo("ADMIN.UNKNOWN_WORK");
              assertThat(refused.reason().vi()).isEqualTo("không có việc này");
            });
  }

  @Test
  void theCheckOfTheLogIsToldInFull() {
    desk.go.countDown();

    assertThat(client.verifyLog()).isEqualTo(new PaperShelf().verifyLog());
  }

  @Test
  void aBackupIsToldInFull() {
    var target = folder.resolve("bản sao");

    assertThat(client.backUp(target))
        .isEqualTo(new AdminDesk.Backup(target, 3, 4_096, List.of("/etc/khóa.p12 (H57)")));
    assertThat(
            api.post("/admin/backup", RunningApi.ADMIN_TOKEN, "{\"folder\":\"here\"}")
                .json()
                .getString("field"))
        .isEqualTo("/folder");
  }

  @Test
  void longJobsRunOneAtATimeAndAreAskedAfter() {
    var begun = api.post("/admin/audit/verify", RunningApi.ADMIN_TOKEN, "");
    assertThat(begun.status()).isEqualTo(202);
    var job = begun.header("Location");

    assertThat(api.get(job, RunningApi.ADMIN_TOKEN).json().getString("state")).isEqualTo("RUNNING");
    assertThatThrownBy(() -> client.backUp(folder)).isInstanceOf(Refused.class);

    desk.go.countDown();
    var state = "RUNNING";
    while (state.equals("RUNNING")) {
      state = api.get(job, RunningApi.ADMIN_TOKEN).json().getString("state");
    }
    assertThat(state).isEqualTo("DONE");
    assertThat(
            api.get("/admin/jobs/0199c3a1-7a10-7cc3-9d43-0a6f0a6b2f11", RunningApi.ADMIN_TOKEN)
                .status())
        .isEqualTo(404);
  }

  @Test
  void aJobThatFailsTellsItsReason() {
    desk.failure = new Halt(new Reason("LOG.FORKED", "nhật ký bị rẽ nhánh", "the log forked"));
    desk.go.countDown();

    assertThatThrownBy(client::verifyLog)
        .isInstanceOfSatisfying(
            Halt.class, halt -> assertThat(halt.reason()).isEqualTo(desk.failure.reason()));
  }

  @Test
  void aNodeThatIsNotThereIsNamed() {
    api.stop();

    assertThatThrownBy(() -> client.shelf(null, 1))
        .isInstanceOfSatisfying(
            RetryLater.class, away -> assertThat(away.reason().code()).isEqualTo("HTTP.NODE_AWAY"));
  }

  private static AdminDesk.Shelved shelved(String id) {
    return new AdminDesk.Shelved(
        id,
        "sign",
        Offices.CITY,
        DocumentId.parse("0199c3a1-7a10-7cc3-9d43-0a6f0a6b2f11"),
        Instant.parse("2026-03-05T04:00:00Z"),
        NO_KEY);
  }

  /** A desk whose check of the log waits for a sign. */
  private static final class Desk extends PaperShelf {
    private final CountDownLatch go = new CountDownLatch(1);
    private volatile Halt failure = new Halt(NO_KEY);
    private final Halt none = failure;

    @Override
    public LogCheck.Result verifyLog() {
      try {
        go.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      if (failure != none) {
        throw failure;
      }
      return super.verifyLog();
    }
  }
}
