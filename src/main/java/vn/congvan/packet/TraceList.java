package vn.congvan.packet;

import java.util.ArrayList;
import java.util.List;

/** What {@code TraceHeaderList} holds: the hops, and what the packet is for. */
record TraceList(List<TraceHeader> headers, Business business) {
  static final TraceList NONE = new TraceList(List.of(), Business.newDocument());

  static TraceList of(Element list) throws Defect {
    var headers = new ArrayList<TraceHeader>();
    for (var element : list.all("TraceHeader")) {
      var organ = element.find(Field.ORGAN_ID);
      var time = element.findTime(Field.TIMESTAMP);
      // A hop that does not say who or when tells nothing.
      if (organ != null && time != null) {
        headers.add(new TraceHeader(organ, time));
      }
    }
    var business = list.only("Business");
    return new TraceList(
        headers, business.isEmpty() ? Business.newDocument() : business(business.get()));
  }

  private static Business business(Element e) throws Defect {
    return new Business(
        Business.BusinessType.ofCode(e.getNumber(Field.BUSINESS_TYPE, 3, 0)),
        e.find(Field.DOCUMENT_ID),
        e.find(Field.BUSINESS_REASON),
        e.getNumber(Field.PAPER, 1, 0) == 1,
        StatusHeader.staff(e));
  }
}
