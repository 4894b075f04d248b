package vn.congvan.signing;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.congvan.signing.FieldLayout.Align;
import vn.congvan.signing.FieldLayout.Place;
import vn.congvan.signing.FieldLayout.TextPlace;

/**
 * The empty fields of a document, and the form they belong to. Their names are what the signer and
 * the verifier find them by, in files of every release: they never change. They have no appearance
 * yet, for verifiers take one that appears for form filling, and one that is exchanged for another
 * for a change of the document (EU DSS with a strict policy; decision 0021).
 */
final class EmptyFields {
  static final String LEADER = "leader";
  static final String SEAL = "seal";
  static final String COPY = "copy-seal";
  static final String LEADER_SECOND = "leader-second";
  static final String SEAL_SECOND = "seal-second";
  static final String NUMBER = "number";
  static final String DATE = "date";

  private static final Set<String> SEALS = Set.of(SEAL, COPY, SEAL_SECOND);

  /** The rectangle of what is not to be seen (ISO 32000-2, 12.7.5.5). */
  private static final String NOWHERE = "0 0 0 0";

  private static final double MM = Box.MM;
  private static final double CORNER_SIZE = 10;
  private static final double CORNER_WIDTH = 105 * MM;
  private static final double CORNER_FROM_RIGHT = 15 * MM;

  private final PlainWriter writer;
  private final List<Field> fields;
  private final Set<FieldFont> fonts = new TreeSet<>();

  /**
   * A field and its one widget.
   *
   * @param page from 0
   * @param box null for a signature that is not to be seen
   * @param text how its text is written; null for a signature's field
   */
  private record Field(
      int number,
      String name,
      String shown,
      int page,
      @Nullable Box box,
      @Nullable TextPlace text) {}

  private EmptyFields(PlainWriter writer, List<Field> fields) {
    this.writer = writer;
    this.fields = fields;
    for (var field : fields) {
      if (field.text != null) {
        fonts.add(FieldFont.of(field.text.typeface()));
      }
    }
  }

  /**
   * @param firstPage asked only when the plan leaves it to us where to put a field
   */
  static EmptyFields of(FieldPlan plan, PlainWriter writer, Supplier<PageView> firstPage) {
    if (plan instanceof FieldPlan.OfDocument document) {
      return ofDocument(writer, document.layout(), plan.second());
    }
    return ofCorner(writer, firstPage.get(), (FieldPlan.OfCorner) plan);
  }

  private static EmptyFields ofDocument(PlainWriter writer, FieldLayout layout, boolean second) {
    var number = layout.number();
    var date = layout.date();
    var fields = new ArrayList<Field>();
    fields.add(signature(writer, LEADER, "Chữ ký của người có thẩm quyền", layout.signature()));
    fields.add(signature(writer, SEAL, "Chữ ký số của cơ quan", layout.seal()));
    fields.add(
        new Field(writer.reserve(), NUMBER, "Số, ký hiệu", number.page(), number.box(), number));
    fields.add(new Field(writer.reserve(), DATE, "Địa danh, ngày", date.page(), date.box(), date));
    if (second) {
      fields.add(signature(writer, LEADER_SECOND, "Chữ ký thứ hai của người có thẩm quyền", null));
      fields.add(signature(writer, SEAL_SECOND, "Chữ ký số thứ hai của cơ quan", null));
    }
    return new EmptyFields(writer, fields);
  }

  private static EmptyFields ofCorner(
      PlainWriter writer, PageView firstPage, FieldPlan.OfCorner plan) {
    var width = Math.min(CORNER_WIDTH, firstPage.width() / 2);
    var height = Math.min(plan.corner().height(), firstPage.height() / 2);
    var right = Math.min(CORNER_FROM_RIGHT, firstPage.width() / 12);
    var top = Math.min(plan.corner().fromTop(), firstPage.height() / 20);
    var box =
        new Box(
            firstPage.width() - right - width, firstPage.height() - top - height, width, height);
    var seals = new ArrayList<Field>();
    var name = plan.corner().field();
    seals.add(signature(writer, name, "Chữ ký số của cơ quan", new Place(0, box)));
    if (plan.second()) {
      seals.add(signature(writer, SEAL_SECOND, "Chữ ký số thứ hai của cơ quan", null));
    }
    var fields = new EmptyFields(writer, seals);
    fields.fonts.add(FieldFont.UPRIGHT);
    return fields;
  }

