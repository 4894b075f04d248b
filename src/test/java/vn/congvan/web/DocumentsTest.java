package vn.congvan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.congvan.directory.Offices.CITY;
import static vn.congvan.directory.Offices.NORTH;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.directory.Offices;
import vn.congvan.document.Attachment;
import vn.congvan.document.AwaitingSignature;
import vn.congvan.document.ContentHash;
import vn.congvan.document.DocumentId;
import vn.congvan.document.EventHeader;
import vn.congvan.document.Ids;
import vn.congvan.document.Metadata;
import vn.congvan.document.Submitted;
import vn.congvan.register.Drafts;

/** Lists and files, over a real register and a real content store. */
class DocumentsTest {
  @TempDir Path folder;
  private RunningApi api;

  @BeforeEach
  void start() {
    api = RunningApi.start(folder);
  }

  @AfterEach
  void stop() throws Exception {
    api.close();
  }

  @Test
  void aListIsReadPageByPageWithoutGapsOrRepeats() {
    var submitted = new ArrayList<String>();
    for (var i = 0; i < 11; i++) {
      submitted.add(submit("draft " + i).toString());
    }
    var clerk = api.key(CITY, "clerk");

    var seen = new ArrayList<String>();
    var path = "/api/v1/outgoing?waiting=node&limit=4";
    var late = "";
    var cursor = "";
    do {
      var page = api.get(path + cursor, clerk).json();
      page.getJsonArray("items").forEach(item -> seen.add(((JsonObject) item).getString("id")));
      cursor = page.containsKey("next") ? "&cursor=" + page.getString("next") : "";
      // What comes in meanwhile comes last, and shifts nothing.
      if (seen.size() == 4) {
        late = submit("draft in between", RunningApi.CLOCK.instant().plusSeconds(1)).toString();
      }
    } while (!cursor.isEmpty());

    // The others were submitted at the same moment of the test's clock, so the id decides their
    // order.
    var expected = new ArrayList<>(submitted.stream().sorted().toList());
    expected.add(late);
    assertThat(seen).isEqualTo(expected);
  }

  @Test
  void aLeaderSeesWhatWaitsForThisLeader() {
    var waiting = submit("to sign");
    submit("not ready");
    prepare(waiting);

    var mine =
        api.get("/api/v1/outgoing?waiting=signature&signer=me", api.key(CITY, "leader")).json();
    var others =
        api.get("/api/v1/outgoing?waiting=signature&signer=somebody", api.key(CITY, "leader"))
            .json();

    assertThat(mine.getJsonArray("items")).hasSize(1);
    assertThat(mine.getJsonArray("items").getJsonObject(0).getString("id"))
        .isEqualTo(waiting.toString());
    assertThat(others.getJsonArray("items")).isEmpty();
  }

  @Test
  void anotherAgencySeesNothingOfIt() {
    var document = submit("ours", bytes(1_000));
    var path = "/api/v1/documents/" + document;

    assertThat(api.get(path, api.key(CITY, "officer")).status()).isEqualTo(200);
    for (var of : List.of("", "/file", "/deliveries", "/trace")) {
      assertThat(api.get(path + of, api.key(NORTH, "clerk")).status()).as(of).isEqualTo(404);
    }
    assertThat(api.get("/api/v1/outgoing", api.key(NORTH, "clerk")).json().getJsonArray("items"))
        .isEmpty();
  }

  @Test
  void aDocumentIsShownInTheContractsWords() {
    var document = submit("V/v đẩy mạnh chuyển đổi số");

    var shown = api.get("/api/v1/documents/" + document, api.key(CITY, "officer")).json();

    assertThat(shown.getString("stateText")).isEqualTo("Đã trình");
    assertThat(shown.getString("typeText")).isEqualTo("Công văn");
    assertThat(shown.getString("submittedAt")).isEqualTo("2026-03-05T12:00:00+07:00");
    assertThat(shown.getJsonArray("receivers")).containsExactly("H57.12", "H57.31");
  }

