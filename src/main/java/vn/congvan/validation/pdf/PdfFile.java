package vn.congvan.validation.pdf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A PDF as its revisions. Reads an object when it is asked for. Not thread-safe. */
public final class PdfFile {
  private static final int OBJECTS_HELD = 4096;
  private static final int OBJECT_STREAM_BYTES_HELD = 16 << 20;

  private final PdfBytes bytes;
  private final Budget budget;
  private final List<Revision> revisions;
  private final long oddAt;
  private final List<PdfView> views = new ArrayList<>();
  private final Map<Long, IndirectObject> objects = new HashMap<>();
  private final Map<Long, ObjectStream> objectStreams = new LinkedHashMap<>(8, 0.75f, true);
  private long objectStreamBytes;

  private PdfFile(PdfBytes bytes, Budget budget, List<Revision> revisions, long oddAt) {
    this.bytes = bytes;
    this.budget = budget;
    this.revisions = revisions;
    this.oddAt = oddAt;
    revisions.forEach(revision -> views.add(new PdfView(this, revision.index())));
  }

  /**
   * @throws PdfProblem when its bytes are not one PDF from the first to the last
   */
  public static PdfFile read(PdfBytes bytes, Limits limits) {
    if (bytes.size() > limits.fileBytes()) {
      throw PdfProblem.limit(bytes.size(), "a file too large");
    }
    var budget = new Budget(limits, bytes.size());
    var reader = new RevisionReader(bytes, budget);
    return new PdfFile(bytes, budget, reader.revisions(), reader.oddAt());
  }

  /** The oldest first. */
  public List<Revision> revisions() {
    return revisions;
  }

  /**
   * Where the original is not written as the standard wants, without harm: an object that stands
   * behind the section that lists it.
   */
  public OptionalLong oddAt() {
    return oddAt < 0 ? OptionalLong.empty() : OptionalLong.of(oddAt);
  }

  /** The document as it stood after a revision. */
  public PdfView view(int revision) {
    return views.get(revision);
  }

  public PdfView lastView() {
    return views.get(views.size() - 1);
  }

  public PdfBytes bytes() {
    return bytes;
  }

  Budget budget() {
    return budget;
  }

  /** The objects of an update, which must account for its every byte. */
  public Update update(int revision) {
    return new UpdateReader(this, revisions.get(revision)).read();
  }

  /**
   * Every object a revision's sections list, those of no use to any reader too.
   *
   * @throws PdfProblem when one is not where it is said to be, or two overlap
   */
  public void forEachObject(int revision, Consumer<IndirectObject> sink) {
    for (var section : revisions.get(revision).sections()) {
      forEachObject(revision, section.entries(), sink);
      if (section.hidden() != null) {
        forEachObject(revision, section.hidden(), sink);
      }
    }
  }

  private void forEachObject(int revision, XrefEntries entries, Consumer<IndirectObject> sink) {
    var end = 0L;
    for (var index : entries.inOrder(XrefEntries.IN_USE)) {
      var object = objectAt(entries.where(index), revision);
      check(object, entries.number(index), entries.detail(index));
      if (object.start() < end) {
        throw PdfProblem.malformed(object.start(), "objects that overlap");
      }
      end = object.end();
      sink.accept(object);
    }
    for (var index : entries.inOrder(XrefEntries.COMPRESSED)) {
      sink.accept(
          compressed(entries.number(index), entries.where(index), entries.detail(index), revision));
    }
  }

  /** The object an entry of this revision points to; null when the entry says it is free. */
  @Nullable IndirectObject object(XrefEntries entries, int index, int revision) {
    var number = entries.number(index);
    return switch (entries.kind(index)) {
      case XrefEntries.IN_USE -> {
        var object = objectAt(entries.where(index), revision);
        check(object, number, entries.detail(index));
        yield object;
      }
      case XrefEntries.COMPRESSED ->
          compressed(number, entries.where(index), entries.detail(index), revision);
      default -> null;
    };
  }

  private static void check(IndirectObject object, int number, int generation) {
    if (object.number() != number || object.generation() != generation) {
      throw PdfProblem.malformed(object.start(), "expected object " + number);
    }
  }

  private IndirectObject objectAt(long offset, int revision) {
    var held = objects.get(offset);
    if (held != null) {
      return held;
    }
    if (offset >= revisions.get(revision).eof()) {
      throw PdfProblem.malformed(offset, "an entry that points beyond its own revision");
    }
    var view = views.get(revision);
    var object = new ObjectReader(bytes, budget, offset).object(view::length);
    if (objects.size() >= OBJECTS_HELD) {
      objects.clear();
    }
    objects.put(offset, object);
    return object;
  }

  private IndirectObject compressed(int number, long container, int index, int revision) {
    return objectStream(container, revision).object(number, index);
  }

  ObjectStream objectStream(long number, int revision) {
    var offset = number > Integer.MAX_VALUE ? -1 : views.get(revision).offset((int) number);
    if (offset < 0) {
      throw PdfProblem.malformed(
          revisions.get(revision).section().offset(), "no object stream " + number);
    }
    var held = objectStreams.get(offset);
    if (held != null) {
      return held;
    }
    var object =
        new ObjectReader(bytes, budget, offset).object(views.get(revision)::uncompressedLength);
    if (object.number() != number
        || !(object.value() instanceof PdfValue.Stream stream)
        || !stream.dict().is("Type", "ObjStm")) {
      throw PdfProblem.malformed(offset, "expected an object stream");
    }
    var data =
        new StreamDecoder(bytes, budget)
            .decode(stream, stream.dict().get("Filter"), stream.dict().get("DecodeParms"));
    var read = new ObjectStream(object, data, budget);
    objectStreams.put(offset, read);
    objectStreamBytes += data.length;
    for (var eldest = objectStreams.values().iterator();
        objectStreamBytes > OBJECT_STREAM_BYTES_HELD && objectStreams.size() > 1; ) {
      objectStreamBytes -= eldest.next().bytes();
      eldest.remove();
    }
    return read;
  }

  /** An object that is no stream, at this offset; for the lengths of streams. */
  PdfValue plain(long offset, PdfValue.Ref ref) {
    var object =
        new ObjectReader(bytes, budget, offset)
            .object(
                length -> {
                  throw PdfProblem.malformed(offset, "a stream where a length is expected");
                });
    check(object, ref.number(), ref.generation());
    return object.value();
  }
}
