package vn.congvan.audit.note;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * One signature line of a note: {@code — <name> <base64 of key id and signature>}.
 *
 * @param keyId tells keys of the same name apart; a hint only, four bytes of a hash
 * @param base64 of the signature alone
 */
public record NoteSignature(String name, int keyId, String base64) {
  private static final String MARK = "\u2014 ";

  static NoteSignature of(String name, int keyId, byte[] signature) {
    return new NoteSignature(name, keyId, Base64.getEncoder().encodeToString(signature));
  }

  static NoteSignature parse(String line) throws NoteRefused {
    if (!line.startsWith(MARK)) {
      throw new NoteRefused("a signature line does not start with an em dash and a space");
    }
    var space = line.indexOf(' ', MARK.length());
    if (space < 0) {
      throw new NoteRefused("a signature line has a name but no signature");
    }
    var name = line.substring(MARK.length(), space);
    NoteText.requireName(name);
    var bytes = NoteText.base64(line.substring(space + 1));
    if (bytes.length <= Integer.BYTES) {
      throw new NoteRefused("a signature is too short");
    }
    var buffer = ByteBuffer.wrap(bytes);
    var keyId = buffer.getInt();
    return of(name, keyId, Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length));
  }

  byte[] signature() {
    return Base64.getDecoder().decode(base64);
  }

  String line() {
    var signature = signature();
    var bytes = ByteBuffer.allocate(Integer.BYTES + signature.length).putInt(keyId).put(signature);
    return MARK + name + " " + Base64.getEncoder().encodeToString(bytes.array());
  }
}
