package vn.congvan.signing;

import java.util.ArrayList;
import java.util.List;

/** Which empty fields a file gets. */
sealed interface FieldPlan {
  /** Whether every signature gets an invisible field for another beside it. */
  boolean second();

  /** What is drawn onto its pages. */
  List<FieldLayout.Mark> marks();

  /** The pages the file must have, from 0. */
  List<Integer> pages();

  /** The four of a document. */
  record OfDocument(FieldLayout layout, boolean second) implements FieldPlan {
    @Override
    public List<FieldLayout.Mark> marks() {
      return layout.marks();
    }

    @Override
    public List<Integer> pages() {
      var pages = new ArrayList<Integer>();
      pages.add(layout.signature().page());
      pages.add(layout.seal().page());
      pages.add(layout.number().page());
      pages.add(layout.date().page());
      layout.marks().forEach(mark -> pages.add(mark.page()));
      return pages;
    }
  }

  /** The agency's alone, which says at the top right of page one what the file is. */
  record OfCorner(Corner corner, boolean second) implements FieldPlan {
    @Override
    public List<FieldLayout.Mark> marks() {
      return List.of();
    }

    @Override
    public List<Integer> pages() {
      return List.of(0);
    }
  }

  /** What is sealed by text only (Decree 30/2020, Appendix I: Part I.II.8b and Part II.I.3). */
  enum Corner {
    /** Number and time fit one line. */
    ATTACHMENT(EmptyFields.SEAL, 8, 6),
    /** Form of copy, name and time: three lines, still inside the margin. */
    COPY(EmptyFields.COPY, 5, 13);

    private final String field;
    private final double fromTop;
    private final double height;

    /**
     * @param fromTop in millimetres, as is the height
     */
    Corner(String field, double fromTop, double height) {
      this.field = field;
      this.fromTop = fromTop * Box.MM;
      this.height = height * Box.MM;
    }

    String field() {
      return field;
    }

    double fromTop() {
      return fromTop;
    }

    double height() {
      return height;
    }
  }
}