  @Test
  void aFileIsTaggedWithTheHashOfItsBytes() {
    var bytes = bytes(200_000);
    var document = submit("with a file", bytes);
    var path = "/api/v1/documents/" + document + "/file";
    var officer = api.key(CITY, "officer");

    var file = api.get(path, officer);

    assertThat(file.bytes()).isEqualTo(bytes);
    assertThat(file.header("Content-Type")).isEqualTo("application/pdf");
    assertThat(file.header("Content-Length")).isEqualTo("200000");
    var tag = file.header("ETag");
    assertThat(tag)
        .isEqualTo(
            "\""
                + api.get("/api/v1/documents/" + document, officer)
                    .json()
                    .getJsonObject("main")
                    .getString("sha256")
                + "\"");
    var again = api.send(api.request(path, officer).header("If-None-Match", "\"x\", W/" + tag));
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.bytes()).isEmpty();
    assertThat(again.header("ETag")).isEqualTo(tag);
  }

  @Test
  void filesOfEveryLengthArriveWhole() {
    // Around the size of the pieces that are read and sent.
    for (var length : new int[] {1, 65_535, 65_536, 65_537, 131_072, 131_073}) {
      var bytes = bytes(length);
      var document = submit("length " + length, bytes);

      var file = api.get("/api/v1/documents/" + document + "/file", api.key(CITY, "officer"));

      assertThat(file.bytes()).as("%d bytes", length).isEqualTo(bytes);
    }
  }

  @Test
  void aDamagedFileIsNeverSentToItsEnd() throws IOException {
    for (var length : new int[] {1_000, 65_536, 300_000}) {
      var bytes = bytes(length);
      var document = submit("damaged " + length, bytes);
      var kept = api.content.path(api.content.put(bytes));
      var damaged = bytes.clone();
      damaged[length / 2] ^= 1;
      kept.toFile().setWritable(true);
      Files.write(kept, damaged);

      assertThatThrownBy(
              () -> {
                var reply =
                    api.get("/api/v1/documents/" + document + "/file", api.key(CITY, "officer"));
                // A small file is hashed before its answer begins, and then it is a problem
                // instead.
                assertThat(reply.status()).isNotEqualTo(200);
                throw new UncheckedIOException(new IOException(reply.code()));
              })
          .as("%d bytes", length)
          .isInstanceOf(UncheckedIOException.class);
    }
    assertThat(api.get("/health", null).status()).isEqualTo(200);
  }

  @Test
  void anAttachmentKeepsItsVietnameseName() {
    var bytes = "bảng".getBytes(StandardCharsets.UTF_8);
    var content = api.content.put(bytes);
    var document =
        submit(
            "with an attachment",
            RunningApi.CLOCK.instant(),
            api.content.put(bytes(100)),
            List.of(
                new Attachment(
                    content, "Phụ lục số 1 (đính kèm).txt", "text/plain", bytes.length)));
    var path = "/api/v1/documents/" + document + "/attachments/";
    var officer = api.key(CITY, "officer");

    var file = api.get(path + "1", officer);

    assertThat(file.bytes()).isEqualTo(bytes);
    assertThat(file.header("Content-Disposition"))
        .isEqualTo(
            "attachment; filename=\"Phu luc so 1 _dinh kem_.txt\"; filename*=UTF-8''Ph%E1%BB%A5%20l%E1%BB%A5c%20s%E1%BB%91%201%20%28%C4%91%C3%ADnh%20k%C3%A8m%29.txt");
    assertThat(api.get(path + "2", officer).code()).isEqualTo("HTTP.NO_SUCH_ATTACHMENT");
  }

  private DocumentId submit(String subject) {
    return submit(subject, RunningApi.CLOCK.instant());
  }

  private DocumentId submit(String subject, Instant at) {
    return submit(subject, at, Drafts.SOME_BYTES, List.of());
  }

  private DocumentId submit(String subject, byte[] main) {
    return submit(subject, RunningApi.CLOCK.instant(), api.content.put(main), List.of());
  }

  private DocumentId submit(
      String subject, Instant at, ContentHash main, List<Attachment> attachments) {
    var id = new DocumentId(Ids.next(at));
    var data = Drafts.metadata();
    var metadata =
        new Metadata(
            data.type(),
            data.symbol(),
            subject,
            data.signer(),
            data.urgency(),
            data.receivers(),
            data.toPlaces(),
            null,
            null);
    api.database.inUnit(
        "submit",
        sql -> {
          api.outgoing.submit(new Submitted(header(id, at), main, attachments, metadata));
          return id;
        });
    return id;
  }

  private void prepare(DocumentId id) {
    api.database.inUnit(
        "prepare",
        sql -> {
          api.outgoing.awaitSignature(
              new AwaitingSignature(header(id, RunningApi.CLOCK.instant()), Drafts.SOME_BYTES));
          return id;
        });
  }

  private static EventHeader header(DocumentId id, Instant at) {
    return new EventHeader(Ids.next(at), id, CITY, Offices.actor(CITY, "officer"), at, "test");
  }

  private static byte[] bytes(int length) {
    var bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
