package network.mandala.domain;

import java.util.List;
import java.util.Set;

/**
 * The TXT record by which the owner of a domain says which project may answer there (specification
 * of the Mandala node, section 5): the records of the older networks are accepted as well.
 *
 * @param subjects what the domain leads to, the present word first
 */
public record DomainProof(String projectId, List<String> subjects) {

  private static final String NAME = "mandala_project";
  private static final String OLD_NAME = "cars_project";
  private static final String VALUE = "mandala-project-verification=";
  private static final String OLD_VALUE = "cars-project-verification=";

  /** Longer than any proof that counts. */
  private static final int LONGEST = 200;

  public DomainProof {
    subjects = List.copyOf(subjects);
  }

  /** That a domain leads to an agent; the older networks called it a backend. */
  public static DomainProof ofAgent(String projectId) {
    return new DomainProof(projectId, List.of("agent", "backend"));
  }

  /** That a domain leads to the frontend of an agent. */
  public static DomainProof ofFrontend(String projectId) {
    return new DomainProof(projectId, List.of("frontend"));
  }

  /** Name of the record to make. */
  public static String recordName(String domain) {
    return NAME + "." + domain;
  }

  /** Value of the record to make. */
  public String recordValue() {
    return VALUE + projectId + ":" + subjects.getFirst();
  }

  /** All names at which a proof may be. */
  static List<String> recordNames(String domain) {
    return List.of(recordName(domain), OLD_NAME + "." + domain);
  }

  /** Whether a string looks like a proof of anybody: others need not be remembered. */
  static boolean isProof(String text) {
    return text.length() <= LONGEST && (text.startsWith(VALUE) || text.startsWith(OLD_VALUE));
  }

  /**
   * @param found strings of TXT records
   */
  public boolean isIn(Set<String> found) {
    return subjects.stream()
        .anyMatch(
            subject ->
                found.contains(VALUE + projectId + ":" + subject)
                    || found.contains(OLD_VALUE + projectId + ":" + subject));
  }
}
