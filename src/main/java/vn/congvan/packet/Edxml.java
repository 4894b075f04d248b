package vn.congvan.packet;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.IOException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;

/**
 * A packet's XML, event by event, within limits. No DOCTYPE, no entity but the five of XML itself,
 * nothing fetched from anywhere.
 *
 * <p>Namespaces are not resolved: senders write prefixes they never declare (the Government
 * Office's own sample does), and a name means the same whatever its prefix.
 */
final class Edxml {
  /** Enough for every receiver of a national packet, with all its fields. */
  private static final int MAX_ELEMENTS = 100_000;

  private static final XMLInputFactory FACTORY = hardened();

  private final PacketBytes bytes;
  private final PacketLimits limits;
  private final XMLStreamReader xml;
  private int depth;
  private int elements;
  private int chars;

  Edxml(PacketBytes bytes, PacketLimits limits) throws IOException {
    this.bytes = bytes;
    this.limits = limits;
    try {
      this.xml = FACTORY.createXMLStreamReader(bytes);
    } catch (XMLStreamException e) {
      throw unreadable(e);
    }
    // XML 1.1 would let control characters in.
    if ("1.1".equals(xml.getVersion())) {
      throw Defect.notXml(1, "its version is 1.1");
    }
  }

  private static XMLInputFactory hardened() {
    var factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    // A file is one text of megabytes: it must come in pieces, and errors when they are met.
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
    factory.setProperty(XMLInputFactory2.P_PRESERVE_LOCATION, false);
    factory.setProperty(WstxInputProperties.P_INPUT_BUFFER_LENGTH, 16 << 10);
    return factory;
  }

  /**
   * The next event.
   *
   * @throws Defect when there is none that we take
   */
  int next() throws IOException {
    bytes.step();
    try {
      var event = xml.next();
      switch (event) {
        case XMLStreamConstants.START_ELEMENT -> enter();
        case XMLStreamConstants.END_ELEMENT -> depth--;
        case XMLStreamConstants.DTD -> throw Defect.documentTypeDefinition();
        case XMLStreamConstants.ENTITY_REFERENCE ->
            throw Defect.notXml(line(), "it uses an entity that is not declared");
        default -> {}
      }
      return event;
    } catch (XMLStreamException e) {
      throw unreadable(e);
    }
  }

  private void enter() throws Defect {
    if (++depth > limits.maxDepth()) {
      throw Defect.tooDeep(limits.maxDepth());
    }
    if (++elements > MAX_ELEMENTS) {
      throw Defect.tooLarge(
          "quá %d phần tử XML".formatted(MAX_ELEMENTS),
          "more than %d elements".formatted(MAX_ELEMENTS));
    }
  }

  /**
   * The name of the element that begins, without its prefix; the standard's {@code Bussiness} reads
   * {@code Business}, as some senders write it.
   */
  String name() {
    var name = xml.getLocalName();
    var local = name.substring(name.lastIndexOf(':') + 1);
    return local.startsWith("Bussiness") ? "Business" + local.substring(9) : local;
  }

  /** Passes over the element that begins, with all in it. */
  void skip() throws IOException {
    var outside = depth - 1;
    while (depth > outside) {
      next();
    }
  }

  /** Adds the current piece of text; all text so taken is bounded together. */
  void appendTo(StringBuilder text) throws Defect {
    chars += textLength();
    if (chars > limits.maxTextChars()) {
      throw Defect.tooLarge(
          "phần chữ quá %d ký tự".formatted(limits.maxTextChars()),
          "more than %d characters of text".formatted(limits.maxTextChars()));
    }
    text.append(textCharacters(), textStart(), textLength());
  }

  boolean isWhiteSpace() {
    return xml.isWhiteSpace();
  }

  char[] textCharacters() {
    return xml.getTextCharacters();
  }

  int textStart() {
    return xml.getTextStart();
  }

  int textLength() {
    return xml.getTextLength();
  }

  private int line() {
    return xml.getLocation().getLineNumber();
  }

  private IOException unreadable(XMLStreamException e) {
    var at = e.getLocation();
    return bytes
        .failure()
        .orElseGet(
            () ->
                Defect.notXml(at == null ? 1 : at.getLineNumber(), String.valueOf(e.getMessage())));
  }
}
