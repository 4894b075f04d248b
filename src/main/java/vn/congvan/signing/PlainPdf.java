package vn.congvan.signing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Failure;
import vn.congvan.signing.FieldPlan.Corner;

/**
 * A PDF made plain before its first signature: one revision, and the empty fields laid down. The
 * same input gives the same bytes.
 *
 * <p>PDFBox reads the source, mending what it can; what is written is written here, object by
 * object, with nothing in it that {@link Sanitiser} leaves out. Bytes of streams are copied as they
 * are. A small file is held in memory; a large one is read when it is written.
 */
public final class PlainPdf implements AutoCloseable {
  private static final long SMALL = 4L << 20;

  private final Path source;
  private final FieldPlan plan;
  private final byte @Nullable [] whole;

  private PlainPdf(Path source, FieldPlan plan, byte @Nullable [] whole) {
    this.source = source;
    this.plan = plan;
    this.whole = whole;
  }

  /**
   * @throws vn.congvan.document.SetAside when the PDF cannot be made plain
   */
  public static PlainPdf prepare(Path source, FieldLayout layout) {
    return prepare(source, layout, false);
  }

  /**
   * @param second whether leader and agency are each to sign a second time, with a key of another
   *     kind
   * @throws vn.congvan.document.SetAside when the PDF cannot be made plain
   */
  public static PlainPdf prepare(Path source, FieldLayout layout, boolean second) {
    return prepared(source, new FieldPlan.OfDocument(layout, second));
  }

  /**
   * An attachment gets no number or date, only its seal's field at the top right of page one.
   *
   * @throws vn.congvan.document.SetAside when the PDF cannot be made plain
   */
  public static PlainPdf prepareAttachment(Path source) {
    return prepareAttachment(source, false);
  }

  /**
   * @param second whether the agency is to seal a second time, with a key of another kind
   * @throws vn.congvan.document.SetAside when the PDF cannot be made plain
   */
  public static PlainPdf prepareAttachment(Path source, boolean second) {
    return prepared(source, new FieldPlan.OfCorner(Corner.ATTACHMENT, second));
  }

  /**
   * An electronic copy gets its seal's field at the top right of page one, under a name of its own:
   * nobody can take it for an attachment.
   *
   * @param second whether the agency is to seal a second time, with a key of another kind
   * @throws vn.congvan.document.SetAside when the PDF cannot be made plain
   */
  public static PlainPdf prepareCopy(Path source, boolean second) {
    return prepared(source, new FieldPlan.OfCorner(Corner.COPY, second));
  }

  /**
   * @throws vn.congvan.document.SetAside when a large PDF turns out, on the way, to be one that
   *     cannot be made plain; what has been written is then of no use
   * @throws IOException when {@code out} cannot be written to
   */
  public void writeTo(OutputStream out) throws IOException {
    if (whole != null) {
      out.write(whole);
    } else {
      rewrite(source, plan, out);
    }
  }

  /** Nothing is open between calls; for try-with-resources. */
  @Override
  public void close() {}

  private static PlainPdf prepared(Path source, FieldPlan plan) {
    try {
      var size = Files.size(source);
      if (size > SMALL) {
        try (var document = open(source)) {
          new Rewriting(document, plan).check();
        }
        return new PlainPdf(source, plan, null);
      }
      var whole = new ByteArrayOutputStream((int) size + (1 << 15));
      rewrite(source, plan, whole);
      return new PlainPdf(source, plan, whole.toByteArray());
    } catch (InvalidPasswordException e) {
      throw PrepareFailure.encrypted();
    } catch (IOException e) {
      throw SignFailure.unreadable(source, e);
    }
  }

  private static void rewrite(Path source, FieldPlan plan, OutputStream out) throws IOException {
    try (var document = open(source)) {
      new Rewriting(document, plan).write(out);
    } catch (InvalidPasswordException e) {
      throw PrepareFailure.encrypted();
    } catch (OutputFailed e) {
      throw e.why();
    } catch (IOException | RuntimeException | StackOverflowError e) {
      if (e instanceof Failure failure) {
        throw failure;
      }
      throw PrepareFailure.unreadable(e);
    }
  }

  private static PDDocument open(Path source) throws IOException {
    if (Files.size(source) <= SMALL) {
      return Loader.loadPDF(new RandomAccessReadBuffer(Files.readAllBytes(source)));
    }
    return Loader.loadPDF(
        new RandomAccessReadBufferedFile(source.toFile()),
        "",
        null,
        null,
        IOUtils.createTempFileOnlyStreamCache());
  }
}
