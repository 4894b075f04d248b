package vn.congvan.directory;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who works at an agency.
 *
 * @param ref pseudonymous; the only thing of a person that the log holds in clear
 * @param fullName as on documents, in order họ, đệm, tên
 * @param posts what the person was, is and will be, each with its days
 * @param key the person's own signing key where this installation keeps it
 * @param secondKey one of another kind, for documents that are signed twice
 */
public record Person(
    String ref,
    String fullName,
    List<Post> posts,
    @Nullable KeyHolding key,
    @Nullable KeyHolding secondKey) {

  public Person(String ref, String fullName, List<Post> posts, @Nullable KeyHolding key) {
    this(ref, fullName, posts, key, null);
  }

  /**
   * A title for a time. Authority comes from here, never from the certificate: a person holds one
   * certificate, whatever the titles (Decree 68/2024).
   *
   * @param prefix {@code TM.}, {@code KT.}, {@code Q.}, {@code TL.}, {@code TUQ.}, or null
   */
  public record Post(
      Role role, String title, @Nullable String prefix, LocalDate from, @Nullable LocalDate to) {
    public boolean heldOn(LocalDate day) {
      return !day.isBefore(from) && (to == null || !day.isAfter(to));
    }
  }

  public Person {
    posts = List.copyOf(posts);
  }

  /** The post with this role that the person holds on that day. */
  public Optional<Post> postOn(LocalDate day, Role role) {
    return posts.stream().filter(p -> p.role() == role && p.heldOn(day)).findFirst();
  }
}
