package vn.congvan.app.bench;

import java.io.PrintStream;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import vn.congvan.app.words.Table;
import vn.congvan.document.Language;
import vn.congvan.trust.lab.KeyKind;

/** What the benchmark of the journey prints: for people, and one line of JSON at the end. */
public final class JourneyReport extends Printout {
  /** The leader's signature and the agency's seal. */
  private static final int SIGNS = 2;

  /** The leader's before issuing, and both at each of two receivers. */
  private static final int VERIFIES = 5;

  /** How often a file is hashed: received, signed, checked, sealed, and read for two verdicts. */
  private static final int HASHED = 8;

  /** One a receiver; the rest are events and statuses. */
  private static final int PACKETS = 2;

  private static final int STEPS = 20;

  private JourneyBench.Plan plan = new JourneyBench.Plan(1, 1, KeyKind.P256);
  private int warmUp;

  /**
   * @param width of the terminal, in columns
   */
  public JourneyReport(PrintStream out, Language language, int width) {
    super(out, language, width);
  }

  void begin(JourneyBench.Plan measured, int size, int rounds) {
    plan = measured;
    say(
        "Đo cả hành trình: 20 nơi ban hành, 2 nơi nhận, PDF %,d byte, khóa %s, %d lượt × %,d văn bản.",
        "The whole journey: 20 issuing agencies, 2 receivers, PDFs of %,d bytes, keys %s, %d rounds of %,d documents.",
        size,
        plan.key(),
        rounds,
        plan.documents());
    say(
        "Đo từng phần riêng, trước và sau…",
        "Measuring the parts by themselves, before and after…");
  }

  void parts(Floor floor) {
    var table =
        new Table(
            in("Phần", "Part"), in("mỗi giây", "a second"), in("ít nhất–nhiều nhất", "least–most"));
    part(table, in("đơn vị công việc, 1 lệnh", "unit of one statement"), floor.units(), 1);
    part(table, in("đơn vị công việc, 9 lệnh", "unit of nine statements"), floor.fullUnits(), 1);
    part(table, in("thông điệp gửi và nhận", "message sent and taken"), floor.messages(), 1);
    part(table, in("gói tin gửi và nhận", "packet sent and taken"), floor.packets(), 1);
    part(table, in("chữ ký " + plan.key(), "signature " + plan.key()), floor.signs(), 1);
    part(table, in("kiểm một chữ ký", "check of a signature"), floor.verifies(), 1);
    part(table, in("băm SHA-256, MB", "SHA-256, MB"), floor.hashed(), 1e6);
    spaced(table);
  }

  private void part(Table table, String name, Rate rate, double unit) {
    table.row(
        name,
        number("%,.0f", rate.median() / unit),
        number("%,.0f", rate.least() / unit) + "–" + number("%,.0f", rate.most() / unit));
  }

  void warmingUp() {
    say("Làm nóng…", "Warming up…");
  }

  void warm(int rounds) {
    warmUp = rounds;
    say("Làm nóng %d lượt", "Warmed up, %d rounds", rounds);
  }

  void round(int number, Work work) {
    say("Lượt %d: %.1f văn bản/giây", "Round %d: %.1f documents/s", number, rate(work));
  }

  /**
   * @param syncs of the disk, counted over so many documents of a round of its own
   */
  void end(Floor floor, List<Work> rounds, OptionalLong syncs, int sample) {
    var inOrder = rounds.stream().sorted(Comparator.comparingDouble(this::rate)).toList();
    var work = inOrder.get(inOrder.size() / 2);
    var units = each(work.unitsKept());
    var messages = each(work.messages());
    var statements = each(work.statements());
    var hashed = (double) HASHED * plan.size();
    var least =
        floor.seconds(
            new Floor.Parts(units, statements, messages, PACKETS, SIGNS, VERIFIES, hashed));
    var barest = floor.seconds(new Floor.Parts(units, units, messages, 0, SIGNS, VERIFIES, hashed));
    hops(work);
    steps(work);
    var figures = new LinkedHashMap<String, Object>();
    figures.put("bench", "journey");
    figures.put("documents_per_s", rounded(rate(work)));
    figures.put("documents_per_s_least", rounded(rate(inOrder.get(0))));
    figures.put("documents_per_s_most", rounded(rate(inOrder.get(inOrder.size() - 1))));
    figures.put("share_of_floor", rounded(rate(work) * least));
    figures.put("floor_documents_per_s", rounded(1 / least));
    figures.put("share_of_barest_floor", rounded(rate(work) * barest));
    figures.put("barest_floor_documents_per_s", rounded(1 / barest));
    figures.put("documents", plan.documents());
    figures.put("size", plan.size());
    figures.put("key", plan.key().name().toLowerCase(Locale.ROOT));
    figures.put("warm_up_rounds", warmUp);
    figures.put("units_per_document", rounded(units));
    figures.put("statements_per_document", rounded(statements));
    figures.put("commits_per_document", rounded(each(work.commits())));
    figures.put("messages_per_document", rounded(messages));
    if (syncs.isPresent()) {
      figures.put("syncs_per_document", rounded(syncs.getAsLong() / (double) sample));
    }
    figures.put("bytes_written_per_document", Math.round(each(work.written())));
    figures.put("cpu_ms_per_document", rounded(1e3 * work.cpuSeconds() / plan.documents()));
    figures.put(
        "compiler_ms_per_document", rounded(1e3 * work.compilerSeconds() / plan.documents()));
    summary(figures);
    lastLine(figures);
  }