  /** The numbers of the pages that have fields, each once, from 0. */
  Set<Integer> pages() {
    var pages = new TreeSet<Integer>();
    fields.forEach(field -> pages.add(field.page));
    return pages;
  }

  /** The numbers of the widgets on a page. */
  List<Integer> on(int page) {
    var numbers = new ArrayList<Integer>();
    for (var field : fields) {
      if (field.page == page) {
        numbers.add(field.number);
      }
    }
    return numbers;
  }

  /**
   * Writes form, fields and fonts.
   *
   * @param views of the pages that have fields
   * @param pageNumbers the numbers under which these pages are written
   */
  void write(int form, TreeMap<Integer, PageView> views, TreeMap<Integer, Integer> pageNumbers)
      throws IOException {
    var references = new StringBuilder();
    for (var field : fields) {
      var view = views.get(field.page);
      var page = pageNumbers.get(field.page);
      if (view == null || page == null) {
        throw new IllegalStateException("a view and a number for each page with fields");
      }
      references.append(references.isEmpty() ? "" : " ").append(field.number).append(" 0 R");
      writer.object(field.number, widget(field, view, page));
    }
    var toUnicode = writer.reserve();
    var resources = new StringBuilder();
    for (var font : fonts) {
      var number = writer.reserve();
      resources.append('/').append(font.resourceName()).append(' ').append(number).append(" 0 R");
      font.write(writer, number, toUnicode);
    }
    FieldFont.writeToUnicode(writer, toUnicode);
    writer.object(
        form,
        "<</Fields [%s]/DR <</Font <<%s>>>>/DA (/%s %s Tf 0 g)>>"
            .formatted(
                references,
                resources,
                FieldFont.UPRIGHT.resourceName(),
                PdfText.number(CORNER_SIZE)));
  }

  private static Field signature(
      PlainWriter writer, String name, String shown, @Nullable Place place) {
    return place == null
        ? new Field(writer.reserve(), name, shown, 0, null, null)
        : new Field(writer.reserve(), name, shown, place.page(), place.box(), null);
  }

  private String widget(Field field, PageView view, int page) {
    return "<</Type /Annot/Subtype /Widget/FT /%s/T (%s)/TU %s/F 4/P %d 0 R/Rect [%s]/MK <</R %d>>%s>>"
        .formatted(
            field.text == null ? "Sig" : "Tx",
            field.name,
            PdfText.string(field.shown),
            page,
            field.box == null ? NOWHERE : PdfText.numbers(view.rectangle(field.box)),
            view.rotation(),
            field.text == null ? lock(field.name) : text(field.text));
  }

  /**
   * A seal locks every field there is, by name, itself and number and date with it (decision 0003);
   * the first of two leaves the field of the second, which can only come after it. Not all fields
   * there will ever be: a document time-stamp comes with a field of its own, and verifiers take
   * that for a change of what is locked (EU DSS with a strict policy; decision 0081).
   */
  private String lock(String name) {
    if (!SEALS.contains(name)) {
      return "";
    }
    var names =
        fields.stream()
            .map(Field::name)
            .filter(field -> name.equals(SEAL_SECOND) || !field.equals(SEAL_SECOND))
            .map(field -> "(" + field + ")")
            .collect(joining());
    return "/Lock <</Type /SigFieldLock/Action /Include/Fields [%s]>>".formatted(names);
  }

  private static String text(TextPlace place) {
    return "/DA (/%s %s Tf 0 g)/Q %d"
        .formatted(
            FieldFont.of(place.typeface()).resourceName(),
            PdfText.number(place.size()),
            quadding(place.align()));
  }

  private static int quadding(Align align) {
    return switch (align) {
      case LEFT -> 0;
      case CENTRE -> 1;
      case RIGHT -> 2;
    };
  }
}
