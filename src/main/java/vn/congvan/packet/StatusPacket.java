package vn.congvan.packet;

import java.time.Instant;
import vn.congvan.document.StatusCode;

/**
 * What a receiver reports of a document.
 *
 * @param timestamp whole seconds, written in Vietnam time
 */
public record StatusPacket(
    OrganizationInfo from,
    ResponseFor responseFor,
    StaffInfo staff,
    StatusCode status,
    String description,
    Instant timestamp)
    implements Packet {}
