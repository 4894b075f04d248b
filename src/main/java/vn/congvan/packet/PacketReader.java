package vn.congvan.packet;

import static javax.xml.stream.XMLStreamConstants.END_DOCUMENT;
import static javax.xml.stream.XMLStreamConstants.START_ELEMENT;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.content.ContentStore;
import vn.congvan.document.ContentHash;

/**
 * Reads edXML as a stream, by names and within limits; files go to the content store's quarantine.
 * Thread-safe. What is accepted is told in {@code docs/formats/packet.md}.
 */
public final class PacketReader {
  private final ContentStore content;
  private final PacketLimits limits;

  public PacketReader(ContentStore content, PacketLimits limits) {
    this.content = content;
    this.limits = limits;
  }

  /**
   * @param in read to its end, also when the packet is no good, for its hash; left open
   * @throws PacketProblem when it is no packet we can read; nothing stays in quarantine then
   * @throws IOException when {@code in} cannot be read; likewise
   * @throws vn.congvan.document.RetryLater when the content store cannot be written; likewise
   */
  public ReadPacket read(InputStream in) throws PacketProblem, IOException {
    var bytes = new PacketBytes(in, limits.maxBytes());
    var reading = new Reading(content, limits);
    var read = false;
    try {
      reading.read(bytes);
      var packet = reading.result(bytes.hash());
      read = true;
      return packet;
    } catch (Defect found) {
      // What the stream failed with comes first: a file cut short by it looks damaged.
      var first = bytes.failure().orElse(found);
      if (first instanceof Defect defect) {
        throw new PacketProblem(
            defect.reason(), bytes.hashToTheEnd().orElse(null), reading.claim());
      }
      throw first;
    } finally {
      if (!read) {
        reading.files.discard();
      }
    }
  }

  /** One packet being read. */
  private static final class Reading {
    private final PacketLimits limits;
    private final PacketFiles files;
    private @Nullable Element header;
    private @Nullable TraceList trace;

    Reading(ContentStore content, PacketLimits limits) {
      this.limits = limits;
      this.files = new PacketFiles(content, limits);
    }

    void read(PacketBytes bytes) throws IOException {
      var xml = new Edxml(bytes, limits);
      var event = xml.next();
      while (event != START_ELEMENT) {
        event = xml.next();
      }
      if (!xml.name().equals("edXML")) {
        throw Defect.notEdxml(xml.name());
      }
      while ((event = xml.next()) != END_DOCUMENT) {
        if (event == START_ELEMENT) {
          readPart(xml);
        }
      }
    }

    private void readPart(Edxml xml) throws IOException {
      switch (xml.name()) {
        case "edXMLEnvelope", "edXMLHeader", "edXMLBody", "AttachmentEncoded" -> {
          // Wrappers: what counts is in them.
        }
        case "MessageHeader" -> readHeader(xml);
        case "TraceHeaderList" -> readTrace(xml);
        case "edXMLManifest" -> files.readManifest(xml);
        case "Attachment" -> files.readAttachment(xml);
        default -> xml.skip();
      }
    }

    private void readHeader(Edxml xml) throws IOException {
      if (header != null) {
        throw Defect.repeated("MessageHeader");
      }
      header = new Element("MessageHeader");
      header.fill(xml);
      // Now, and not only at the end, so that a wrong header costs no file.
      packet(header, TraceList.NONE, List.of());
    }

    private void readTrace(Edxml xml) throws IOException {
      if (trace != null) {
        throw Defect.repeated("TraceHeaderList");
      }
      var list = new Element("TraceHeaderList");
      list.fill(xml);
      trace = TraceList.of(list);
    }

    ReadPacket result(ContentHash hash) throws Defect {
      if (header == null) {
        throw Defect.missing("MessageHeader");
      }
      var matched = files.matched();
      var packet =
          packet(
              header,
              trace == null ? TraceList.NONE : trace,
              matched.stream().map(PacketFiles.PacketFile::attachment).toList());
      return new ReadPacket(
          packet, hash, matched.stream().map(PacketFiles.PacketFile::upload).toList());
    }

    private static Packet packet(Element header, TraceList trace, List<PacketAttachment> files)
        throws Defect {
      return StatusHeader.isStatus(header)
          ? StatusHeader.packet(header)
          : DocumentHeader.packet(header, trace, files);
    }

    /** Whom to answer and about what, when enough of it was read; nobody answers a status. */
    PacketProblem.@Nullable Claim claim() {
      return header == null || StatusHeader.isStatus(header) ? null : DocumentHeader.claim(header);
    }
  }
}
