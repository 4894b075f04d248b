package vn.congvan.peers;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Signs with other programs and says how fast. One line in, parts by tabs: who ({@code dss}, {@code dss-visible} or {@code
 * pdfbox}), the PDF, the PKCS#12 file, the file of its password, the file to write to ({@code -} for memory), and how many milliseconds of
 * processor time to spend. One line out: operations a second of the thread's processor time, bytes allocated each, bytes
 * added; or {@code !} and what failed.
 */
public final class Peers {
  private final Map<String, Signing> known = new HashMap<>();
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Peers() {}

  /** Signs a file once. @return bytes of what came out */
  interface Signing {
    long sign(Path pdf, Path to) throws Exception;
  }

  public static void main(String[] args) throws Exception {
    var peers = new Peers();
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      try {
        out.println(peers.answer(line.split("\t", -1)));
      } catch (Exception | LinkageError | OutOfMemoryError e) {
        out.println("!" + e);
      }
    }
  }

  private String answer(String[] parts) throws Exception {
    var signing = signing(parts[0], Path.of(parts[2]), Path.of(parts[3]));
    var pdf = Path.of(parts[1]);
    var to = parts[4].equals("-") ? null : Path.of(parts[4]);
    var size = Files.size(pdf);
    var until = Long.parseLong(parts[5]) * 1_000_000;
    var thread = Thread.currentThread().getId();
    var began = threads.getCurrentThreadCpuTime();
    var allocated = threads.getThreadAllocatedBytes(thread);
    var count = 0;
    var spent = 0L;
    var signed = 0L;
    while (count == 0 || spent < until) {
      signed = signing.sign(pdf, to);
      count++;
      spent = threads.getCurrentThreadCpuTime() - began;
    }
    return "%s\t%d\t%d"
        .formatted(
            count * 1e9 / spent,
            (threads.getThreadAllocatedBytes(thread) - allocated) / count,
            signed - size);
  }

  private Signing signing(String who, Path keyFile, Path passwordFile) throws Exception {
    var name = who + keyFile;
    var signing = known.get(name);
    if (signing == null) {
      var password = Files.readString(passwordFile).strip().toCharArray();
      signing =
          switch (who) {
            case "dss" -> new Dss(keyFile, password, false);
            case "dss-visible" -> new Dss(keyFile, password, true);
            case "pdfbox" -> new PdfBox(keyFile, password);
            default -> throw new IllegalArgumentException("no peer is called " + who);
          };
      known.put(name, signing);
    }
    return signing;
  }
}
