package vn.congvan.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;

/**
 * The secret by which a command on this machine shows a running node that it may read the node's
 * data folder. The node makes a new one at every start, so that an old copy of the folder opens
 * nothing.
 */
public final class AdminToken {
  private static final int SHORTEST = 32;
  private static final int MAX_FILE = 200;

  private final String text;

  /**
   * @param text at least 32 characters that cannot be guessed
   */
  public AdminToken(String text) {
    if (text.length() < SHORTEST) {
      throw new IllegalArgumentException(
          "an admin token of %d characters could be guessed".formatted(text.length()));
    }
    this.text = text;
  }

  /**
   * Reads the one a running node has made.
   *
   * @throws Halt when there is none or this user may not read it
   */
  public static AdminToken read(Path file) {
    try {
      if (Files.size(file) > MAX_FILE) {
        throw new IOException("longer than any token");
      }
      return new AdminToken(Files.readString(file, StandardCharsets.US_ASCII).strip());
    } catch (NoSuchFileException e) {
      throw unusable(
          file, "it is not there; is the node running?", "không có; nút có đang chạy không?", e);
    } catch (IOException | IllegalArgumentException e) {
      throw unusable(
          file,
          "it cannot be read; run the command as the node's user",
          "không đọc được; chạy lệnh bằng người dùng của nút",
          e);
    }
  }

  boolean is(String presented) {
    return MessageDigest.isEqual(
        text.getBytes(StandardCharsets.UTF_8), presented.getBytes(StandardCharsets.UTF_8));
  }

  /** What goes after {@code Authorization: Bearer}. */
  String bearer() {
    return text;
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "AdminToken";
  }

  private static Halt unusable(Path file, String en, String vi, Exception cause) {
    return new Halt(
        new Reason(
            "HTTP.ADMIN_TOKEN",
            "Mã quản trị %s: %s.".formatted(file, vi),
            "the admin token %s: %s".formatted(file, en)),
        cause);
  }
}
