package vn.congvan.packet;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;
import vn.congvan.content.ContentStore;

/** Writes and reads a packet with one large file, in whatever memory this process has. */
final class LargePacketInAProcess {
  private LargePacketInAProcess() {}

  /** Arguments: a folder, and the size of the file in MB. */
  public static void main(String[] arguments) throws Exception {
    var folder = Path.of(arguments[0]);
    var megabytes = Integer.parseInt(arguments[1]);
    var content = new ContentStore(folder.resolve("content"), Clock.systemUTC());
    var file =
        content.put(
            out -> {
              var random = new Random(megabytes);
              var piece = new byte[1 << 20];
              for (var i = 0; i < megabytes; i++) {
                random.nextBytes(piece);
                out.write(piece);
              }
            });
    var packet =
        Packets.with(
            new PacketAttachment(
                "main", "lớn.pdf", "application/pdf", "", file, content.size(file)));
    var spool = folder.resolve("spool");
    try (var out = new BufferedOutputStream(Files.newOutputStream(spool))) {
      new PacketWriter().write(packet, content, out);
    }
    try (var in = new BufferedInputStream(Files.newInputStream(spool))) {
      var read = new PacketReader(content, PacketLimits.standard()).read(in);
      System.out.println(content.keep(read.uploads().get(0)).equals(file) ? "the same" : "another");
    }
  }
}
