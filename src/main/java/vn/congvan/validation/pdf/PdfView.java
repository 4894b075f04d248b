package vn.congvan.validation.pdf;

import org.jspecify.annotations.Nullable;

/**
 * The document as it stood after one revision: of each object, the newest definition until then.
 */
public final class PdfView {
  private static final int MOST_HOPS = 16;

  private final PdfFile file;
  private final int revision;

  PdfView(PdfFile file, int revision) {
    this.file = file;
    this.revision = revision;
  }

  /** Its index. */
  public int revision() {
    return revision;
  }

  public PdfFile file() {
    return file;
  }

  public PdfValue.Dict trailer() {
    return file.revisions().get(revision).trailer();
  }

  private record Found(XrefEntries entries, int index, int revision) {}

  private @Nullable Found find(int number) {
    for (var r = revision; r >= 0; r--) {
      for (var section : file.revisions().get(r).sections()) {
        var index = section.entries().find(number);
        if (index >= 0 && section.entries().kind(index) != XrefEntries.FREE) {
          return new Found(section.entries(), index, r);
        }
        var hidden = section.hidden();
        var hiddenIndex = hidden == null ? -1 : hidden.find(number);
        if (hidden != null && hiddenIndex >= 0) {
          return hidden.kind(hiddenIndex) == XrefEntries.FREE
              ? null
              : new Found(hidden, hiddenIndex, r);
        }
        if (index >= 0) {
          return null;
        }
      }
    }
    return null;
  }

  /** Null when there is none by this number. */
  public @Nullable IndirectObject object(int number) {
    var found = find(number);
    return found == null ? null : file.object(found.entries(), found.index(), found.revision());
  }

  /** Whether an object by this number exists, without reading it. */
  public boolean has(int number) {
    return find(number) != null;
  }

  /** The revision in which the object's newest definition lies; -1 when there is none. */
  public int definedIn(int number) {
    var found = find(number);
    return found == null ? -1 : found.revision();
  }

  /** What a reference leads to, or the value itself; the null object when it leads nowhere. */
  public PdfValue resolve(@Nullable PdfValue value) {
    var resolved = value == null ? PdfValue.Null.NULL : value;
    for (var hops = 0; resolved instanceof PdfValue.Ref ref; hops++) {
      if (hops == MOST_HOPS) {
        throw PdfProblem.limit(0, "references in a circle from object " + ref.number());
      }
      var object = object(ref.number());
      resolved =
          object == null || object.generation() != ref.generation()
              ? PdfValue.Null.NULL
              : object.value();
    }
    return resolved;
  }

  /** The dictionary it leads to; null when it is none. A stream is none. */
  public PdfValue.@Nullable Dict dict(@Nullable PdfValue value) {
    return resolve(value) instanceof PdfValue.Dict dict ? dict : null;
  }

  public PdfValue.@Nullable Array array(@Nullable PdfValue value) {
    return resolve(value) instanceof PdfValue.Array array ? array : null;
  }

  /** The document catalog (ISO 32000-2 §7.7.2). */
  public PdfValue.Dict catalog() {
    var catalog = dict(trailer().get("Root"));
    if (catalog == null) {
      throw PdfProblem.malformed(
          file.revisions().get(revision).section().offset(), "no document catalog");
    }
    return catalog;
  }

  /** A stream's bytes, if it has no filter but FlateDecode. */
  public byte[] decode(PdfValue.Stream stream) {
    return new StreamDecoder(file.bytes(), file.budget())
        .decode(
            stream,
            nullable(resolve(stream.dict().get("Filter"))),
            nullable(resolve(stream.dict().get("DecodeParms"))));
  }

  private static @Nullable PdfValue nullable(PdfValue value) {
    return value == PdfValue.Null.NULL ? null : value;
  }

  /** Where an object stands that is not in an object stream; -1 otherwise. */
  long offset(int number) {
    var found = find(number);
    return found != null && found.entries().kind(found.index()) == XrefEntries.IN_USE
        ? found.entries().where(found.index())
        : -1;
  }

  long length(PdfValue.Ref ref) {
    var found = find(ref.number());
    if (found != null && found.entries().kind(found.index()) == XrefEntries.COMPRESSED) {
      var object = file.object(found.entries(), found.index(), found.revision());
      return number(object == null ? PdfValue.Null.NULL : object.value(), ref);
    }
    return uncompressedLength(ref);
  }

  long uncompressedLength(PdfValue.Ref ref) {
    var offset = offset(ref.number());
    return number(offset < 0 ? PdfValue.Null.NULL : file.plain(offset, ref), ref);
  }

  private static long number(PdfValue value, PdfValue.Ref ref) {
    if (value instanceof PdfValue.Int i) {
      return i.value();
    }
    throw PdfProblem.malformed(0, "object " + ref.number() + " is no length");
  }
}
