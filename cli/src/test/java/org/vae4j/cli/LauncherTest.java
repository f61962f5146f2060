package org.vae4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher in a small copy of the project, with a Maven that only counts its calls and lays out
 * the application, and a JDK that prints how it was called and ends with {@code $FAKE_EXIT}.
 */
class LauncherTest {
  private static final List<String> MODULES =
      List.of("core", "autodiff", "models", "priors", "cli");

  private static final String MAVEN =
      """
      #!/bin/sh
      echo "$@" >>calls
      [ -z "$FAKE_BUILD_FAILS" ] || { echo '[ERROR] Shape.java:[3,1] broken'; exit 1; }
      sleep 0.3
      mkdir -p cli/target/app/lib && touch cli/target/app/lib/a.jar cli/target/app/lib/b.jar
      """;

  private static final String JAVA =
      """
      #!/bin/sh
      all="$*"
      case $all in
        *-XX:DumpLoadedClassList=*)
          list=${all#*-XX:DumpLoadedClassList=}
          echo "$FAKE_CLASSES" >"${list%% -cp*}"
          [ -z "$FAKE_SIGNAL" ] || kill -s "$FAKE_SIGNAL" $PPID
          exit ;;
        *-Xshare:dump*)
          echo "$all" >>archived
          list=${all#*-XX:SharedClassListFile=}
          archive=${all#*-XX:SharedArchiveFile=}
          [ -z "$FAKE_CLASSES" ] || cp "${list%% -XX*}" "${archive%% -cp*}"
          exit ;;
      esac
      echo "args: $*"
      if { true 3<&0; } 2>/dev/null; then echo "stdin: open"; else echo "stdin: closed"; fi
      env | grep -E '^(OMP|OPENBLAS|BACKEND)_' | sort
      exit ${FAKE_EXIT:-0}
      """;

  @TempDir private Path folder;
  private Path root;
  private final Map<String, String> environment = new HashMap<>();

  private record Ended(int code, String out, String err) {}

  @BeforeEach
  void layOut() throws IOException {
    root = Files.createDirectory(folder.toRealPath().resolve("a project"));
    Files.copy(Repository.root().resolve("vae4j"), root.resolve("vae4j"));
    executable(root.resolve("vae4j"));
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    for (String module : MODULES) {
      Files.createDirectories(root.resolve(module).resolve("src/main/java"));
      Files.writeString(root.resolve(module).resolve("pom.xml"), "<project/>");
    }
    Files.writeString(source(), "enum Shape {}");
    program("mvn", MAVEN);
    jdk("17.0.15");
    environment.put("JAVA_HOME", folder.resolve("jdk").toString());
  }

  @Test
  void firstUse_nothingBuilt_buildsThenRuns() throws Exception {
    Ended ended = launch("train", "--epochs", "2 or 3");
    assertEquals(0, ended.code(), ended.err());
    String jars = root + "/cli/target/app/lib/a.jar:" + root + "/cli/target/app/lib/b.jar";
    assertTrue(
        ended.out().contains("-cp " + jars + " org.vae4j.cli.Main train --epochs 2 or 3"),
        ended::out);
    assertEquals(
        List.of("-B -Dquick -Dmaven.test.skip=true -Dvae4j.commit= -pl cli -am package"),
        Files.readAllLines(root.resolve("calls")));
    assertTrue(ended.err().startsWith("vae4j: building (only now"), ended::err);
  }

  @Test
  void laterUse_nothingChanged_isSilentWithoutMaven() throws Exception {
    launch("--help");
    Ended again = launch("--help");
    assertEquals("", again.err());
    assertEquals(1, builds());
  }

  @Test
  void laterUse_newerSourceOrPomOrDeletedFile_buildsAgain() throws Exception {
    Path other = Files.writeString(source().resolveSibling("Other.java"), "enum Other {}");
    launch("--help");
    later(source());
    launch("--help");
    assertEquals(2, builds());
    later(root.resolve("priors/pom.xml"));
    launch("--help");
    assertEquals(3, builds());
    Files.delete(other);
    later(other.getParent());
    launch("--help");
    assertEquals(4, builds());
    launch("--help");
    assertEquals(4, builds());
  }

