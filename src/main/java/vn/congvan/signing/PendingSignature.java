package vn.congvan.signing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.CertificateEncodingException;
import java.util.ArrayList;
import java.util.List;
import vn.congvan.document.ContentHash;
import vn.congvan.trust.CryptoProviders;

/**
 * A signature that is complete but for what a device makes of its attributes. It can be kept as
 * bytes over a restart; nothing of it is secret, and nothing of it is believed when it comes back.
 */
public final class PendingSignature {
  private static final int VERSION = 1;
  private static final int MAX_BYTES = 1 << 26;

  private final ContentHash document;
  private final DeviceKey key;
  private final DeviceForm form;
  private final byte[] digest;
  private final byte[] toSign;
  private final byte[] increment;
  private final int contentsAt;
  private final int contentsEnd;

  PendingSignature(
      ContentHash document,
      DeviceKey key,
      DeviceForm form,
      byte[] digest,
      byte[] toSign,
      byte[] increment,
      int contentsAt,
      int contentsEnd) {
    this.document = document;
    this.key = key;
    this.form = form;
    this.digest = digest;
    this.toSign = toSign;
    this.increment = increment;
    this.contentsAt = contentsAt;
    this.contentsEnd = contentsEnd;
  }

  /** SHA-256 of the file that is signed. */
  public ContentHash document() {
    return document;
  }

  public DeviceKey key() {
    return key;
  }

  /** What the device is to send back. */
  public DeviceForm form() {
    return form;
  }

  /** Of everything the signature covers, by the scheme's digest: what a CMS has to hold. */
  public byte[] digest() {
    return digest.clone();
  }

  /** The signed attributes in DER: what a raw signature is made over. */
  public byte[] toSign() {
    return toSign.clone();
  }

  /** SHA-256 of {@link #toSign}. */
  public ContentHash signed() {
    return ContentHash.of(CryptoProviders.best().sha256().digest(toSign));
  }

  /** What is appended to the file, with zeros for the signature. */
  byte[] increment() {
    return increment.clone();
  }

  int contentsAt() {
    return contentsAt;
  }

  int contentsEnd() {
    return contentsEnd;
  }

  public byte[] encoded() {
    var bytes = new ByteArrayOutputStream(increment.length + (1 << 13));
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeUTF(document.hex());
      out.writeUTF(key.scheme().name());
      out.writeUTF(form.name());
      out.writeByte(key.chain().size());
      for (var certificate : key.chain()) {
        write(out, certificate.getEncoded());
      }
      write(out, digest);
      write(out, toSign);
      write(out, increment);
      out.writeInt(contentsAt);
      out.writeInt(contentsEnd);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate in use has an encoding", e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws IllegalArgumentException when these are not the bytes of one
   */
  public static PendingSignature decode(byte[] bytes) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readByte() != VERSION) {
        throw new IllegalArgumentException("another version of a pending signature");
      }
      var document = new ContentHash(in.readUTF());
      var scheme = SignatureScheme.valueOf(in.readUTF());
      var form = DeviceForm.valueOf(in.readUTF());
      var chain = new ArrayList<byte[]>();
      for (var left = in.readByte(); left > 0; left--) {
        chain.add(read(in));
      }
      var digest = read(in);
      var toSign = read(in);
      var increment = read(in);
      var at = in.readInt();
      var end = in.readInt();
      if (chain.isEmpty() || at < 0 || end - at < 4 || end > increment.length) {
        throw new IllegalArgumentException("a pending signature that cannot be");
      }
      return new PendingSignature(
          document,
          DeviceKey.again(List.copyOf(chain), scheme),
          form,
          digest,
          toSign,
          increment,
          at,
          end);
    } catch (IOException e) {
      throw new IllegalArgumentException("a pending signature that is cut short", e);
    }
  }

  private static void write(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] read(DataInputStream in) throws IOException {
    var length = in.readInt();
    if (length < 0 || length > MAX_BYTES || length > in.available()) {
      throw new IOException("a length that cannot be");
    }
    return in.readNBytes(length);
  }
}
