package vn.congvan.signing.pkcs11;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The functions of one token library, as PKCS#11 v2.40 defines them. Thread-safe: the library is
 * asked to lock with the system's own means, and where it cannot, one call runs at a time.
 *
 * <p>Structures have no padding between their members on any system: where a CK_ULONG is as wide as
 * a pointer there is none to add, and on Windows the standard packs them to one byte.
 *
 * <p>The library is never finalised: others in this process may use it too.
 */
final class Cryptoki {
  private static final int INITIALIZE = 0;
  private static final int GET_SLOT_LIST = 4;
  private static final int GET_TOKEN_INFO = 6;
  private static final int GET_MECHANISM_LIST = 7;
  private static final int OPEN_SESSION = 12;
  private static final int CLOSE_SESSION = 13;
  private static final int LOGIN = 18;
  private static final int GET_ATTRIBUTE_VALUE = 24;
  private static final int FIND_OBJECTS_INIT = 26;
  private static final int FIND_OBJECTS = 27;
  private static final int FIND_OBJECTS_FINAL = 28;
  private static final int SIGN_INIT = 42;
  private static final int SIGN = 43;

  private static final int ULONG = NativeLong.SIZE;
  private static final int LIST_BEGINS = Platform.isWindows() ? 2 : Native.POINTER_SIZE;
  private static final int ATTRIBUTE = 2 * ULONG + Native.POINTER_SIZE;
  private static final int TOKEN_INFO = 512;
  private static final int TOKEN_FLAGS_AT = 96;
  private static final int MAX_LIST = 4096;
  private static final int MAX_VALUE = 1 << 16;
  private static final int MAX_SIGNATURE = 1 << 13;
  private static final int PARAMETERS = 3 * ULONG;
  private static final int FIXED = 128;

  /** What a signature needs beside the octets that are signed. */
  static final int SIGNING_ROOM = FIXED + MAX_SIGNATURE;

  private final Function[] functions;
  private final @Nullable ReentrantLock alone;

  // Its functions live as long as it is reachable.
  @SuppressWarnings({"unused", "FieldCanBeLocal"})
  private final NativeLibrary library;

  /** What a token says of itself. */
  record TokenInfo(long slot, String label, String serial, long flags) {
    boolean has(long flag) {
      return (flags & flag) != 0;
    }
  }

  /** A mechanism with its parameter, if it has one. */
  record Mechanism(long type, List<Long> parameter) {}

  private Cryptoki(NativeLibrary library, Pointer table, @Nullable ReentrantLock alone) {
    this.library = library;
    this.functions = new Function[SIGN + 1];
    for (var i = 0; i < functions.length; i++) {
      functions[i] =
          Function.getFunction(table.getPointer(LIST_BEGINS + (long) i * Native.POINTER_SIZE));
    }
    this.alone = alone;
  }

  /**
   * @throws UnsatisfiedLinkError when there is no such library, or it is none of PKCS#11
   */
  static Cryptoki load(Path path) throws CryptokiException {
    var library = NativeLibrary.getInstance(path.toString());
    var list = new PointerByReference();
    var result = rv(library.getFunction("C_GetFunctionList"), list);
    if (result != Ck.CKR_OK) {
      throw new CryptokiException("C_GetFunctionList", result);
    }
    var begun = new Cryptoki(library, list.getValue(), null);
    try (var arguments = new Memory(5L * Native.POINTER_SIZE + ULONG)) {
      arguments.clear();
      putUlong(arguments, 4L * Native.POINTER_SIZE, Ck.CKF_OS_LOCKING_OK);
      result = begun.rv(INITIALIZE, arguments);
      if (result == Ck.CKR_CANT_LOCK) {
        result = begun.rv(INITIALIZE, Pointer.NULL);
        begun = new Cryptoki(library, list.getValue(), new ReentrantLock());
      }
    }
    if (result != Ck.CKR_OK && result != Ck.CKR_CRYPTOKI_ALREADY_INITIALIZED) {
      throw new CryptokiException("C_Initialize", result);
    }
    return begun;
  }

