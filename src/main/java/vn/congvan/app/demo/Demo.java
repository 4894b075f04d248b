package vn.congvan.app.demo;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.congvan.app.Node;
import vn.congvan.app.Settings;
import vn.congvan.app.data.DataFolder;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.Attachment;
import vn.congvan.document.DocumentId;
import vn.congvan.document.DocumentType;
import vn.congvan.document.Halt;
import vn.congvan.document.Language;
import vn.congvan.document.Metadata;
import vn.congvan.document.OutgoingState;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;
import vn.congvan.document.StatusCode;
import vn.congvan.document.Upload;
import vn.congvan.document.Urgency;

/**
 * Carries documents from draft to done between three lab agencies, on a real node; forges one
 * packet on its way and shows that it is refused; then shows from the log what happened, and that
 * all of it holds. Run again, it goes on with what is there.
 */
public final class Demo {
  private static final AgencyCode CITY = new AgencyCode("H57");
  private static final AgencyCode WARD = new AgencyCode("H57.12");
  private static final AgencyCode COMMUNE = new AgencyCode("H57.31");
  private static final String LEADER = "h57-ld-01";
  private static final String SYMBOL = "UBND-VX";
  private static final String CHANNEL = "demo";
  private static final int LEFT_AT_MOST = 1_000;
  private static final int MAX_SUBJECT = 200;

  private final Path data;
  private final List<Path> files;
  private final Map<String, String> settings;
  private final Say say;
  private final Clock clock;

  /**
   * @param files PDFs to send; with none a letter and an appendix are drawn
   * @param settings of the node, over those of the data folder
   */
  public Demo(
      Path data,
      List<Path> files,
      Map<String, String> settings,
      Language language,
      PrintStream out,
      Clock clock) {
    this.data = data;
    this.files = List.copyOf(files);
    this.settings = Map.copyOf(settings);
    this.say = new Say(out, language, clock);
    this.clock = clock;
  }

  /**
   * @return whether all of it holds
   * @throws vn.congvan.document.Failure when the node cannot be started or run
   */
  public boolean run() {
    var begun = clock.instant();
    say.heading(
        "CÔNG VĂN: trình diễn hành trình của văn bản, từ dự thảo đến hoàn thành",
        "CÔNG VĂN: a document's journey, from draft to done");
    say.line(
        "Thư mục dữ liệu: " + data.toAbsolutePath().normalize(),
        "Data folder: " + data.toAbsolutePath().normalize());
    try (var lists = makeLab();
        var node = start(lists)) {
      say.line(
          "Nút đã chạy: hàng đợi Artemis, cơ sở dữ liệu, các tuyến xử lý",
          "The node runs: Artemis queues, database, routes");
      var holds = new Run(node).all();
      if (lists.areServed()) {
        say.line(
            "Danh sách thu hồi được hỏi %d lần cho mọi chữ ký của lần chạy này"
                .formatted(lists.asked()),
            "The revocation lists were asked for %d times for all signatures of this run"
                .formatted(lists.asked()));
      }
      var seconds = Duration.between(begun, clock.instant()).toMillis() / 1000.0;
      say.heading(
          holds
              ? "KẾT QUẢ: mọi điều đều đúng (%.1f giây)".formatted(seconds).replace('.', ',')
              : "KẾT QUẢ: có điều không đúng, xem các dòng trên",
          holds
              ? "RESULT: everything holds (%.1f seconds)".formatted(seconds)
              : "RESULT: something does not hold, see above");
      return holds;
    }
  }

  /** The lab's certificates name a server on this machine, which a node does not ask otherwise. */
  private Node start(LabLists lists) {
    tellOf(lists);
    var overrides = new HashMap<String, String>(Map.of("http.port", "0"));
    if (lists.areServed()) {
      overrides.put("outside.private-addresses", "yes");
    }
    overrides.putAll(settings);
    return Node.start(Settings.load(data, overrides), clock);
  }

  private LabLists makeLab() {
    try {
      LabInstallation.holdOff(data);
      // Held meanwhile, so that two first runs at once do not make two roots.
      try (var held = DataFolder.open(data)) {
        return makeLab(held.folder());
      }
    } catch (IOException e) {
      throw new Halt(
          new Reason(
              "DEMO.DATA",
              "Không tạo được dữ liệu trình diễn trong %s: %s. Kiểm tra quyền và dung lượng đĩa."
                  .formatted(data, e),
              "cannot make the lab in %s: %s; check its rights and the disk".formatted(data, e)),
          e);
    }
  }

