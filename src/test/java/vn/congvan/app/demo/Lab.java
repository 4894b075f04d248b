package vn.congvan.app.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vn.congvan.app.Node;
import vn.congvan.app.Settings;
import vn.congvan.app.data.DataFolder;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.Attachment;
import vn.congvan.document.DocumentId;
import vn.congvan.document.DocumentType;
import vn.congvan.document.Metadata;
import vn.congvan.document.Upload;
import vn.congvan.document.Urgency;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.lab.LabServices;

/** A node on a data folder of the lab's city and communes, for tests that need everything. */
public final class Lab {
  public static final AgencyCode CITY = new AgencyCode("H57");
  public static final AgencyCode WARD = new AgencyCode("H57.12");
  public static final AgencyCode COMMUNE = new AgencyCode("H57.31");

  private Lab() {}

  /** Makes certificates, keys, pictures and the directory; again, it keeps what is there. */
  public static void make(Path data) throws IOException {
    LabOnce.copyInto(data);
    try (var held = DataFolder.open(data)) {
      LabInstallation.make(held.folder(), LabAgency.CITY_AND_TWO_COMMUNES, Clock.systemUTC());
    }
  }

  /** The same, with certificates that name servers, which run until they are closed. */
  public static LabServices makeWithServices(Path data, Clock clock) throws IOException {
    try (var held = DataFolder.open(data)) {
      var services =
          LabServices.start(
              held.folder().resolve("lab").resolve("pki"), clock, CryptoProviders.best());
      LabInstallation.make(held.folder(), LabAgency.CITY_AND_TWO_COMMUNES, services.pki());
      return services;
    }
  }

  public static Node start(Path data, Map<String, String> more) {
    var overrides = new TreeMap<>(Map.of("http.port", "0", "broker.redelivery-delay", "50ms"));
    overrides.putAll(more);
    return start(data, overrides, Clock.systemUTC());
  }

  public static Node start(Path data, Map<String, String> settings, Clock clock) {
    return Node.start(Settings.load(data, settings), clock);
  }

  public static People people(Node node) {
    return new People(node.desk(), node.directory(), Clock.systemUTC(), "test");
  }

  /** Hands in a letter of Decree 30 layout. */
  public static DocumentId submit(Node node, String subject, AgencyCode... receivers) {
    return submit(node, subject, List.of(), receivers);
  }

  /** The same with attachments. */
  public static DocumentId submit(
      Node node, String subject, List<Upload> attachments, AgencyCode... receivers) {
    var leader = people(node).somebody(CITY, vn.congvan.directory.Role.LEADER);
    var name = people(node).nameOf(leader);
    var metadata =
        new Metadata(
            DocumentType.OFFICIAL_LETTER,
            "UBND-VX",
            subject,
            leader.ref(),
            Urgency.NORMAL,
            List.of(receivers),
            List.of("Như trên", "Lưu: VT"),
            null,
            null);
    return people(node)
        .submit(CITY, metadata, upload(node, Papers.letter(name), "Công văn.pdf"), attachments)
        .document();
  }

  /** The letter that {@link #submit} hands in. */
  public static byte[] letter(Node node) {
    var people = people(node);
    return letter(people.nameOf(people.somebody(CITY, vn.congvan.directory.Role.LEADER)));
  }

  /** A letter of Decree 30 layout for that leader to sign. */
  public static byte[] letter(String leader) {
    return Papers.letter(leader);
  }

  /** A PDF that goes with it. */
  public static byte[] annex() {
    return Papers.annex();
  }

  public static Upload upload(Node node, byte[] pdf, String name) {
    return node.content().receive(new ByteArrayInputStream(pdf), name, Attachment.PDF, 10 << 20);
  }
}
