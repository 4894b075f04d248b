package vn.congvan.app.report;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import vn.congvan.document.WrittenText;

/** XML in the making: well-formed whatever its texts hold, because no text goes in as it is. */
final class Xml {
  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter out;
  private final Map<String, String> namespaces;

  /**
   * @param namespaces by prefix; the one without prefix is named by ""
   */
  private Xml(Map<String, String> namespaces) {
    this.namespaces = namespaces;
    try {
      // The JDK's own closes every element it opened by a tag of its own, which browsers need.
      out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
    } catch (XMLStreamException e) {
      throw inMemory(e);
    }
  }

  static Xml document(Map<String, String> namespaces, String root, String... attributes) {
    var xml = new Xml(namespaces);
    try {
      xml.out.writeStartDocument("UTF-8", "1.0");
    } catch (XMLStreamException e) {
      throw inMemory(e);
    }
    return xml.root(root, attributes);
  }

  /** A web page that is XML too. */
  static Xml page(String... attributes) {
    var xml = new Xml(Map.of("", "http://www.w3.org/1999/xhtml"));
    try {
      xml.out.writeDTD("<!DOCTYPE html>");
    } catch (XMLStreamException e) {
      throw inMemory(e);
    }
    return xml.root("html", attributes);
  }

  private Xml root(String name, String... attributes) {
    try {
      start(name);
      for (var namespace : new TreeMap<>(namespaces).entrySet()) {
        if (namespace.getKey().isEmpty()) {
          out.writeDefaultNamespace(namespace.getValue());
        } else {
          out.writeNamespace(namespace.getKey(), namespace.getValue());
        }
      }
      attributes(attributes);
      return this;
    } catch (XMLStreamException e) {
      throw inMemory(e);
    }
  }

  /**
   * @param attributes name, value, name, value
   */
  Xml begin(String name, String... attributes) {
    try {
      start(name);
      attributes(attributes);
      return this;
    } catch (XMLStreamException e) {
      throw inMemory(e);
    }
  }

  Xml end() {
    try {
      out.writeEndElement();
      return this;
    } catch (XMLStreamException e) {
      throw inMemory(e);
    }
  }

  Xml leaf(String name, String value, String... attributes) {
    return begin(name, attributes).text(value).end();
  }

  Xml text(String value) {
    try {
      out.writeCharacters(WrittenText.visible(value));
      return this;
    } catch (XMLStreamException e) {
      throw inMemory(e);
    }
  }

  Xml line() {
    try {
      out.writeCharacters("\n");
      return this;
    } catch (XMLStreamException e) {
      throw inMemory(e);
    }
  }

  /** An element that never has content. */
  Xml empty(String name, String... attributes) {
    try {
      out.writeEmptyElement(name);
      attributes(attributes);
      return this;
    } catch (XMLStreamException e) {
      throw inMemory(e);
    }
  }

  /** What was written, every element closed. */
  byte[] bytes() {
    try {
      out.writeEndDocument();
      out.close();
      return (text + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (XMLStreamException e) {
      throw inMemory(e);
    }
  }

  private void start(String name) throws XMLStreamException {
    var colon = name.indexOf(':');
    var prefix = colon < 0 ? "" : name.substring(0, colon);
    out.writeStartElement(
        prefix, name.substring(colon + 1), Objects.requireNonNull(namespaces.get(prefix), prefix));
  }

  private void attributes(String... attributes) throws XMLStreamException {
    for (var i = 0; i < attributes.length; i += 2) {
      out.writeAttribute(attributes[i], WrittenText.visible(attributes[i + 1]));
    }
  }

  private static IllegalStateException inMemory(XMLStreamException e) {
    return new IllegalStateException("XML is written to memory", e);
  }
}