  private LabLists makeLab(Path folder) throws IOException {
    var lists = LabLists.open(folder.resolve("lab"), clock);
    try {
      LabInstallation.make(folder, LabAgency.CITY_AND_TWO_COMMUNES, lists.pki());
      return lists;
    } catch (IOException | RuntimeException e) {
      lists.close();
      throw e;
    }
  }

  private void tellOf(LabLists lists) {
    say.line(
        "Chứng thư thử nghiệm, con dấu, chữ ký: %d cơ quan (%s)"
            .formatted(LabAgency.CITY_AND_TWO_COMMUNES.size(), agencies()),
        "Lab certificates, seals, signatures: %d agencies (%s)"
            .formatted(LabAgency.CITY_AND_TWO_COMMUNES.size(), agencies()));
    if (lists.areServed()) {
      say.line(
          "Danh sách chứng thư bị thu hồi: " + lists.address(),
          "Revocation lists: " + lists.address());
    } else if (lists.areNamed()) {
      say.line(
          "Không mở được %s (cổng đang bận), nên không hỏi được chứng thư có bị thu hồi không: nhật ký ghi KEY.STATUS_UNKNOWN"
              .formatted(lists.address()),
          "Cannot serve %s (its port is taken), so nobody says whether a certificate is revoked: the log bears KEY.STATUS_UNKNOWN"
              .formatted(lists.address()));
    } else {
      say.line(
          "Chứng thư của thư mục này không ghi nơi hỏi chúng có bị thu hồi không, nên nhật ký ghi KEY.STATUS_UNKNOWN. Chạy với --data THƯ-MỤC-MỚI để có",
          "The certificates of this folder name nobody who says whether they are revoked, so the log bears KEY.STATUS_UNKNOWN. Run with --data NEW-FOLDER to have it");
    }
  }

  private static String agencies() {
    return String.join(
        ", ",
        LabAgency.CITY_AND_TWO_COMMUNES.stream()
            .map(agency -> agency.code() + " " + agency.name())
            .toList());
  }

  /** One run on a started node. */
  private final class Run {
    private final Node node;
    private final People people;
    private final OpenDocuments open;
    private final Report report;
    private boolean holds = true;

    Run(Node node) {
      this.node = node;
      this.people = new People(node.desk(), node.directory(), clock, CHANNEL);
      this.open = new OpenDocuments(data.resolve("demo").resolve("open-documents"));
      this.report = new Report(node, say, clock, data.resolve("demo"));
    }

    boolean all() {
      finishWhatWasLeft();
      if (files.isEmpty()) {
        heading(Papers.SUBJECT);
        send(
            Papers.SUBJECT,
            List.of(WARD, COMMUNE),
            upload(Papers.letter(leader()), "Công văn.pdf"),
            upload(Papers.annex(), Papers.ANNEX_NAME));
      }
      for (var file : files) {
        sendFile(file);
      }
      forge();
      holds &= report.all();
      return holds;
    }

    private String leader() {
      return node.directory().person(LEADER).orElseThrow().fullName();
    }

    private void finishWhatWasLeft() {
      node.outgoing()
          .waiting(
              CITY,
              LEFT_AT_MOST,
              OutgoingState.SUBMITTED,
              OutgoingState.AWAITING_SIGNATURE,
              OutgoingState.SIGNED,
              OutgoingState.AWAITING_ISSUE,
              OutgoingState.ISSUING,
              OutgoingState.ISSUED)
          .forEach(document -> open.add(document.id()));
      var left = open.left();
      if (left.isEmpty()) {
        return;
      }
      say.heading(
          "Lần chạy trước dừng giữa chừng, còn %d văn bản: làm tiếp".formatted(left.size()),
          "An earlier run stopped in the middle and left %d documents: they go on"
              .formatted(left.size()));
      for (var id : left) {
        if (node.outgoing().find(id).isEmpty()) {
          open.remove(id);
        } else {
          carry(id);
        }
      }
    }

    private void heading(String subject) {
      say.heading("Văn bản: " + subject, "Document: " + subject);
    }

