package vn.congvan.validation.attacks;

import static vn.congvan.validation.PdfDraft.bytes;

import java.util.Collections;
import java.util.Map;
import vn.congvan.validation.Letter;
import vn.congvan.validation.PackedPdf;
import vn.congvan.validation.PdfDraft;

/** How revisions are written: with a cross-reference table, or with streams for all they can be. */
enum Style {
  TABLE {
    @Override
    byte[] original(Map<Integer, String> objects) {
      return PdfDraft.original(objects, Letter.TRAILER);
    }

    @Override
    byte[] append(byte[] file, int root, Map<Integer, String> objects, String trailer) {
      return PdfDraft.append(file, root, objects, trailer);
    }
  },
  STREAM {
    @Override
    byte[] original(Map<Integer, String> objects) {
      return packed(
          bytes("%PDF-1.7\n"), objects, Collections.max(objects.keySet()) + 1, Letter.TRAILER);
    }

    @Override
    byte[] append(byte[] file, int root, Map<Integer, String> objects, String trailer) {
      var first = PdfDraft.size(file);
      if (!objects.isEmpty()) {
        first = Math.max(first, Collections.max(objects.keySet()) + 1);
      }
      return packed(
          file,
          objects,
          first,
          "/Root %d 0 R /Prev %d %s".formatted(root, PdfDraft.startxref(file), trailer));
    }

    private static byte[] packed(
        byte[] before, Map<Integer, String> objects, int container, String trailer) {
      var packed = PackedPdf.packable(objects);
      return PackedPdf.revision(
          before, PackedPdf.without(objects, packed), packed, container, container + 1, trailer);
    }
  };

  /** A file of one revision. */
  abstract byte[] original(Map<Integer, String> objects);

  /** The file with an update at its end. */
  abstract byte[] append(byte[] file, int root, Map<Integer, String> objects, String trailer);
}