  /** Every token that is there now. */
  List<TokenInfo> tokens() throws CryptokiException {
    var tokens = new ArrayList<TokenInfo>();
    for (var slot : list("C_GetSlotList", GET_SLOT_LIST, (byte) 1)) {
      token(slot).ifPresent(tokens::add);
    }
    return tokens;
  }

  /** Empty when it was taken away meanwhile. */
  private Optional<TokenInfo> token(long slot) {
    try (var info = new Memory(TOKEN_INFO)) {
      info.clear();
      if (rv(GET_TOKEN_INFO, ulong(slot), info) != Ck.CKR_OK) {
        return Optional.empty();
      }
      return Optional.of(
          new TokenInfo(
              slot, text(info, 0, 32), text(info, 80, 16), getUlong(info, TOKEN_FLAGS_AT)));
    }
  }

  Set<Long> mechanisms(long slot) throws CryptokiException {
    return new HashSet<>(list("C_GetMechanismList", GET_MECHANISM_LIST, ulong(slot)));
  }

  /** A session to read and sign with. */
  long openSession(long slot) throws CryptokiException {
    try (var handle = new Memory(ULONG)) {
      must(
          "C_OpenSession",
          rv(
              OPEN_SESSION,
              ulong(slot),
              ulong(Ck.CKF_SERIAL_SESSION),
              Pointer.NULL,
              Pointer.NULL,
              handle));
      return getUlong(handle, 0);
    }
  }

  /** What it answers does not matter: it is closed, or was. */
  void closeSession(long session) {
    rv(CLOSE_SESSION, ulong(session));
  }

  /** Logs the user in for all sessions of this process with the token. */
  void login(long session, byte[] pin) throws CryptokiException {
    try (var memory = new Memory(Math.max(1, pin.length))) {
      memory.write(0, pin, 0, pin.length);
      var result = rv(LOGIN, ulong(session), ulong(Ck.CKU_USER), memory, ulong(pin.length));
      memory.clear();
      if (result != Ck.CKR_USER_ALREADY_LOGGED_IN) {
        must("C_Login", result);
      }
    }
  }

  /** All objects of a class. */
  List<Long> find(long session, long objectClass) throws CryptokiException {
    try (var value = new Memory(ULONG);
        var template = new Memory(ATTRIBUTE);
        var handles = new Memory(64L * ULONG);
        var count = new Memory(ULONG)) {
      putUlong(value, 0, objectClass);
      attribute(template, Ck.CKA_CLASS, value, ULONG);
      must("C_FindObjectsInit", rv(FIND_OBJECTS_INIT, ulong(session), template, ulong(1)));
      try {
        var found = new ArrayList<Long>();
        while (found.size() < MAX_LIST) {
          must("C_FindObjects", rv(FIND_OBJECTS, ulong(session), handles, ulong(64), count));
          var here = getUlong(count, 0);
          if (here == 0) {
            break;
          }
          for (var i = 0; i < here; i++) {
            found.add(getUlong(handles, (long) i * ULONG));
          }
        }
        return found;
      } finally {
        rv(FIND_OBJECTS_FINAL, ulong(session));
      }
    }
  }

  /** An attribute of an object; empty when it has none. */
  byte[] attribute(long session, long object, long type) throws CryptokiException {
    try (var template = new Memory(ATTRIBUTE)) {
      attribute(template, type, Pointer.NULL, 0);
      var result = rv(GET_ATTRIBUTE_VALUE, ulong(session), ulong(object), template, ulong(1));
      var length = getUlong(template, ULONG + Native.POINTER_SIZE);
      if (result != Ck.CKR_OK || length <= 0 || length > MAX_VALUE) {
        if (result != Ck.CKR_OK && new CryptokiException("", result).isLoss()) {
          must("C_GetAttributeValue", result);
        }
        return new byte[0];
      }
      try (var value = new Memory(length)) {
        attribute(template, type, value, (int) length);
        must(
            "C_GetAttributeValue",
            rv(GET_ATTRIBUTE_VALUE, ulong(session), ulong(object), template, ulong(1)));
        return value.getByteArray(0, (int) length);
      }
    }
  }