  @Test
  void build_failing_saysWhyAndIsTriedAgain() throws Exception {
    environment.put("FAKE_BUILD_FAILS", "yes");
    Ended failed = launch("--help");
    assertEquals(1, failed.code());
    assertEquals("", failed.out());
    assertTrue(failed.err().contains("[ERROR] Shape.java:[3,1] broken"), failed::err);
    assertTrue(failed.err().contains("the build failed; its log is " + root), failed::err);
    environment.remove("FAKE_BUILD_FAILS");
    assertEquals(0, launch("--help").code());
    assertEquals(2, builds());
  }

  @Test
  void build_threeLaunchersAtOnce_oneBuilds() throws Exception {
    List<Process> launchers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      launchers.add(start("--help"));
    }
    for (Process launcher : launchers) {
      assertEquals(0, finish(launcher).code());
    }
    assertEquals(1, builds());
  }

  @Test
  void build_lockOfADeadLauncher_isTaken() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Path lock = Files.createDirectories(root.resolve("cli/target/launcher-lock"));
    Files.writeString(lock.resolve("owner"), Long.toString(dead.pid()));
    assertEquals(0, launch("--help").code());
    assertEquals(1, builds());
    assertFalse(Files.exists(lock));
  }

  @Test
  void java_tooOldOrMissing_isRefusedInOneLine() throws Exception {
    jdk("11.0.2");
    Ended old = launch("--help");
    assertEquals(2, old.code());
    assertEquals(
        "vae4j: java must be 17 or later; got 11.0.2 from "
            + folder.toRealPath().resolve("jdk/bin/java\n"),
        old.err());
    environment.put("JAVA_HOME", "/nowhere");
    assertEquals(
        new Ended(2, "", "vae4j: JAVA_HOME must name a JDK, 17 or later; got /nowhere\n"),
        launch("--help"));
  }

  @Test
  void java_withoutReleaseFile_isAskedForItsVersion() throws Exception {
    Files.delete(folder.resolve("jdk/release"));
    program("jdk/bin/java", "#!/bin/sh\necho 'openjdk version \"1.8.0_292\"' >&2\n");
    assertTrue(launch("--help").err().contains("got 1.8.0_292 from"));
  }

  @Test
  void java_newEnough_isToldThatNativeCodeIsMeant() throws Exception {
    String told = "--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow ";
    assertFalse(launch("doctor").out().contains("--enable-native-access"));
    jdk("25.0.1");
    assertTrue(launch("doctor").out().contains(told));
    List<String> archived = Files.readAllLines(folder.resolve("archived"));
    assertFalse(archived.get(0).contains("--enable-native-access"), archived.get(0));
    assertTrue(archived.get(1).contains(told), "only such an archive fits: " + archived.get(1));
  }

  @Test
  void exitCode_ofTheProgram_isTheLaunchers() throws Exception {
    environment.put("FAKE_EXIT", "3");
    assertEquals(3, launch("train").code());
  }

  @Test
  void environment_forcedKernel_isClearedUnlessKept() throws Exception {
    environment.put("OPENBLAS_CORETYPE", "Haswell");
    environment.put("OPENBLAS_L2_SIZE", "1048576");
    assertFalse(launch("train").out().contains("OPENBLAS"));
    environment.put("VAE4J_KEEP_OPENBLAS", "1");
    assertTrue(launch("train").out().contains("OPENBLAS_CORETYPE=Haswell"));
  }

  @Test
  void environment_threadsAndBackend_followTheOptions() throws Exception {
    String out = launch("train", "--threads", "3", "--backend=cpu").out();
    assertTrue(out.contains("OMP_NUM_THREADS=3\nOMP_WAIT_POLICY=passive"), out);
    assertTrue(out.contains("BACKEND_PRIORITY_GPU=-1"), out);
    environment.put("OMP_NUM_THREADS", "5");
    assertTrue(launch("train").out().contains("OMP_NUM_THREADS=5"));
    assertTrue(launch("train", "--threads", "many").out().contains("OMP_NUM_THREADS=5"));
  }

  @Test
  void gpuApplication_built_isUsedWhereAGpuMayBeWanted() throws Exception {
    launch("--help");
    Path gpu = Files.createDirectories(root.resolve("cli/target/app-cuda/lib"));
    Files.createFile(gpu.resolve("cuda.jar"));
    Files.createFile(gpu.resolveSibling("built"));
    assertTrue(launch("train", "--backend", "cuda").out().contains("-cp " + gpu + "/cuda.jar"));
    assertTrue(launch("train").out().contains("-cp " + gpu + "/cuda.jar"));
    assertFalse(launch("train", "--backend", "cpu").out().contains("cuda.jar"));
  }

  @Test
  void plugins_besideTheLauncherOrWhereItIsTold_comeLast() throws Exception {
    String jars = root + "/cli/target/app/lib/b.jar";
    assertTrue(launch("train").out().contains(jars + " org.vae4j.cli.Main"));
    Path beside = Files.createDirectories(root.resolve("plugins"));
    Files.createFile(beside.resolve("more.jar"));
    Files.createFile(beside.resolve("notes.txt"));
    String found = launch("train").out();
    assertTrue(found.contains(jars + ":" + beside + "/more.jar org.vae4j.cli.Main"), found);
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.createFile(other.resolve("own.jar"));
    environment.put("VAE4J_PLUGINS", other.toString());
    String told = launch("train").out();
    assertTrue(told.contains(jars + ":" + other + "/own.jar org.vae4j.cli.Main"), told);
    environment.put("VAE4J_PLUGINS", "/nowhere");
    assertEquals(
        new Ended(2, "", "vae4j: VAE4J_PLUGINS must name a folder; got /nowhere\n"),
        launch("train"));
  }

  @Test
  void javaOptions_ofTheUser_comeBeforeTheClass() throws Exception {
    environment.put("VAE4J_JAVA_OPTS", "-Xmx8g -ea");
    String out = launch("train").out();
    assertTrue(out.matches("(?s).*-XX:\\+UseSerialGC.* -Xmx8g -ea -cp .*"), out);
    environment.put("VAE4J_JAVA_OPTS", "-XX:+UseG1GC");
    assertFalse(launch("train").out().contains("SerialGC"));
  }

  @Test
  void quickCommands_startWithTheQuickCompilerAlone() throws Exception {
    for (String[] quick : new String[][] {{}, {"--help"}, {"kl", "normal(0,1)", "normal(1,2)"}}) {
      assertTrue(launch(quick).out().contains("-XX:TieredStopAtLevel=1 "), String.join(" ", quick));
    }
    for (String[] slow : new String[][] {{"train"}, {"kl", "--batch", "-"}, {"kl", "--batch=f"}}) {
      assertFalse(launch(slow).out().contains("TieredStopAtLevel"), String.join(" ", slow));
    }
  }

  @Test
  void classes_thatCannotBeArchived_areDoneWithoutAndNotTriedAgain() throws Exception {
    assertFalse(launch("train").out().contains("SharedArchiveFile"));
    assertFalse(launch("train").out().contains("SharedArchiveFile"));
    assertEquals(1, Files.readAllLines(folder.resolve("archived")).size());
  }

  @Test
  void classes_ofABuild_areArchivedOnceForEachJdk() throws Exception {
    environment.put("FAKE_CLASSES", "some");
    Ended first = launch("train");
    assertTrue(first.err().endsWith("\nvae4j: archiving classes, once for each build\n"));
    String option = "-XX:SharedArchiveFile=" + root + "/cli/target/app/classes-17.0.15";
    assertTrue(first.out().contains(option), first::out);
    assertEquals(new Ended(0, first.out(), ""), launch("train"));
    assertEquals(1, Files.readAllLines(folder.resolve("archived")).size());
    assertEquals(List.of("built", "classes", "lib"), inApp());
    jdk("25.0.1");
    assertTrue(launch("train").out().contains("/cli/target/app/classes-25.0.1"));
    later(source());
    launch("train");
    assertEquals(3, Files.readAllLines(folder.resolve("archived")).size());
  }

  @Test
  void classes_whereHelpOrTheVersionIsAsked_areLeftToTheNextCommand() throws Exception {
    for (String[] asking : new String[][] {{}, {"--help"}, {"-V"}, {"kl", "-h"}}) {
      assertFalse(launch(asking).out().contains("SharedArchiveFile"), String.join(" ", asking));
      assertEquals(List.of("built", "lib"), inApp());
    }
    assertFalse(Files.exists(folder.resolve("archived")));
  }

  /** SIGTERM, since whoever runs the tests may have SIGINT ignored, which no child can undo. */
  @Test
  void classes_whoseArchivingIsStopped_stopTheCommandAndLeaveNothing() throws Exception {
    launch("--help");
    environment.put("FAKE_CLASSES", "some");
    environment.put("FAKE_SIGNAL", "TERM");
    Ended stopped = launch("train");
    assertEquals(143, stopped.code());
    assertEquals("", stopped.out());
    assertEquals(List.of("built", "lib"), inApp());
    environment.remove("FAKE_SIGNAL");
    assertTrue(launch("train").out().contains("SharedArchiveFile"));
  }

  /** What lies in the application's folder, archives by the start of their names. */
  private List<String> inApp() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("cli/target/app"))) {
      return files.map(file -> file.getFileName().toString().split("-")[0]).sorted().toList();
    }
  }

  @Test
  void symbolicLink_fromAnotherFolder_findsTheProject() throws Exception {
    Path link = folder.resolve("link");
    Files.createSymbolicLink(link, Path.of("a project", "vae4j"));
    Ended ended = finish(start(link));
    assertEquals(0, ended.code(), ended.err());
    assertEquals(1, builds());
  }

  @Test
  void standardInput_closed_isOpenForTheProgram() throws Exception {
    Path closing = folder.resolve("closing");
    program("closing", "#!/bin/sh\nexec '" + root.resolve("vae4j") + "' \"$@\" <&-\n");
    Ended ended = finish(start(closing, "kl", "--batch", "-"));
    assertEquals(0, ended.code(), ended.err());
    assertTrue(ended.out().contains("stdin: open"), ended.out());
  }

  private Ended launch(String... arguments) throws Exception {
    return finish(start(arguments));
  }

  private Process start(String... arguments) throws IOException {
    return start(root.resolve("vae4j"), arguments);
  }

  private Process start(Path launcher, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", folder + ":/usr/local/bin:/usr/bin:/bin");
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Output is short: it fits into the pipes. */
  private static Ended finish(Process process) throws Exception {
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return new Ended(
        process.exitValue(),
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8),
        new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
  }

  private long builds() throws IOException {
    return Files.readAllLines(root.resolve("calls")).size();
  }

  private Path source() {
    return root.resolve("core/src/main/java/Shape.java");
  }

  private static void later(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusMillis(1)));
  }

  private void jdk(String version) throws IOException {
    Files.createDirectories(folder.resolve("jdk/bin"));
    Files.writeString(
        folder.resolve("jdk/release"), "IMPLEMENTOR=\"N\"\nJAVA_VERSION=\"" + version + "\"\n");
    program("jdk/bin/java", JAVA);
    program("jdk/bin/javac", "#!/bin/sh\n");
  }

  private void program(String name, String text) throws IOException {
    executable(Files.writeString(folder.resolve(name), text));
  }

  private static void executable(Path file) {
    assertTrue(file.toFile().setExecutable(true));
  }
}
