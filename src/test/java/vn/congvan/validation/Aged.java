package vn.congvan.validation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import vn.congvan.trust.lab.Certificates.Made;

/** A signed letter to which validation data and time-stamps are added, one update after another. */
final class Aged {
  private static final int STORE = 40;
  private static final int FIRST_FREE = 60;

  private final List<Integer> ocsps = new ArrayList<>();
  private final List<Integer> crls = new ArrayList<>();
  private final List<Integer> fields = new ArrayList<>();
  private byte[] file;
  private int next = FIRST_FREE;
  private boolean stored;

  Aged(byte[] signed) {
    this.file = signed;
  }

  byte[] file() {
    return file;
  }

  Aged withLists(byte[]... lists) {
    return with(List.of(), List.of(lists));
  }

  Aged with(List<byte[]> newOcsps, List<byte[]> newLists) {
    var update = new LinkedHashMap<Integer, String>();
    if (!stored) {
      update.put(Letter.CATALOG, catalog());
      stored = true;
    }
    put(update, newOcsps, ocsps);
    put(update, newLists, crls);
    update.put(
        STORE, "<< /OCSPs [%s] /CRLs [%s] >>".formatted(references(ocsps), references(crls)));
    file = PdfDraft.append(file, update);
    return this;
  }

  private void put(LinkedHashMap<Integer, String> update, List<byte[]> data, List<Integer> known) {
    for (var one : data) {
      known.add(next);
      update.put(next++, PdfDraft.stream("", PdfDraft.text(one)));
    }
  }

  Aged stampedBy(Made stamper, Instant at) {
    var field = next++;
    var value = next++;
    fields.add(field);
    var update = new LinkedHashMap<Integer, String>();
    update.put(
        Letter.FORM,
        "<< /Fields [7 0 R 8 0 R 9 0 R 10 0 R %s] /SigFlags 3 >>".formatted(references(fields)));
    update.put(
        field,
        "<< /Type /Annot /Subtype /Widget /FT /Sig /T (stamp%d) /F 132 /P 3 0 R /Rect [0 0 0 0] /V %d 0 R >>"
            .formatted(field, value));
    update.put(
        value,
        PdfDraft.signature("/ETSI.RFC3161", "").replace("/Type /Sig ", "/Type /DocTimeStamp "));
    var cms = Cms.by(stamper);
    cms.stampedAt = at;
    file = PdfDraft.stamp(PdfDraft.append(file, update), cms);
    return this;
  }

  private static String catalog() {
    return "<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /Perms << /DocMDP 20 0 R >> /DSS %d 0 R >>"
        .formatted(STORE);
  }

  private static String references(List<Integer> numbers) {
    return numbers.stream().map("%d 0 R"::formatted).collect(Collectors.joining(" "));
  }
}
