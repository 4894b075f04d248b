package vn.congvan.app.bench;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.congvan.app.bench.VerifyBench.Case;
import vn.congvan.app.bench.VerifyBench.Measured;
import vn.congvan.app.bench.VerifyBench.Variant;
import vn.congvan.app.words.Table;
import vn.congvan.document.Language;

/** What the benchmark of judging prints: for people, and one line of JSON at the end. */
public final class VerifyReport extends Printout {
  private final Map<String, Object> figures = new LinkedHashMap<>();

  /** Seconds of processor time of one verdict on 5 MB with one signature; not a number before. */
  private double oneOfThree = Double.NaN;

  /**
   * @param width of the terminal, in columns
   */
  public VerifyReport(PrintStream out, Language language, int width) {
    super(out, language, width);
    figures.put("bench", "verify");
  }

  void begin(VerifyBench.Plan plan, String crypto, boolean pdfsig) {
    say(
        "Đo việc kiểm tra chữ ký cạnh EU DSS 6.4 (tắt so sánh hình ảnh các trang); số lần mỗi giây CPU của một luồng, %d lượt xen kẽ. Không bên nào xem việc thu hồi.",
        "Judging signatures, beside EU DSS 6.4 (visual comparison of pages off); operations a second of one thread's CPU, %d rounds in turn. Nobody looks at revocation.",
        plan.rounds());
    if (pdfsig) {
      say(
          "pdfsig: một tiến trình cho mỗi tệp, CPU và thời gian của cả tiến trình; không xét chứng thư.",
          "pdfsig: a process a file, CPU and time of the whole process; no look at certificates.");
    } else {
      say(
          "Chưa cài pdfsig nên không đo: sudo apt-get install poppler-utils",
          "pdfsig is not installed and not measured: sudo apt-get install poppler-utils");
    }
    say("Mật mã: %s", "Cryptography: %s", crypto);
  }

  void measured(Measured measured) {
    var table =
        new Table(
            name(measured.of()),
            in("mỗi giây CPU", "per CPU second"),
            in("ít nhất–nhiều nhất", "least–most"),
            in("ms CPU mỗi lần", "CPU ms each"),
            in("so với DSS", "to DSS"),
            in("so với sàn", "to the floor"),
            in("cấp phát, KB", "allocated, KB"));
    measured
        .answers()
        .forEach(
            (variant, answers) -> {
              var rates = Medians.sorted(answers, Worker.Answer::rate);
              table.row(
                  name(variant),
                  number("%,.1f", Medians.middle(rates)),
                  spread("%,.1f", rates[0], rates[rates.length - 1]),
                  number("%,.2f", 1e3 / Medians.middle(rates)),
                  number("%,.1f", ratio(measured, variant, Variant.DSS)),
                  number("%,.2f", ratio(measured, variant, Variant.FLOOR)),
                  number(
                      "%,.0f",
                      Medians.middle(Medians.sorted(answers, a -> a.allocated() / 1024.0))));
            });
    if (!measured.pdfsig().isEmpty()) {
      var rates = Medians.sorted(measured.pdfsig(), VerifyReport::rate);
      table.row(
          in("pdfsig, một tiến trình", "pdfsig, a process"),
          number("%,.1f", Medians.middle(rates)),
          spread("%,.1f", rates[0], rates[rates.length - 1]),
          number("%,.2f", 1e3 / Medians.middle(rates)),
          number("%,.1f", Medians.middle(rates) / rate(measured, Variant.DSS)),
          number("%,.2f", Medians.middle(rates) / rate(measured, Variant.FLOOR)),
          "");
    }
    space();
    print(table);
    remember(measured);
  }

