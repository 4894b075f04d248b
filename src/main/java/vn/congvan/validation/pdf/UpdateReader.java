package vn.congvan.validation.pdf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads an update made after a signature: its section lists exactly the objects that stand in it,
 * and between them there is nothing. So nothing can hide in it, and it can bring nothing back from
 * earlier bytes.
 */
final class UpdateReader {
  private final PdfFile file;
  private final Revision revision;
  private final Map<Integer, IndirectObject> objects = new LinkedHashMap<>();
  private final Set<Integer> containers = new HashSet<>();

  UpdateReader(PdfFile file, Revision revision) {
    this.file = file;
    this.revision = revision;
  }

  Update read() {
    var section = revision.section();
    if (section.isHybrid()) {
      throw malformed("an update with a hidden cross-reference stream");
    }
    var entries = section.entries();
    for (var i = 0; i < entries.size(); i++) {
      object(entries, i);
    }
    if (section.streamNumber() >= 0) {
      containers.add(section.streamNumber());
    }
    for (var number : containers) {
      if (file.view(revision.index() - 1).has(number)) {
        throw malformed("object " + number + " becomes a container of others");
      }
    }
    checkObjectStreams(entries);
    checkTiles();
    objects.keySet().removeAll(containers);
    checkSize(entries);
    return new Update(revision, objects, containers);
  }

  private void object(XrefEntries entries, int index) {
    var number = entries.number(index);
    switch (entries.kind(index)) {
      case XrefEntries.FREE -> {
        if (number != 0) {
          throw malformed("an update that frees object " + number);
        }
      }
      case XrefEntries.IN_USE -> {
        var where = entries.where(index);
        if (where < revision.start() || where >= revision.section().offset() + 1) {
          throw malformed("object " + number + " of an update lies outside it");
        }
        objects.put(number, read(entries, index));
      }
      default -> {
        containers.add(Math.toIntExact(Math.min(entries.where(index), Integer.MAX_VALUE)));
        objects.put(number, read(entries, index));
      }
    }
    checkGeneration(number, entries.kind(index) == XrefEntries.IN_USE ? entries.detail(index) : 0);
  }

  private IndirectObject read(XrefEntries entries, int index) {
    var object = file.object(entries, index, revision.index());
    if (object == null) {
      throw malformed("no object " + entries.number(index));
    }
    return object;
  }

  private void checkGeneration(int number, int generation) {
    var before = number == 0 ? null : file.view(revision.index() - 1).object(number);
    if (number != 0 && generation != (before == null ? 0 : before.generation())) {
      throw malformed("object " + number + " changes its generation");
    }
  }

  /** Every object stream belongs to this update, and every object in it is listed. */
  private void checkObjectStreams(XrefEntries entries) {
    for (var number : containers) {
      if (number == revision.section().streamNumber()) {
        continue;
      }
      var container = objects.get(number);
      if (container == null || container.compressed()) {
        throw malformed("object stream " + number + " does not lie in the update that uses it");
      }
      if (container.value() instanceof PdfValue.Stream s && s.dict().get("Extends") != null) {
        throw malformed("an object stream that extends another");
      }
      var stream = file.objectStream(number, revision.index());
      for (var i = 0; i < stream.size(); i++) {
        var entry = entries.find(stream.number(i));
        if (entry < 0
            || entries.kind(entry) != XrefEntries.COMPRESSED
            || entries.where(entry) != number
            || entries.detail(entry) != i) {
          throw malformed("object " + stream.number(i) + " in an object stream is not listed");
        }
      }
    }
  }

  private void checkTiles() {
    record Tile(long start, long end) {}
    List<Tile> tiles = new ArrayList<>();
    var section = revision.section();
    tiles.add(new Tile(section.offset(), revision.end()));
    for (var object : objects.values()) {
      if (!object.compressed() && object.number() != section.streamNumber()) {
        tiles.add(new Tile(object.start(), object.end()));
      }
    }
    tiles.sort(Comparator.comparingLong(Tile::start));
    var at = revision.start();
    for (var tile : tiles) {
      if (tile.start() < at) {
        throw PdfProblem.malformed(tile.start(), "objects that overlap");
      }
      var next = Blank.skip(file.bytes(), at, tile.start());
      if (next != tile.start()) {
        throw PdfProblem.malformed(next, "bytes that belong to no object");
      }
      at = tile.end();
    }
  }

  private void checkSize(XrefEntries entries) {
    var before = size(file.revisions().get(revision.index() - 1));
    var size = size(revision);
    var largest = entries.size() == 0 ? 0 : entries.number(entries.size() - 1);
    largest = Math.max(largest, revision.section().streamNumber());
    if (size < before || size <= largest) {
      throw malformed("a wrong /Size");
    }
  }

  private long size(Revision of) {
    if (of.trailer().get("Size") instanceof PdfValue.Int i && i.value() > 0) {
      return i.value();
    }
    throw malformed("a trailer without /Size");
  }

  private PdfProblem malformed(String message) {
    return PdfProblem.malformed(revision.section().offset(), message);
  }
}
