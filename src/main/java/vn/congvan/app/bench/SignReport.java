package vn.congvan.app.bench;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.congvan.app.bench.SignBench.Case;
import vn.congvan.app.bench.SignBench.Measured;
import vn.congvan.app.bench.SignBench.Variant;
import vn.congvan.app.words.Table;
import vn.congvan.document.Language;

/** What the benchmark of signing prints: for people, and one line of JSON at the end. */
public final class SignReport extends Printout {
  private final Map<String, Object> figures = new LinkedHashMap<>();

  /**
   * @param width of the terminal, in columns
   */
  public SignReport(PrintStream out, Language language, int width) {
    super(out, language, width);
    figures.put("bench", "sign");
  }

  void begin(SignBench.Plan plan, String crypto) {
    say(
        "Đo việc ký cạnh EU DSS 6.4 và PDFBox 3.0.8 + Bouncy Castle 1.83; số lần mỗi giây CPU của một luồng, %d lượt xen kẽ.",
        "Signing, beside EU DSS 6.4 and PDFBox 3.0.8 + Bouncy Castle 1.83; operations a second of one thread's CPU, %d rounds in turn.",
        plan.rounds());
    say("Mật mã: %s", "Cryptography: %s", crypto);
  }

  void measured(Measured measured) {
    var table =
        new Table(
            name(measured.of()),
            in("mỗi giây CPU", "per CPU second"),
            in("ít nhất–nhiều nhất", "least–most"),
            in("so với DSS", "to DSS"),
            in("so với sàn", "to the floor"),
            in("cấp phát, KB", "allocated, KB"),
            in("thêm, byte", "added, bytes"));
    measured
        .answers()
        .forEach(
            (variant, answers) -> {
              var rates = Medians.sorted(answers, Worker.Answer::rate);
              table.row(
                  name(variant),
                  number("%,.1f", Medians.middle(rates)),
                  spread("%,.1f", rates[0], rates[rates.length - 1]),
                  number("%,.1f", ratio(measured, variant, peer(variant))),
                  number("%,.2f", ratio(measured, variant, floor(variant))),
                  number(
                      "%,.0f",
                      Medians.middle(Medians.sorted(answers, a -> a.allocated() / 1024.0))),
                  number("%,.0f", Medians.middle(Medians.sorted(answers, a -> a.result()))));
            });
    space();
    print(table);
    remember(measured);
  }

  private void remember(Measured measured) {
    var own = measured.answers().getOrDefault(Variant.OWN, List.of());
    switch (measured.of()) {
      case RSA_SMALL -> {
        put("rsa2048_small_over_dss", ratio(measured, Variant.OWN, Variant.DSS));
        put("rsa2048_small_share_of_floor", ratio(measured, Variant.OWN, Variant.FLOOR));
        put("rsa2048_small_over_pdfbox", ratio(measured, Variant.OWN, Variant.PDFBOX));
        put(
            "rsa2048_small_over_dss_without_native",
            ratio(measured, Variant.OWN_PLAIN, Variant.DSS));
        put("visible_over_dss", ratio(measured, Variant.OWN_VISIBLE, Variant.DSS_VISIBLE));
        put("small_per_cpu_s", Medians.middle(Medians.sorted(own, Worker.Answer::rate)));
        put("small_allocated_bytes", Medians.middle(Medians.sorted(own, Worker.Answer::allocated)));
        put("invisible_added_bytes", Medians.middle(Medians.sorted(own, Worker.Answer::result)));
      }
      case P256_SMALL -> {
        put("p256_small_over_dss", ratio(measured, Variant.OWN, Variant.DSS));
        put("p256_small_share_of_floor", ratio(measured, Variant.OWN, Variant.FLOOR));
      }
      case RSA_5_MB -> put("mb5_over_dss", ratio(measured, Variant.OWN, Variant.DSS));
      case RSA_50_MB -> put("mb50_over_dss", ratio(measured, Variant.OWN, Variant.DSS));
    }
  }

  void manyObjects(double millis) {
    space();
    say(
        "Tệp 300.000 đối tượng: %.1f ms CPU một lần ký.",
        "A file of 300,000 objects: %.1f ms of CPU a signature.", millis);
    put("objects_300000_ms", millis);
  }

  void end() {
    space();
    lastLine(figures);
  }

  /** The median of the ratios of the same rounds; not a number when one was not measured. */
  private static double ratio(Measured measured, Variant one, Variant other) {
    return Medians.ratio(
        measured.answers().getOrDefault(one, List.of()),
        measured.answers().getOrDefault(other, List.of()));
  }

  private static Variant peer(Variant variant) {
    return variant == Variant.OWN_VISIBLE || variant == Variant.DSS_VISIBLE
        ? Variant.DSS_VISIBLE
        : Variant.DSS;
  }

  private static Variant floor(Variant variant) {
    return variant == Variant.OWN_PLAIN || variant == Variant.FLOOR_PLAIN
        ? Variant.FLOOR_PLAIN
        : Variant.FLOOR;
  }

  private void put(String name, double value) {
    put(figures, name, value);
  }

  private String name(Case of) {
    return switch (of) {
      case RSA_SMALL -> "33 KB, RSA-2048";
      case P256_SMALL -> "33 KB, P-256";
      case RSA_5_MB -> "5 MB, RSA-2048, -Xmx64m";
      case RSA_50_MB -> "50 MB, RSA-2048, -Xmx64m";
    };
  }

  private String name(Variant variant) {
    return switch (variant) {
      case FLOOR -> in("sàn: băm và ký", "floor: hash and key");
      case FLOOR_PLAIN -> in("sàn, không thư viện gốc", "floor, no native library");
      case OWN -> "Công Văn";
      case OWN_PLAIN -> in("Công Văn, không thư viện gốc", "Công Văn, no native library");
      case OWN_VISIBLE -> in("Công Văn, có hình", "Công Văn, visible");
      case PDFBOX -> "PDFBox + BC";
      case DSS -> "EU DSS";
      case DSS_VISIBLE -> in("EU DSS, có hình", "EU DSS, visible");
    };
  }
}
