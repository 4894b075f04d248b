package vn.congvan.content;

import java.io.IOException;
import java.io.OutputStream;
import java.text.Normalizer;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;
import vn.congvan.document.Upload;

/**
 * An upload being written to quarantine; closing deletes it unless it is finished. A disk that
 * fails is a RetryLater. For one thread.
 */
public final class NewUpload extends OutputStream {
  private static final long MEGABYTE = 1 << 20;

  private final HashingFile file;
  private final long limit;

  NewUpload(HashingFile file, long limit) {
    this.file = file;
    this.limit = limit;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  /**
   * @throws Refused {@code E13.TOO_LARGE} when it becomes longer than its limit
   */
  @Override
  public void write(byte[] bytes, int offset, int length) {
    if (file.size() + length > limit) {
      throw tooLarge();
    }
    try {
      file.write(bytes, offset, length);
    } catch (IOException e) {
      throw Trouble.of(e, file.path());
    }
  }

  /** Bytes written so far. */
  public long size() {
    return file.size();
  }

  /**
   * Nothing may be written afterwards.
   *
   * @param fileName as the sender gives it
   * @param mediaType likewise; not trusted
   */
  public Upload finish(String fileName, String mediaType) {
    try {
      var content = file.finish();
      file.taken();
      return new Upload(
          file.path().getFileName().toString(),
          Normalizer.normalize(fileName, Normalizer.Form.NFC),
          mediaType,
          file.size(),
          content);
    } catch (IOException e) {
      throw Trouble.of(e, file.path());
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw Trouble.of(e, file.path());
    }
  }

  private Refused tooLarge() {
    var shown = limit < MEGABYTE ? limit + " byte" : limit / MEGABYTE + " MB";
    return new Refused(
        new Reason(
            "E13.TOO_LARGE",
            "Tệp lớn hơn %s. Giảm dung lượng rồi gửi lại.".formatted(shown),
            "the file is larger than %s; make it smaller and send it again".formatted(shown)));
  }
}
