package vn.congvan.directory;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.DocumentType;

/**
 * An agency of the directory.
 *
 * @param code Decision 20/2020
 * @param legacyCode QCVN 102:2016, 13 characters, as old systems know it
 * @param name in full, as in lists: {@code Ủy ban nhân dân thành phố Huế}
 * @param place as written before a date: {@code Huế}
 * @param hostedHere whether this installation works for the agency; others are only written to
 * @param series how outgoing documents are numbered
 * @param validTo the last day it exists, null while it does; a closed code is kept for ever
 * @param successor who took over when it was closed
 * @param seal its key, when hosted here
 * @param secondSeal one of another kind, for documents that are sealed twice
 */
public record Agency(
    AgencyCode code,
    String legacyCode,
    String name,
    @Nullable String inCharge,
    String place,
    @Nullable String address,
    @Nullable String email,
    boolean hostedHere,
    NumberSeries series,
    LocalDate validFrom,
    @Nullable LocalDate validTo,
    @Nullable AgencyCode successor,
    @Nullable KeyHolding seal,
    @Nullable KeyHolding secondSeal,
    List<Person> people) {

  /** How an agency's head decided to number (Decree 30/2020, Article 15). */
  public enum NumberSeries {
    /** One series a year for all administrative documents. */
    COMMON,
    /** One series a year for each type. */
    BY_TYPE
  }

  public Agency {
    people = List.copyOf(people);
  }

  /** The name of the series that its documents of a type are counted in. */
  public String seriesOf(DocumentType type) {
    return switch (series) {
      case COMMON -> "VB";
      case BY_TYPE -> type.name();
    };
  }

  public boolean existsOn(LocalDate day) {
    return !day.isBefore(validFrom) && (validTo == null || !day.isAfter(validTo));
  }
}
