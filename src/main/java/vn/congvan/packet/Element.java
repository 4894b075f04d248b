package vn.congvan.packet;

import static javax.xml.stream.XMLStreamConstants.CDATA;
import static javax.xml.stream.XMLStreamConstants.CHARACTERS;
import static javax.xml.stream.XMLStreamConstants.END_ELEMENT;
import static javax.xml.stream.XMLStreamConstants.SPACE;
import static javax.xml.stream.XMLStreamConstants.START_ELEMENT;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of a packet that is small enough to hold whole: its children by name, in whatever order
 * they came. A field that is empty counts as not there.
 */
final class Element {
  private final String name;
  private final @Nullable Element parent;
  private final List<Element> children = new ArrayList<>(4);
  private final StringBuilder text = new StringBuilder();

  Element(String name) {
    this(name, null);
  }

  private Element(String name, @Nullable Element parent) {
    this.name = name;
    this.parent = parent;
  }

  /**
   * Reads what is in the element that has just begun, to its end. After a defect, what came before
   * it is here.
   */
  void fill(Edxml xml) throws IOException {
    var open = new ArrayDeque<Element>();
    open.push(this);
    while (!open.isEmpty()) {
      var current = open.element();
      switch (xml.next()) {
        case START_ELEMENT -> {
          var child = new Element(xml.name(), current);
          if (child.name.equals("Signature")) {
            xml.skip();
          } else {
            current.children.add(child);
            open.push(child);
          }
        }
        case END_ELEMENT -> open.pop();
        case CHARACTERS, CDATA, SPACE -> {
          if (!current.text.isEmpty() || !xml.isWhiteSpace()) {
            xml.appendTo(current.text);
          }
        }
        default -> {}
      }
    }
  }

  /** Reads the element that has just begun, to its end, as a child of this one. */
  void addChild(Edxml xml) throws IOException {
    var child = new Element(xml.name(), this);
    children.add(child);
    child.fill(xml);
  }

  /** As people would name it: below the header, the way to it. */
  String path() {
    return parent == null || parent.parent == null ? name : parent.path() + "/" + name;
  }

  private String path(String child) {
    return parent == null ? child : path() + "/" + child;
  }

  /** Whether there is no text in it, however deep. */
  boolean isEmpty() {
    return text.isEmpty() && children.stream().allMatch(Element::isEmpty);
  }

  List<Element> all(String name) {
    return children.stream().filter(child -> child.name.equals(name)).toList();
  }

  /** The child of that name, of which there may be one. */
  Optional<Element> only(String name) throws Defect {
    Element found = null;
    for (var child : children) {
      if (child.name.equals(name)) {
        if (found != null) {
          throw Defect.repeated(path(name));
        }
        found = child;
      }
    }
    return Optional.ofNullable(found);
  }

  Element require(String name) throws Defect {
    return only(name).orElseThrow(() -> Defect.missing(path(name)));
  }

  /** This element's own text. */
  @Nullable String text(Field field) throws Defect {
    var own = field.normal(text.toString());
    if (own.length() > field.maxLength()) {
      throw Defect.tooLong(path(), field.maxLength());
    }
    return own.isEmpty() ? null : own;
  }

  @Nullable String find(Field field) throws Defect {
    var child = only(field.element());
    return child.isEmpty() ? null : child.get().text(field);
  }

  String get(Field field) throws Defect {
    var found = find(field);
    if (found == null) {
      throw Defect.missing(path(field.element()));
    }
    return found;
  }

  @Nullable LocalDate findDate(Field field) throws Defect {
    var found = find(field);
    return found == null
        ? null
        : PacketDates.day(found).orElseThrow(() -> Defect.badDate(path(field.element()), found));
  }

  LocalDate getDate(Field field) throws Defect {
    var found = findDate(field);
    if (found == null) {
      throw Defect.missing(path(field.element()));
    }
    return found;
  }

  @Nullable Instant findTime(Field field) throws Defect {
    var found = find(field);
    return found == null
        ? null
        : PacketDates.time(found).orElseThrow(() -> Defect.badDate(path(field.element()), found));
  }

  /**
   * @param max the largest value allowed; the smallest is 0
   */
  @Nullable Integer findNumber(Field field, int max) throws Defect {
    var found = find(field);
    if (found == null) {
      return null;
    }
    if (!found.chars().allMatch(c -> c >= '0' && c <= '9')
        || found.length() > 10
        || Long.parseLong(found) > max) {
      throw Defect.badValue(path(field.element()), found);
    }
    return Integer.parseInt(found);
  }

  int getNumber(Field field, int max, int otherwise) throws Defect {
    var found = findNumber(field, max);
    return found == null ? otherwise : found;
  }
}
