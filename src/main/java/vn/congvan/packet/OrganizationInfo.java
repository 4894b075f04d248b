package vn.congvan.packet;

import org.jspecify.annotations.Nullable;

/**
 * From and To (QCVN 102).
 *
 * @param organId the agency's code, in either code system
 */
public record OrganizationInfo(
    String organId,
    @Nullable String inCharge,
    String name,
    @Nullable String address,
    @Nullable String email,
    @Nullable String telephone,
    @Nullable String fax,
    @Nullable String website) {
  public static OrganizationInfo of(String organId, String name) {
    return new OrganizationInfo(organId, null, name, null, null, null, null, null);
  }
}
