package vn.congvan.peers;

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

  private Peers() {}

  /** Signs a file once. @return bytes of what came out */
  interface Signing {
    long sign(Path pdf, Path to) throws Exception;
  }

  public static void main(String[] args) throws Exception {
    Rates.serve(new Peers()::answer);
  }

  private String answer(String[] parts) throws Exception {
    var signing = signing(parts[0], Path.of(parts[2]), Path.of(parts[3]));
    var pdf = Path.of(parts[1]);
    var to = parts[4].equals("-") ? null : Path.of(parts[4]);
    var size = Files.size(pdf);
    return Rates.of(parts[5], () -> signing.sign(pdf, to) - size);
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
