package vn.congvan.packet;

import static javax.xml.stream.XMLStreamConstants.END_ELEMENT;
import static javax.xml.stream.XMLStreamConstants.START_ELEMENT;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.congvan.content.ContentStore;
import vn.congvan.document.Attachment;
import vn.congvan.document.Refused;
import vn.congvan.document.Upload;

/**
 * The files of a packet being read: the manifest that lists them, and what came, in quarantine. The
 * two are matched at the end, whichever came first.
 */
final class PacketFiles {
  private static final int PIECE = 16 << 10;
  private static final byte[] PDF_START = {'%', 'P', 'D', 'F', '-'};
  private static final String CONTENT = "ContentTransferEncoded";
  private static final String SOME_BYTES = "application/octet-stream";
  private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w!#$&^.+-]+/[\\w!#$&^.+-]+");

  private final ContentStore content;
  private final PacketLimits limits;
  private final Map<String, Element> listed = new LinkedHashMap<>();
  private final Map<String, Received> received = new HashMap<>();
  private final List<Upload> inQuarantine = new ArrayList<>();
  private long bytes;

  /** A file that came, with what the packet says of it beside it. */
  private record Received(Element about, Upload upload) {}

  /** A file that is listed and that came. */
  record PacketFile(PacketAttachment attachment, Upload upload) {}

  PacketFiles(ContentStore content, PacketLimits limits) {
    this.content = content;
    this.limits = limits;
  }

  /** Reads {@code edXMLManifest}. */
  void readManifest(Edxml xml) throws IOException {
    var manifest = new Element("edXMLManifest");
    manifest.fill(xml);
    for (var reference : manifest.all("Reference")) {
      var id = contentId(reference);
      if (listed.put(id, reference) != null) {
        throw twice(id);
      }
    }
  }

  /** Reads an {@code Attachment} and takes its file into quarantine. */
  void readAttachment(Edxml xml) throws IOException {
    if (received.size() == limits.maxFiles()) {
      throw Defect.tooLarge(
          "quá %d tệp".formatted(limits.maxFiles()),
          "more than %d files".formatted(limits.maxFiles()));
    }
    var about = new Element("Attachment");
    Upload upload = null;
    int event;
    while ((event = xml.next()) != END_ELEMENT) {
      if (event != START_ELEMENT) {
        continue;
      }
      if (!xml.name().equals(CONTENT)) {
        about.addChild(xml);
      } else if (upload == null) {
        upload = receive(xml, nameSoFar(about));
      } else {
        throw Defect.repeated("Attachment/" + CONTENT);
      }
    }
    if (upload == null) {
      throw Defect.missing("Attachment/" + CONTENT);
    }
    var id = contentId(about);
    if (received.put(id, new Received(about, upload)) != null) {
      throw twice(id);
    }
  }

  private Upload receive(Edxml xml, String name) throws IOException {
    var room = Math.min(limits.maxFileBytes(), limits.maxBytes() - bytes);
    var encoded = new Base64Text(xml, name);
    try (var to = content.upload(room);
        var from = FileContent.unwrap(encoded, name)) {
      var piece = new byte[PIECE];
      var n = from.readNBytes(piece, 0, PIECE);
      var pdf = n >= PDF_START.length && Arrays.mismatch(piece, PDF_START) == PDF_START.length;
      while (n > 0) {
        to.write(piece, 0, n);
        n = from.read(piece);
      }
      // Behind the entry of a ZIP lies its directory, which says nothing new.
      encoded.transferTo(OutputStream.nullOutputStream());
      if (to.size() == 0) {
        throw Defect.badAttachment(name, "tệp rỗng", "it is empty");
      }
      bytes += to.size();
      var upload = to.finish(name, pdf ? Attachment.PDF : SOME_BYTES);
      inQuarantine.add(upload);
      return upload;
    } catch (Refused e) {
      throw Defect.tooLarge(
          "các tệp bên trong quá " + PacketBytes.megabytes(room),
          "its files hold more than " + PacketBytes.megabytes(room));
    }
  }

  /**
   * The files in the order of the manifest.
   *
   * @throws Defect when one is listed and did not come, or came and is not listed
   */
  List<PacketFile> matched() throws Defect {
    var files = new ArrayList<PacketFile>();
    var unlisted = new HashMap<>(received);
    for (var entry : listed.entrySet()) {
      var file = unlisted.remove(entry.getKey());
      if (file == null) {
        throw Defect.badAttachment(
            entry.getKey(),
            "có trong danh mục tệp nhưng không kèm theo",
            "the manifest lists it, but it did not come");
      }
      files.add(file(entry.getKey(), entry.getValue(), file));
    }
    for (var id : unlisted.keySet()) {
      throw Defect.badAttachment(
          id,
          "kèm theo nhưng không có trong danh mục tệp",
          "it came, but the manifest does not list it");
    }
    return files;
  }

  /** Deletes what is in quarantine. */
  void discard() {
    inQuarantine.forEach(content::discard);
  }

  private static PacketFile file(String id, Element reference, Received file) throws Defect {
    var name = either(reference, file.about, Field.ATTACHMENT_NAME);
    if (name == null) {
      throw Defect.missing("Reference/AttachmentName");
    }
    // A name is no path, whatever a sender's system makes of it.
    var plain = name.replace('/', '-').replace('\\', '-');
    var description = either(reference, file.about, Field.ATTACHMENT_DESCRIPTION);
    var type = mediaType(file.upload, either(file.about, reference, Field.CONTENT_TYPE));
    var sent = file.upload;
    var upload = new Upload(sent.quarantineId(), plain, type, sent.size(), sent.content());
    return new PacketFile(
        new PacketAttachment(
            id, plain, type, description == null ? "" : description, sent.content(), sent.size()),
        upload);
  }

  /** What is a PDF is one whatever it is called, or its signatures could escape verification. */
  private static String mediaType(Upload upload, @Nullable String declared) {
    if (upload.mediaType().equals(Attachment.PDF)) {
      return Attachment.PDF;
    }
    var type = declared == null ? "" : declared.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return MEDIA_TYPE.matcher(type).matches() ? type : SOME_BYTES;
  }

  private static @Nullable String either(Element one, Element other, Field field) throws Defect {
    var found = one.find(field);
    return found == null ? other.find(field) : found;
  }

  private String nameSoFar(Element about) throws Defect {
    var name = about.find(Field.ATTACHMENT_NAME);
    var id = about.find(Field.CONTENT_ID);
    if (name == null && id != null) {
      var reference = listed.get(withoutScheme(id));
      name = reference == null ? null : reference.find(Field.ATTACHMENT_NAME);
    }
    return name != null ? name : id != null ? id : "?";
  }

  /** RFC 2392's scheme is written by some on one side and by others on both. */
  private static String contentId(Element element) throws Defect {
    return withoutScheme(element.get(Field.CONTENT_ID));
  }

  private static String withoutScheme(String id) {
    return id.startsWith("cid:") ? id.substring(4) : id;
  }

  private static Defect twice(String id) {
    return Defect.badAttachment(id, "có hai lần", "it is there twice");
  }
}