  private void summary(Map<String, Object> figures) {
    var table = new Table(in("Mỗi văn bản", "Each document"), "");
    table.row(in("đơn vị công việc", "units of work"), text(figures, "units_per_document"));
    table.row(in("câu lệnh SQL", "SQL statements"), text(figures, "statements_per_document"));
    table.row(in("lần ghi bền", "durable commits"), text(figures, "commits_per_document"));
    table.row(in("thông điệp", "messages"), text(figures, "messages_per_document"));
    table.row(
        in("lần đồng bộ đĩa", "syncs of the disk"),
        figures.containsKey("syncs_per_document")
            ? text(figures, "syncs_per_document")
            : in("chưa đếm được (cần strace)", "not counted (needs strace)"));
    table.row(
        in("byte ghi", "bytes written"),
        number("%,.0f", figure(figures, "bytes_written_per_document")));
    table.row(in("CPU, ms", "CPU, ms"), text(figures, "cpu_ms_per_document"));
    spaced(table);
    say(
        "Sàn của máy này: %.0f văn bản/giây. Hành trình: %.1f (%.1f–%.1f), bằng %.0f %% của sàn.",
        "The floor of this machine: %.0f documents/s. The journey: %.1f (%.1f to %.1f), %.0f %% of the floor.",
        figure(figures, "floor_documents_per_s"),
        figure(figures, "documents_per_s"),
        figure(figures, "documents_per_s_least"),
        figure(figures, "documents_per_s_most"),
        100 * figure(figures, "share_of_floor"));
  }

  private void hops(Work work) {
    var table =
        new Table(
            in("Chặng (chờ và làm)", "Hop (waiting and working)"),
            in("lần/văn bản", "a document"),
            in("ms/lần", "ms each"));
    work.hops()
        .forEach(
            (route, spent) ->
                table.row(
                    route, number("%.1f", each(spent.count())), number("%.2f", millis(spent))));
    spaced(table);
  }

  private void steps(Work work) {
    var table =
        new Table(
            in("Bước tốn nhất", "Step, costliest first"),
            in("ms/văn bản", "ms a document"),
            in("ms/lần", "ms each"));
    work.steps().entrySet().stream()
        // The time in a unit of work is mostly spent waiting for the disk, with many others.
        .filter(step -> !step.getKey().endsWith("-unit-of-work"))
        .sorted(Comparator.comparingDouble(step -> -step.getValue().seconds()))
        .limit(STEPS)
        .forEach(
            step ->
                table.row(
                    step.getKey(),
                    number("%.2f", 1e3 * step.getValue().seconds() / plan.documents()),
                    number("%.2f", millis(step.getValue()))));
    spaced(table);
  }

  private void spaced(Table table) {
    space();
    print(table);
    space();
  }

  private double rate(Work work) {
    return plan.documents() / work.seconds();
  }

  private double each(long count) {
    return count / (double) plan.documents();
  }

  private static double millis(Work.Spent spent) {
    return 1e3 * spent.seconds() / Math.max(1, spent.count());
  }

  private static double rounded(double value) {
    return Math.round(value * 1_000) / 1_000.0;
  }

  private String text(Map<String, Object> figures, String name) {
    return number("%,.1f", figure(figures, name));
  }

  private static double figure(Map<String, Object> figures, String name) {
    return figures.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
  }
}
