package org.vae4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of the house that a compiler does not check, over the sources of every module. */
class ArchitectureTest {
  /** In the order of dependency: each may use those before it. */
  private static final List<String> MODULES =
      List.of("core", "autodiff", "models", "priors", "cli", "benchmarks");

  /** Who may use a library: main sources whose {@code module/package/Type} matches. */
  private record Border(String library, String mayUse) {
    boolean admits(Source source) {
      return (source.module() + "/" + source.type()).matches(mayUse);
    }
  }

  private static final List<Border> BORDERS =
      List.of(
          new Border(
              "org.nd4j",
              "core/Tensor|core/backend/.*|autodiff/(.*/)?Nd4j.*|models/d.*/.*|benchmarks/.*"),
          new Border("org.bytedeco", "core/backend/.*"),
          new Border("com.sun.jna", "core/backend/.*"),
          new Border("org.deeplearning4j", "models/dl4j/.*|benchmarks/.*"),
          new Border("org.hipparchus", "core/.*"),
          new Border("com.fasterxml.jackson", "models/store/.*|cli/.*|benchmarks/.*"),
          new Border("org.snakeyaml", "cli/.*"),
          new Border("picocli", "cli/.*|benchmarks/.*"),
          new Border("ch.qos.logback", "cli/.*"),
          new Border("org.slf4j", "core/backend/.*|cli/.*"),
          new Border("java.io.ObjectInputStream", "nobody"),
          new Border("ObjectInputStream", "nobody"),
          new Border("Nd4j.getRandom", "benchmarks/.*"),
          new Border("Math.random", "nobody"),
          new Border("ThreadLocalRandom", "nobody"));

  private static final int LONGEST_FILE = 400;

  /** Tables: one short entry per operation, no logic to get lost in. */
  private static final Set<String> TABLES = Set.of("autodiff/Ops", "autodiff/Var");

  /**
   * Packages that use each other: a tensor computes by the loops of the back ends, which know its
   * shape; the builder of a model knows two levels, which are made of models' parts.
   */
  private static final Map<String, Set<String>> KNOTS =
      Map.of(
          "core", Set.of("core", "core.backend"),
          "models", Set.of("models", "models.levels"));

  private static final Pattern USE = Pattern.compile("\\borg\\.vae4j\\.([a-z0-9.]+)\\.[A-Z]");
  private static final Pattern OPEN_CLASS =
      Pattern.compile("(?m)^(?:public )?(?:non-sealed )?class (\\w+)");
  private static final Pattern EMPTY_NAME =
      Pattern.compile("\\b(?:class|record|interface|enum) (\\w*(?:Impl|Manager|Utils?|Helper))\\b");
  private static final Pattern UNFINISHED =
      Pattern.compile("\\b(?:TO[D]O|FIX[M]E|X[X]X|HA[C]K)\\b");
  private static final Pattern SKIPPED =
      Pattern.compile("@Dis[a]bled\\b|\\bAssumptions\\b|\\bassum(?:e|ing)(?:True|False|That)\\b");

  /** A file under {@code module/src/main/java} or {@code module/src/test/java}. */
  private record Source(Path root, String module, boolean main, String type, String text) {
    static Source read(Path root, Path file) {
      Path path = root.relativize(file);
      String kind = path.getName(2).toString();
      String module = path.getName(0).toString();
      Path java = root.resolve(module).resolve("src").resolve(kind).resolve("java");
      String name = java.relativize(file).toString().replace('\\', '/').replaceAll("\\.java$", "");
      try {
        return new Source(
            root,
            module,
            kind.equals("main"),
            name.replaceFirst("^org/vae4j/" + module + "/", ""),
            Files.readString(file));
      } catch (IOException unreadable) {
        throw new java.io.UncheckedIOException(unreadable);
      }
    }

    /** The package under {@code org.vae4j}. */
    String home() {
      String path = toString();
      return path.substring(0, path.lastIndexOf('/')).replace('/', '.');
    }

    /** The packages of its own module that it names. */
    Set<String> uses() {
      return USE.matcher(code())
          .results()
          .map(use -> use.group(1))
          .filter(use -> (use + ".").startsWith(module + ".") && !use.equals(home()))
          .collect(Collectors.toSet());
    }

    /** The text without comments. */
    String code() {
      return text.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m)(?<![:\"])//.*$", "");
    }

    @Override
    public String toString() {
      return module + "/" + type;
    }
  }

