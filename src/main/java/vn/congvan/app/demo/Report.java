package vn.congvan.app.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vn.congvan.app.Node;
import vn.congvan.app.words.LogVerdict;
import vn.congvan.app.words.Trail;
import vn.congvan.app.words.Verdict;
import vn.congvan.audit.LogEntry;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.ContentHash;
import vn.congvan.document.DocumentId;
import vn.congvan.document.StatusCode;
import vn.congvan.receiving.Incoming;
import vn.congvan.register.OutgoingDocument;
import vn.congvan.validation.Expectations;

/**
 * What is shown at the end, all of it read back from the node: trails, verdicts, the log, files.
 */
final class Report {
  private static final int WIDTH = 132;
  private static final String CHECKPOINT = "checkpoint";

  private final Node node;
  private final Say say;
  private final Clock clock;
  private final Path folder;
  private final Set<DocumentId> documents = new LinkedHashSet<>();
  private final Map<DocumentId, ForgedPacket> forged = new LinkedHashMap<>();
  private final Set<DocumentId> mayBeForged = new LinkedHashSet<>();

  /**
   * @param folder where copies of the issued files go
   */
  Report(Node node, Say say, Clock clock, Path folder) {
    this.node = node;
    this.say = say;
    this.clock = clock;
    this.folder = folder;
  }

  void add(DocumentId document) {
    documents.add(document);
  }

  void addForged(DocumentId document, ForgedPacket packet) {
    documents.add(document);
    forged.put(document, packet);
  }

  /**
   * An earlier run was stopped while it forged this one's packet: refused or done, both are right.
   */
  void mayBeForged(DocumentId document) {
    mayBeForged.add(document);
  }

  /**
   * @return whether all of it holds
   */
  boolean all() {
    var holds = true;
    for (var id : documents) {
      holds &= document(id);
    }
    holds &= log();
    files();
    return holds;
  }

  private void files() {
    var issued = folder.toAbsolutePath().normalize();
    var data = node.settings().data().toAbsolutePath().normalize();
    say.heading("Các tệp", "Files");
    say.line("Văn bản đã ban hành: " + issued, "Issued documents: " + issued);
    say.line(
        "Điểm kiểm mới nhất của nhật ký: " + issued.resolve(CHECKPOINT),
        "The log's newest checkpoint: " + issued.resolve(CHECKPOINT));
    say.line(
        "Kiểm tra lại: ./congvan verify --data %1$s FILE · ./congvan audit verify --data %1$s"
            .formatted(data),
        "Check again: ./congvan verify --data %1$s FILE · ./congvan audit verify --data %1$s"
            .formatted(data));
  }

  private boolean document(DocumentId id) {
    var document = node.outgoing().find(id).orElseThrow();
    var number = document.number();
    var name = number == null ? say.in("(chưa có số)", "(no number yet)") : number.code();
    var subject = document.metadata().subject();
    say.heading(
        "Vết văn bản %s: %s (mã %s)".formatted(name, subject, id),
        "Trail of %s: %s (id %s)".formatted(name, subject, id));
    say.lines(new Trail(say.language(), this::nameOf).lines(entries(document), WIDTH));
    if (number == null) {
      return true;
    }
    return verdicts(document, number.code()) & statuses(document);
  }

  private String nameOf(String ref) {
    return node.directory().person(ref).map(person -> person.fullName()).orElse(ref);
  }

  /** From the log alone; a forged packet left its trace under the name its new bytes gave it. */
  private List<LogEntry> entries(OutgoingDocument document) {
    var entries = new ArrayList<>(node.admin().trace(document.id()));
    var packet = forged.get(document.id());
    if (packet != null) {
      for (var receiver : document.metadata().receivers()) {
        var there = Incoming.documentOf(receiver, packet.hash());
        entries.addAll(node.audit().history(receiver + ":document:" + there));
      }
    }
    return entries;
  }

  private boolean verdicts(OutgoingDocument document, String code) {
    var here = folder.resolve(code.replace('/', '-'));
    var holds =
        verdict(
            keep(document.main(), here, code.replace('/', '-') + ".pdf"),
            Expectations.issuedBy(document.agency()));
    for (var attachment : document.attachments()) {
      if (attachment.isPdf()) {
        holds &=
            verdict(
                keep(attachment.content(), here, attachment.name()),
                Expectations.sealedBy(document.agency()));
      }
    }
    var forgery = forged.get(document.id());
    if (forgery != null) {
      holds &= verdictOnForged(forgery, document.agency(), here);
    }
    return holds;
  }

  private boolean verdict(Path file, Expectations expected) {
    var report = node.verifier().verify(file, clock.instant(), expected);
    say.heading("  Kết luận về " + file.getFileName(), "  Verdict on " + file.getFileName());
    say.lines(Verdict.lines(report, say.language()).stream().map(line -> "  " + line).toList());
    return report.valid();
  }

  /** What lay in the queue is kept too, so that anybody can hold it against any verifier. */
  private boolean verdictOnForged(ForgedPacket forgery, AgencyCode sender, Path here) {
    var file = here.resolve(say.in("ban-bi-sua.pdf", "forged.pdf"));
    write(file, forgery.pdf());
    return !verdict(file, Expectations.issuedBy(sender));
  }

  private boolean statuses(OutgoingDocument document) {
    var expected =
        forged.containsKey(document.id())
            ? EnumSet.of(StatusCode.REFUSED)
            : EnumSet.copyOf(Journey.ALL_THE_WAY);
    var holds = true;
    for (var delivery : node.deliveries().of(document.id())) {
      var reported = EnumSet.noneOf(StatusCode.class);
      delivery.reports().forEach(report -> reported.add(report.code()));
      if (refusedAfterForgery(document.id(), reported)) {
        say.line(
            "Gói tin bị sửa trong lần chạy trước: %s trả lại (02), đúng như phải thế"
                .formatted(delivery.receiver()),
            "Its packet was forged by an earlier run: %s refuses it (02), as it should"
                .formatted(delivery.receiver()));
      } else if (!reported.equals(expected)) {
        holds = false;
        say.line(
            "KHÔNG ĐẠT: %s báo %s, phải là %s".formatted(delivery.receiver(), reported, expected),
            "DOES NOT HOLD: %s reports %s, not %s"
                .formatted(delivery.receiver(), reported, expected));
      }
    }
    return holds;
  }

  private boolean refusedAfterForgery(DocumentId document, Set<StatusCode> reported) {
    return mayBeForged.contains(document) && reported.equals(EnumSet.of(StatusCode.REFUSED));
  }

  private boolean log() {
    var checkpoint = node.keeper().publishNow();
    var check = node.logCheck().run();
    say.heading("Nhật ký", "The log");
    say.lines(LogVerdict.lines(check, say.language()));
    write(folder.resolve(CHECKPOINT), checkpoint.getBytes(StandardCharsets.UTF_8));
    return check.holds();
  }

  private Path keep(ContentHash content, Path here, String name) {
    try (var in = node.content().open(content)) {
      Files.createDirectories(here);
      var file = here.resolve(name);
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