  byte[] sign(Session session, Mechanism mechanism, long key, byte[] data)
      throws CryptokiException {
    var handle = ulong(session.handle());
    try (var room = session.room(data.length)) {
      var parameter = room.at(0, PARAMETERS);
      for (var i = 0; i < mechanism.parameter.size(); i++) {
        putUlong(parameter, (long) i * ULONG, mechanism.parameter.get(i));
      }
      var none = mechanism.parameter.isEmpty();
      var ck = room.at(PARAMETERS, ATTRIBUTE);
      attribute(
          ck,
          mechanism.type,
          none ? Pointer.NULL : parameter,
          none ? 0 : mechanism.parameter.size() * ULONG);
      must("C_SignInit", rv(SIGN_INIT, handle, ck, ulong(key)));
      var length = room.at(PARAMETERS + ATTRIBUTE, ULONG);
      var output = room.at(FIXED, MAX_SIGNATURE);
      var input = room.at(FIXED + MAX_SIGNATURE, Math.max(1, data.length));
      input.write(0, data, 0, data.length);
      putUlong(length, 0, MAX_SIGNATURE);
      must("C_Sign", rv(SIGN, handle, input, ulong(data.length), output, length));
      return output.getByteArray(0, (int) Math.min(MAX_SIGNATURE, getUlong(length, 0)));
    }
  }

  /** A list of numbers that is asked for twice: how many, then which. */
  private List<Long> list(String name, int function, Object of) throws CryptokiException {
    try (var count = new Memory(ULONG)) {
      for (var tries = 0; ; tries++) {
        putUlong(count, 0, 0);
        must(name, rv(function, of, Pointer.NULL, count));
        var length = Math.min(MAX_LIST, getUlong(count, 0));
        if (length == 0) {
          return List.of();
        }
        try (var values = new Memory(length * ULONG)) {
          putUlong(count, 0, length);
          var result = rv(function, of, values, count);
          if (result == Ck.CKR_BUFFER_TOO_SMALL && tries < 3) {
            continue; // One more was plugged in between the two questions.
          }
          must(name, result);
          var found = new ArrayList<Long>();
          for (var i = 0; i < getUlong(count, 0); i++) {
            found.add(getUlong(values, (long) i * ULONG));
          }
          return found;
        }
      }
    }
  }

  private static void must(String function, long result) throws CryptokiException {
    if (result != Ck.CKR_OK) {
      throw new CryptokiException(function, result);
    }
  }

  private long rv(int function, Object... arguments) {
    if (alone == null) {
      return rv(functions[function], arguments);
    }
    alone.lock();
    try {
      return rv(functions[function], arguments);
    } finally {
      alone.unlock();
    }
  }

  private static long rv(Function function, Object... arguments) {
    return ULONG == Long.BYTES
        ? function.invokeLong(arguments)
        : Integer.toUnsignedLong(function.invokeInt(arguments));
  }

  private static Object ulong(long value) {
    return new NativeLong(value, true);
  }

  private static void attribute(Pointer at, long type, Pointer value, int length) {
    putUlong(at, 0, type);
    at.setPointer(ULONG, value);
    putUlong(at, ULONG + (long) Native.POINTER_SIZE, length);
  }

  private static void putUlong(Pointer at, long offset, long value) {
    at.setNativeLong(offset, new NativeLong(value, true));
  }

  private static long getUlong(Pointer at, long offset) {
    return at.getNativeLong(offset).longValue();
  }

  /** Text padded with blanks, as the standard has it. */
  private static String text(Pointer at, long offset, int length) {
    var bytes = at.getByteArray(offset, length);
    return new String(bytes, StandardCharsets.UTF_8).replace('\0', ' ').strip();
  }
}