  static List<Source> sources() throws IOException {
    Path root = Repository.root();
    List<Source> sources = new ArrayList<>();
    for (String module : MODULES) {
      Path folder = root.resolve(module).resolve("src");
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          files
              .filter(file -> file.toString().endsWith(".java"))
              .map(file -> Source.read(root, file))
              .forEach(sources::add);
        }
      }
    }
    return sources;
  }

  @Test
  void sources_everyModule_isSeen() throws IOException {
    List<String> seen = sources().stream().map(Source::module).distinct().toList();
    assertTrue(seen.containsAll(List.of("core", "cli")), seen::toString);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sources")
  void source_rules_areKept(Source source) {
    assertEquals(List.of(), violations(source), source::toString);
  }

  @Test
  void packages_each_hasATour() throws IOException {
    List<String> types = sources().stream().filter(Source::main).map(Source::toString).toList();
    List<String> missing =
        types.stream()
            .map(type -> type.substring(0, type.lastIndexOf('/')) + "/package-info")
            .distinct()
            .filter(tour -> !types.contains(tour))
            .toList();
    assertEquals(List.of(), missing);
  }

  @Test
  void packages_ofAModule_useEachOtherInOneDirection() throws IOException {
    Map<String, List<Source>> modules =
        sources().stream().filter(Source::main).collect(Collectors.groupingBy(Source::module));
    Map<String, Set<String>> knots = new HashMap<>();
    modules.forEach((module, sources) -> knots.put(module, knot(sources)));
    knots.values().removeIf(Set::isEmpty);
    assertEquals(KNOTS, knots);
  }

  @Test
  void knot_plantedCycle_isFoundWithoutItsSurroundings() {
    List<Source> sources =
        List.of(
            main("cli", "Main", "import org.vae4j.cli.run.Run;"),
            main("cli", "run/Run", "import org.vae4j.cli.report.Report;"),
            main("cli", "report/Report", "Object run = org.vae4j.cli.run.Run.of();"),
            main("cli", "report/Page", "import org.vae4j.cli.text.Table;"),
            main("cli", "text/Table", "import org.vae4j.core.Shape; // org.vae4j.cli.Main"));
    assertEquals(Set.of("cli.run", "cli.report"), knot(sources));
  }

  /** The packages that are left without those that use, or are used by, none that is left. */
  private static Set<String> knot(List<Source> sources) {
    Map<String, Set<String>> uses = new HashMap<>();
    sources.forEach(
        source ->
            uses.computeIfAbsent(source.home(), home -> new HashSet<>()).addAll(source.uses()));
    Set<String> left = new HashSet<>(uses.keySet());
    Set<String> loose;
    do {
      loose =
          left.stream()
              .filter(
                  home ->
                      Collections.disjoint(uses.get(home), left)
                          || left.stream().noneMatch(other -> uses.get(other).contains(home)))
              .collect(Collectors.toSet());
    } while (left.removeAll(loose));
    return left;
  }

  @Test
  void violations_plantedFaults_areEachFound() {
    assertEquals(
        List.of("org.nd4j must not be used here"),
        violations(main("models", "train/Trainer", "import org.nd4j.linalg.factory.Nd4j;")));
    assertEquals(
        List.of("org.bytedeco must not be used here"),
        violations(main("autodiff", "Nd4jPlan", "var p = new org.bytedeco.javacpp.Pointer();")));
    assertEquals(
        List.of("models must not use priors"),
        violations(main("models", "Vae", "import org.vae4j.priors.VampPrior;")));
    assertEquals(
        List.of("class Open must be abstract or final"),
        violations(main("core", "Open", "public class Open {}")));
    assertEquals(
        List.of("ShapeUtils says nothing by its name"),
        violations(main("core", "ShapeUtils", "final class ShapeUtils {}")));
    assertEquals(
        List.of("a file must have at most 400 lines; got 401"),
        violations(main("core", "Long", "\n".repeat(400) + "// end")));
    assertEquals(
        List.of("unfinished: TO" + "DO"), violations(main("core", "Draft", "// TO" + "DO later")));
    assertEquals(
        List.of("package must be at most two levels under its module"),
        violations(main("models", "a/b/c/Deep", "final class Deep {}")));
    assertEquals(
        List.of("package must begin with org.vae4j.core"),
        violations(main("core", "org/vae4j/models/Stray", "final class Stray {}")));
    assertEquals(
        List.of("a test that may not run: @" + "Disabled"),
        violations(
            new Source(
                Repository.root(), "core", false, "ShapeTest", "@" + "Disabled void f() {}")));
  }

  @Test
  void violations_mentionInAComment_isNone() {
    assertEquals(
        List.of(),
        violations(
            main("models", "Vae", "/** See {@link org.nd4j.linalg.api.ndarray}. */ // org.nd4j")));
  }

  private static Source main(String module, String type, String text) {
    return new Source(Repository.root(), module, true, type, text);
  }

  private static List<String> violations(Source source) {
    List<String> found = new ArrayList<>();
    if (source.main()) {
      borders(source, found);
      shape(source, found);
    }
    find(UNFINISHED, source.text(), "unfinished: %s", found);
    if (!source.main()) {
      find(SKIPPED, source.code(), "a test that may not run: %s", found);
    }
    long lines = source.text().lines().count();
    if (lines > LONGEST_FILE && !TABLES.contains(source.toString())) {
      found.add("a file must have at most %d lines; got %d".formatted(LONGEST_FILE, lines));
    }
    return found;
  }

  private static void borders(Source source, List<String> found) {
    String code = source.code();
    for (Border border : BORDERS) {
      Pattern use = Pattern.compile("(?<![\\w.])" + Pattern.quote(border.library()) + "\\b");
      if (use.matcher(code).find() && !border.admits(source)) {
        found.add(border.library() + " must not be used here");
      }
    }
    int own = MODULES.indexOf(source.module());
    for (String right : MODULES.subList(own + 1, MODULES.size())) {
      if (code.contains("org.vae4j." + right + ".")) {
        found.add(source.module() + " must not use " + right);
      }
    }
  }

  private static void shape(Source source, List<String> found) {
    find(OPEN_CLASS, source.code(), "class %s must be abstract or final", found);
    find(EMPTY_NAME, source.code(), "%s says nothing by its name", found);
    if (source.type().startsWith("org/vae4j/")) {
      found.add("package must begin with org.vae4j." + source.module());
    } else if (source.type().split("/").length > 3) {
      found.add("package must be at most two levels under its module");
    }
  }

  private static void find(Pattern pattern, String text, String message, List<String> found) {
    Matcher matcher = pattern.matcher(text);
    if (matcher.find()) {
      found.add(message.formatted(matcher.group(matcher.groupCount())));
    }
  }
}
