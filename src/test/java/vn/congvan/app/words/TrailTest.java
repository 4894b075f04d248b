package vn.congvan.app.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.congvan.audit.LogEntry;
import vn.congvan.document.Language;

class TrailTest {
  private static final Instant MORNING = Instant.parse("2026-03-05T02:30:15Z");

  private static final LogEntry SIGNED =
      entry("H57:document:1", 3, "document.signed", 0, "h57-ld-01", "leader", "H57", null, "{}");
  private static final LogEntry REGISTERED =
      entry(
          "H57.12:document:2",
          2,
          "document.registered",
          60,
          "h57-12-vt-01",
          "clerk",
          "H57.12",
          null,
          "{\"object\":{\"ref\":\"7/2026\"}}");
  private static final LogEntry REPORTED =
      entry(
          "H57:delivery:3",
          2,
          "delivery.status",
          61,
          "H57.12",
          "receiver",
          "H57.12",
          null,
          "{\"object\":{\"ref\":\"03\"}}");
  private static final LogEntry REFUSED =
      entry(
          "H57.31:document:4",
          1,
          "packet.refused",
          90,
          "node",
          "system",
          "H57.31",
          "R6.DIGEST",
          "{}");

  @Test
  void aTrailIsReadByTimeWithNamesAndVietnameseWords() {
    var trail = new Trail(Language.VI, ref -> ref.equals("h57-ld-01") ? "Nguyễn Văn An" : ref);

    assertThat(trail.lines(List.of(REFUSED, REPORTED, REGISTERED, SIGNED), 120))
        .containsExactly(
            "Thời gian            Cơ quan  Việc                          Người thực hiện  Chi tiết",
            "───────────────────  ───────  ────────────────────────────  ───────────────  ───────────────",
            "09:30:15 05/03/2026  H57      Lãnh đạo ký                   Nguyễn Văn An",
            "09:31:15 05/03/2026  H57.12   Tiếp nhận, vào sổ             h57-12-vt-01     số đến 7/2026",
            "09:31:16 05/03/2026  H57      Nơi nhận báo trạng thái       H57.12           03 Đã tiếp nhận",
            "09:31:45 05/03/2026  H57.31   Kiểm tra: không đạt, trả lại  Hệ thống         R6.DIGEST");
  }

  @Test
  void aSignatureOfWholeSecondsStaysBehindWhatItSigned() {
    var prepared =
        new LogEntry(
            SIGNED.stream(),
            2,
            null,
            "document.prepared",
            MORNING.plusMillis(400),
            "node",
            "system",
            "H57",
            "success",
            null,
            null,
            null,
            Map.of(),
            new byte[0]);

    assertThat(new Trail(Language.EN, ref -> ref).lines(List.of(SIGNED, prepared), 120))
        .satisfies(
            lines -> {
              assertThat(lines.get(2)).contains("Made ready to sign");
              assertThat(lines.get(3)).contains("Signed by the leader");
            });
  }

  @Test
  void whatIsKeptBesideTheLogIsShownAndAnUnknownKindIsNotHidden() {
    var later = entry("H57:document:1", 4, "document.blessed", 5, "x", "clerk", "H57", null, "{}");
    var told =
        new LogEntry(
            later.stream(),
            5,
            null,
            later.type(),
            later.time(),
            "x",
            "clerk",
            "H57",
            "success",
            null,
            null,
            null,
            Map.of("note", "đã xong"),
            new byte[] {'?'});

    assertThat(new Trail(Language.EN, ref -> ref).lines(List.of(told), 120))
        .anySatisfy(line -> assertThat(line).contains("document.blessed", "đã xong"));
  }

  private static LogEntry entry(
      String stream,
      long seq,
      String type,
      long secondsLater,
      String actor,
      String role,
      String organization,
      @Nullable String reason,
      String body) {
    return new LogEntry(
        stream,
        seq,
        null,
        type,
        MORNING.plusSeconds(secondsLater),
        actor,
        role,
        organization,
        "success",
        reason,
        null,
        null,
        Map.of(),
        body.getBytes(StandardCharsets.UTF_8));
  }
}
