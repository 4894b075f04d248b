package vn.congvan.app.demo;

import java.util.List;
import vn.congvan.directory.Directory;
import vn.congvan.directory.Role;
import vn.congvan.document.Act;
import vn.congvan.document.Actor;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.DocumentEvent;
import vn.congvan.document.DocumentId;
import vn.congvan.document.VietnamTime;
import vn.congvan.register.OutgoingDocument;
import vn.congvan.web.Desk;

/** The people of the lab's agencies, doing what people do, through the same desk as the API. */
public final class People {
  private final Desk desk;
  private final Directory directory;
  private final java.time.Clock clock;
  private final String channel;

  /**
   * @param channel what the log will say of how the acts came in
   */
  public People(Desk desk, Directory directory, java.time.Clock clock, String channel) {
    this.desk = desk;
    this.directory = directory;
    this.clock = clock;
    this.channel = channel;
  }

  /** Somebody who holds the role at the agency today. */
  public Actor somebody(AgencyCode agency, Role role) {
    var today = VietnamTime.dayOf(clock.instant());
    return directory.agency(agency).people().stream()
        .filter(person -> person.postOn(today, role).isPresent())
        .findFirst()
        .map(person -> new Actor(Actor.Kind.USER, person.ref(), agency, role.key(), channel))
        .orElseThrow(
            () -> new IllegalStateException("nobody at %s is a %s".formatted(agency, role.key())));
  }

  public String nameOf(Actor actor) {
    return directory.person(actor.ref()).orElseThrow().fullName();
  }

  public DocumentEvent submit(
      AgencyCode agency,
      vn.congvan.document.Metadata metadata,
      vn.congvan.document.Upload main,
      List<vn.congvan.document.Upload> attachments) {
    return desk.perform(
        new Act.Submit(somebody(agency, Role.OFFICER), channel, metadata, main, attachments));
  }

  /** The leader whose turn it is signs what is there now. */
  public DocumentEvent sign(OutgoingDocument document) {
    var leader =
        new Actor(
            Actor.Kind.USER,
            document.metadata().signer(),
            document.agency(),
            Role.LEADER.key(),
            channel);
    return desk.perform(new Act.Sign(leader, channel, document.id(), document.main(), null));
  }

  public DocumentEvent issue(AgencyCode agency, DocumentId document) {
    return desk.perform(new Act.Issue(somebody(agency, Role.CLERK), channel, document, null));
  }

  public DocumentEvent register(AgencyCode agency, DocumentId document) {
    return desk.perform(new Act.Register(somebody(agency, Role.CLERK), channel, document));
  }

  public DocumentEvent assign(AgencyCode agency, DocumentId document) {
    var officer = somebody(agency, Role.OFFICER);
    return desk.perform(
        new Act.Assign(
            somebody(agency, Role.LEADER),
            channel,
            document,
            officer.ref(),
            List.of(),
            null,
            "Chủ trì xử lý, báo cáo kết quả"));
  }

  public DocumentEvent start(AgencyCode agency, DocumentId document) {
    return desk.perform(new Act.Start(somebody(agency, Role.OFFICER), channel, document));
  }

  public DocumentEvent finish(AgencyCode agency, DocumentId document) {
    return desk.perform(
        new Act.Finish(somebody(agency, Role.OFFICER), channel, document, "Đã xử lý xong"));
  }
}
