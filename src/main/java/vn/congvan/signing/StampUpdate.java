package vn.congvan.signing;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.HashSet;
import vn.congvan.document.ContentHash;

/**
 * The update that adds a document time-stamp (ISO 32000-2, 12.8.5; EN 319 142-1, 5.4): a field
 * without a place on any page, and a signature dictionary that says no time of its own.
 */
final class StampUpdate {
  static final String FIELD = "time-stamp-";

  private static final int STRUCTURE = 1 << 12;

  private final SignatureRoom room;

  /**
   * @param baseHash SHA-256 of the file so far
   * @param octets for the time-stamp
   */
  StampUpdate(SourcePdf file, long baseSize, ContentHash baseHash, int octets)
      throws IOException, NotOurs {
    var update = new SourceUpdate(file, baseSize, baseHash, 2 * octets + STRUCTURE);
    var increment = update.increment();
    var field = increment.next();
    var stamp = increment.next();
    update.addField(field);
    increment.object(
        field,
        RawDictionary.parse(
            "<</Type /Annot/Subtype /Widget/FT /Sig/T (%s%d)/F 132/Rect [0 0 0 0]/V %d 0 R>>"
                .formatted(FIELD, next(file), stamp),
            0));
    increment.begin(stamp);
    increment.append("<</Type /DocTimeStamp/Filter /Adobe.PPKLite/SubFilter /ETSI.RFC3161");
    this.room = new SignatureRoom(increment, baseSize, SignatureRoom.WIDEST, octets);
    update.end();
  }

  /** What the time-stamp covers of the update goes to the digest; the base has gone before. */
  void digestInto(MessageDigest digest) {
    room.digestInto(digest);
  }

  /** The finished update. */
  Increment with(byte[] token) {
    return room.with(token);
  }

  /** The first number that makes a name nobody has. */
  private static int next(SourcePdf file) throws IOException, NotOurs {
    var names = new HashSet<String>();
    var form = file.dictionary(file.object(file.root()).require("AcroForm"));
    for (var number : file.references(form, "Fields")) {
      file.object(number).get("T").ifPresent(names::add);
    }
    var next = 1;
    while (names.contains("(" + FIELD + next + ")")) {
      next++;
    }
    return next;
  }
}
