package vn.congvan.packet;

/** What travels between agencies: a document or a status. */
public sealed interface Packet permits DocumentPacket, StatusPacket {
  OrganizationInfo from();
}