    private void sendFile(Path file) {
      var name = Normalizer.normalize(String.valueOf(file.getFileName()), Normalizer.Form.NFC);
      var subject = subject(name);
      heading(subject);
      try (var in = new BufferedInputStream(Files.newInputStream(file))) {
        send(subject, List.of(WARD, COMMUNE), receive(in, name));
      } catch (IOException e) {
        refused(
            new Reason(
                "DEMO.NO_FILE",
                "Không đọc được tệp %s. Kiểm tra đường dẫn và quyền đọc.".formatted(file),
                "cannot read the file %s; check its path and rights".formatted(file)));
      } catch (Refused refused) {
        refused(refused.reason());
      }
    }

    private void send(
        String subject, List<AgencyCode> receivers, Upload main, Upload... attachments) {
      submit(subject, receivers, main, attachments).ifPresent(this::carry);
    }

    private Optional<DocumentId> submit(
        String subject, List<AgencyCode> receivers, Upload main, Upload... attachments) {
      try {
        var metadata =
            new Metadata(
                DocumentType.OFFICIAL_LETTER,
                SYMBOL,
                subject,
                LEADER,
                Urgency.NORMAL,
                receivers,
                Papers.TO_PLACES,
                null,
                null);
        var submitted = people.submit(CITY, metadata, main, List.of(attachments));
        open.add(submitted.document());
        say.step(
            CITY,
            "Trình văn bản: %s, %d phụ lục; kiểm tra đầu vào: đạt"
                .formatted(main.fileName(), attachments.length),
            "Submitted: %s, %d attachments; the gate lets it in"
                .formatted(main.fileName(), attachments.length));
        return Optional.of(submitted.document());
      } catch (Refused refused) {
        refused(refused.reason());
        return Optional.empty();
      }
    }

    private void refused(Reason reason) {
      holds = false;
      say.line(
          "Bị từ chối %s: %s".formatted(reason.code(), reason.vi()),
          "Refused %s: %s".formatted(reason.code(), reason.en()));
    }

    private void carry(DocumentId id) {
      if (open.mayBeForged(id)) {
        report.mayBeForged(id);
      }
      try {
        new Journey(node, people, say, id).toDone();
        open.remove(id);
      } catch (DemoFailed failed) {
        failed(failed);
      }
      report.add(id);
    }

    /** One more letter, whose packet is changed after it was sent and before it is received. */
    private void forge() {
      var subject = Papers.FORGED_SUBJECT;
      heading(subject);
      var handedIn =
          submit(
              subject,
              List.of(COMMUNE),
              upload(Papers.forgedLetter(leader()), "Công văn báo cáo.pdf"));
      if (handedIn.isEmpty()) {
        return;
      }
      var id = handedIn.get();
      var journey = new Journey(node, people, say, id);
      try (var intruder = Intruder.at(node.connectionFactory(), id, COMMUNE)) {
        var number = journey.toIssued().number();
        var code = number == null ? "" : number.code();
        open.forging(id);
        var forged = intruder.change(code);
        say.step(
            COMMUNE,
            "Kẻ xâm nhập sửa số %s thành %s trên PDF của gói tin đang nằm ở hàng đợi"
                .formatted(code, forged.number()),
            "An intruder changes the number %s to %s on the PDF of the packet in the queue"
                .formatted(code, forged.number()));
        var refusal = journey.awaitReport(COMMUNE, StatusCode.REFUSED);
        open.remove(id);
        for (var told : refusal.reports()) {
          say.step(
              COMMUNE,
              "Kiểm tra khi đến: không đạt, trả lại nơi gửi (02). " + told.note(),
              "Verified on arrival: returned to its sender (02). " + told.note());
        }
        report.addForged(id, forged);
      } catch (DemoFailed failed) {
        failed(failed);
        report.add(id);
      }
    }

    private void failed(DemoFailed failed) {
      holds = false;
      say.line("KHÔNG ĐẠT: " + failed.getMessage(), "DOES NOT HOLD: " + failed.getMessage());
    }

    private Upload upload(byte[] pdf, String name) {
      return receive(new ByteArrayInputStream(pdf), name);
    }

    private Upload receive(InputStream in, String name) {
      var limit = node.settings().number("submission.max-file") << 20;
      return node.content().receive(in, name, Attachment.PDF, limit);
    }

    private static String subject(String fileName) {
      var dot = fileName.lastIndexOf('.');
      var base = (dot > 0 ? fileName.substring(0, dot) : fileName).replaceAll("\\p{Cntrl}", " ");
      var text = base.strip().isEmpty() ? fileName : base.strip();
      return text.length() > MAX_SUBJECT ? text.substring(0, MAX_SUBJECT) : text;
    }
  }
}
