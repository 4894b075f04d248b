package vn.congvan.web;

import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import vn.congvan.directory.Offices;

/**
 * A server and a client that uploads a file of so many bytes. A part that the form does not have
 * follows the file, so that it is taken in whole before it is refused.
 */
final class BigUploadInAProcess {
  private static final String BEFORE =
      "--b\r\nContent-Disposition: form-data; name=\"main\"; filename=\"a.pdf\"\r\n\r\n";
  private static final String AFTER =
      "\r\n--b\r\nContent-Disposition: form-data; name=\"unknown\"; filename=\"x\"\r\n\r\n\r\n--b--\r\n";

  private BigUploadInAProcess() {}

  public static void main(String[] args) throws Exception {
    var size = Long.parseLong(args[1]);
    var options = new RunningApi.Options();
    options.limits = new WebSettings.Limits(size, size, 1, 20_000, 4_000, 3);
    try (var api = new RunningApi(Path.of(args[0]), options)) {
      var reply = api.send(upload(api, size));
      System.out.println(
          "taken in whole: " + reply.status() + " " + reply.json().getString("field"));
    }
  }

  private static HttpRequest.Builder upload(RunningApi api, long size) {
    return api.request("/api/v1/documents", api.key(Offices.CITY, "officer"))
        .header("Content-Type", "multipart/form-data; boundary=b")
        .POST(
            BodyPublishers.concat(
                BodyPublishers.ofString(BEFORE),
                BodyPublishers.ofInputStream(() -> new Zeros(size)),
                BodyPublishers.ofString(AFTER)));
  }

  /** So many bytes of nothing. */
  private static final class Zeros extends InputStream {
    private long left;

    Zeros(long size) {
      this.left = size;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] into, int from, int most) {
      if (left <= 0) {
        return -1;
      }
      var count = (int) Math.min(left, most);
      left -= count;
      return count;
    }
  }
}
