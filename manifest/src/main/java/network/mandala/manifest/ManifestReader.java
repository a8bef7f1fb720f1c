package network.mandala.manifest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The outer parts of a manifest: its version, its services, how they are linked, where it goes. */
final class ManifestReader {
  private static final String SCHEMA = "mandala-agent";
  private static final int MOST_SERVICES = 20;
  private static final int MOST_LINKS = 100;

  private static final String SERVICE_NAME = "[a-z]([-a-z0-9]{0,38}[a-z0-9])?";
  private static final String PROJECT = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";
  private static final String WORD = "[A-Za-z0-9][A-Za-z0-9._-]*";
  private static final String URL = "https?://[A-Za-z0-9._~:/?#@!$&()*+,;=%\\[\\]-]+";

  private final Problems problems = new Problems();
  private final SourceTree source;

  private ManifestReader(SourceTree source) {
    this.source = source;
  }

  static Manifest read(byte[] json, SourceTree source) {
    var reader = new ManifestReader(source);
    var document = StrictJson.read(json, reader.problems);
    if (document.isMissingNode()) {
      reader.problems.failIfAny();
    }
    var manifest = Section.of("$", document, reader.problems).map(reader::manifest).orElse(null);
    reader.problems.failIfAny();
    return manifest;
  }

  private Manifest manifest(Section top) {
    if (!top.has("schema")) {
      top.problem("schema", "is missing: write \"%s\"", SCHEMA);
    }
    top.word("schema", List.of(SCHEMA));
    boolean second =
        top.word("schemaVersion", List.of("1.0", "2.0"))
            .orElse(top.mentions("services") ? "2.0" : "1.0")
            .equals("2.0");
    var deployments = deployments(top);
    Map<String, Service> services = second ? services(top, deployments) : onlyService(top);
    var links = second ? links(top, services) : List.<Link>of();
    top.refuseTheRest();
    var order = ServiceOrder.of(services.keySet(), links);
    if (order instanceof ServiceOrder.Circle circle) {
      top.problem(
          "links",
          "go in a circle: %s; a service can only be told of services that start before it",
          String.join(" -> ", circle.services()));
      return null;
    }
    return new Manifest(
        second ? 2 : 1,
        ((ServiceOrder.Sorted) order).services().stream().map(services::get).toList(),
        links,
        deployments,
        problems.notes());
  }

  private Map<String, Service> onlyService(Section top) {
    var service = new ServiceReader(source, problems).read(Manifest.AGENT, top, Map.of());
    return Map.of(Manifest.AGENT, service);
  }

  private Map<String, Service> services(Section top, List<Deployment> deployments) {
    var shared = new EnvironmentReader(problems).read(top);
    var services = new LinkedHashMap<String, Service>();
    var sections = top.sectionsByName("services");
    if (sections.isEmpty()) {
      top.problem("services", "must have at least one service");
    }
    if (sections.size() > MOST_SERVICES) {
      top.problem("services", "are %d; at most %d", sections.size(), MOST_SERVICES);
    }
    sections.forEach(
        (name, section) -> {
          if (!name.matches(SERVICE_NAME)) {
            problems.add(
                section.path(),
                "the name must begin with a lower-case letter and have at most 40 lower-case letters, digits and '-':"
                    + " it is part of a host name");
          }
          if (name.endsWith("-frontend")) {
            problems.add(
                section.path(),
                "the name must not end with -frontend: such names belong to the frontends of other services");
          }
          var service = new ServiceReader(source, problems).read(name, section, shared);
          provider(section, deployments);
          section.refuseTheRest();
          services.put(name, service);
        });
    return services;
  }

  /** A service may say which of the deployments it is for. */
  private static void provider(Section service, List<Deployment> deployments) {
    service
        .text("provider", WORD, 100, "the name of an entry of deployments")
        .filter(name -> deployments.stream().noneMatch(entry -> entry.name().equals(name)))
        .ifPresent(
            name ->
                service.problem("provider", "'%s' is the name of no entry of deployments", name));
  }

  private List<Link> links(Section top, Map<String, Service> services) {
    var links = new ArrayList<Link>();
    var seen = new HashSet<String>();
    var sections = top.sections("links");
    if (sections.size() > MOST_LINKS) {
      top.problem("links", "are %d; at most %d", sections.size(), MOST_LINKS);
    }
    for (Section section : sections) {
      var from = service(section, "from", services);
      var to = service(section, "to", services);
      if (!section.has("envVar")) {
        section.problem("envVar", "is missing: the variable that is to have the URL");
      }
      var variable =
          section.text(
              "envVar",
              EnvironmentReader.NAME,
              EnvironmentReader.LONGEST_NAME,
              "a name of letters, digits and _ that does not begin with a digit");
      section.refuseTheRest();
      if (from.isEmpty() || to.isEmpty() || variable.isEmpty()) {
        continue;
      }
      if (from.equals(to)) {
        section.problem("to", "is the service itself");
        continue;
      }
      if (!seen.add(from.get() + " " + variable.get())) {
        section.problem(
            "envVar", "another link gives %s of %s a value already", variable.get(), from.get());
      }
      if (services.get(from.get()).environment().containsKey(variable.get())) {
        section.note("envVar", "the link wins over " + variable.get() + " in env");
      }
      links.add(new Link(from.get(), to.get(), variable.get()));
    }
    return links;
  }

  private static Optional<String> service(
      Section link, String field, Map<String, Service> services) {
    if (!link.has(field)) {
      link.problem(field, "is missing: the name of a service");
    }
    return link.text(field)
        .filter(
            name -> {
              if (!services.containsKey(name)) {
                link.problem(
                    field,
                    "'%s' is no service; there are: %s",
                    JsonPath.printable(name),
                    String.join(", ", services.keySet()));
              }
              return services.containsKey(name);
            });
  }

  private List<Deployment> deployments(Section top) {
    var deployments = new ArrayList<Deployment>();
    for (Section section : top.sections("deployments")) {
      if (!section.has("provider")) {
        section.problem("provider", "is missing: write \"%s\"", Deployment.MANDALA);
      }
      var deployment =
          new Deployment(
              section.text("name", WORD, 100, "letters, digits, '.', '_' and '-'").orElse(""),
              section.text("provider", WORD, 100, "one word").orElse(""),
              section
                  .text("projectID", PROJECT, 63, "lower-case letters, digits and '-'")
                  .orElse(""),
              section.word("network", List.of("mainnet", "testnet")).orElse(""),
              section.text("MandalaCloudURL", URL, 500, "an http:// or https:// URL").orElse(""));
      section
          .section("capabilities")
          .ifPresent(
              capabilities -> {
                capabilities.flag("gpu");
                capabilities.text("gpuType");
                capabilities.flag("tee");
                capabilities.text("teeTechnology");
                capabilities.refuseTheRest();
              });
      section.refuseTheRest();
      deployments.add(deployment);
    }
    return deployments;
  }
}