  private void remember(Measured measured) {
    switch (measured.of()) {
      case SMALL -> {
        var own = measured.answers().getOrDefault(Variant.OWN, List.of());
        put("rsa2048_small_over_dss", ratio(measured, Variant.OWN, Variant.DSS));
        put("rsa2048_small_share_of_floor", ratio(measured, Variant.OWN, Variant.FLOOR));
        put("small_per_cpu_s", rate(measured, Variant.OWN));
        put("small_allocated_bytes", Medians.middle(Medians.sorted(own, Worker.Answer::allocated)));
        putPdfsig("small", measured);
      }
      case MANY_SIGNATURES -> {
        put("signatures_51_ms", 1e3 / rate(measured, Variant.OWN_ANEW));
        put("signatures_51_share_of_floor", ratio(measured, Variant.OWN_ANEW, Variant.FLOOR));
        putPdfsig("signatures_51", measured);
      }
      case MB_5 -> {
        oneOfThree = 1 / rate(measured, Variant.OWN);
        put("mb5_over_dss", ratio(measured, Variant.OWN, Variant.DSS));
        put("mb5_share_of_floor", ratio(measured, Variant.OWN, Variant.FLOOR));
        putPdfsig("mb5", measured);
      }
      case MB_5_THREE -> {
        var cost = 1 / rate(measured, Variant.OWN) / oneOfThree;
        space();
        say(
            "Ba chữ ký tốn gấp %.2f lần một chữ ký (5 MB).",
            "Three signatures cost %.2f times one (5 MB).", cost);
        put("mb5_three_over_dss", ratio(measured, Variant.OWN, Variant.DSS));
        put("mb5_three_to_one_cost", cost);
        putPdfsig("mb5_three", measured);
      }
      case MB_300 -> {
        var more = 1 / rate(measured, Variant.OWN) - 1 / rate(measured, Variant.READING);
        space();
        say(
            "Kiểm tra 300 MB lâu hơn chỉ đọc tệp %.2f giây CPU.",
            "Judging 300 MB takes %.2f seconds of CPU more than reading the file.", more);
        put("mb300_s", 1 / rate(measured, Variant.OWN));
        put("mb300_more_than_reading_s", more);
      }
    }
  }

  private void putPdfsig(String of, Measured measured) {
    if (!measured.pdfsig().isEmpty()) {
      put(
          of + "_pdfsig_cpu_ms",
          1e3 * Medians.middle(Medians.sorted(measured.pdfsig(), Pdfsig.Took::processor)));
      put(
          of + "_pdfsig_elapsed_ms",
          1e3 * Medians.middle(Medians.sorted(measured.pdfsig(), Pdfsig.Took::elapsed)));
    }
  }

  void end() {
    space();
    lastLine(figures);
  }

  /** Its clock has milliseconds only: none at all counts as half of one. */
  private static double rate(Pdfsig.Took took) {
    return 1 / Math.max(took.processor(), 0.0005);
  }

  /** The median of the rounds; not a number when it was not measured. */
  private static double rate(Measured measured, Variant variant) {
    return Medians.middle(
        Medians.sorted(measured.answers().getOrDefault(variant, List.of()), Worker.Answer::rate));
  }

  /** The median of the ratios of the same rounds; not a number when one was not measured. */
  private static double ratio(Measured measured, Variant one, Variant other) {
    return Medians.ratio(
        measured.answers().getOrDefault(one, List.of()),
        measured.answers().getOrDefault(other, List.of()));
  }

  private void put(String name, double value) {
    put(figures, name, value);
  }

  private String name(Case of) {
    return switch (of) {
      case SMALL -> in("33 KB, 1 chữ ký", "33 KB, 1 signature");
      case MANY_SIGNATURES -> in("33 KB, 51 chữ ký", "33 KB, 51 signatures");
      case MB_5 -> in("5 MB, 1 chữ ký", "5 MB, 1 signature");
      case MB_5_THREE -> in("5 MB, 3 chữ ký", "5 MB, 3 signatures");
      case MB_300 -> in("300 MB, 1 chữ ký, -Xmx64m", "300 MB, 1 signature, -Xmx64m");
    };
  }

  private String name(Variant variant) {
    return switch (variant) {
      case FLOOR -> in("sàn: băm và kiểm tra", "floor: hash and check");
      case READING -> in("chỉ đọc tệp", "only reading");
      case OWN -> "Công Văn";
      case OWN_ANEW -> in("Công Văn, không nhớ gì", "Công Văn, nothing known");
      case DSS -> in("EU DSS, tắt so hình", "EU DSS, visual comparison off");
      case PDFSIG -> "pdfsig";
    };
  }
}
