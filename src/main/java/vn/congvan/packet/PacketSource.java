package vn.congvan.packet;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of a packet as they came, which can be read again from their beginning. */
@FunctionalInterface
public interface PacketSource {
  InputStream open() throws IOException;
}
