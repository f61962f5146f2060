package org.vae4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.priors.PriorFamily;

/** A prior that this project does not know, compiled into a jar of its own beside the program. */
class PluginTest {
  private static final String SOURCE =
      """
      package outside;

      import java.util.List;
      import org.vae4j.autodiff.Parameter;
      import org.vae4j.autodiff.Var;
      import org.vae4j.models.Prior;
      import org.vae4j.models.option.Option;
      import org.vae4j.models.option.Rules;
      import org.vae4j.priors.PriorContext;
      import org.vae4j.priors.PriorFamily;
            import org.vae4j.priors.StandardNormal;

      public final class WideNormal implements Prior {
        private final double scale;
        private final StandardNormal narrow;

        WideNormal(int latent, double scale) {
          this.narrow = new StandardNormal(latent);
          this.scale = scale;
        }

        public int latent() {
          return narrow.latent();
        }

        public Var logDensity(Var z) {
          return narrow.logDensity(z.times(1 / scale)).minus(latent() * Math.log(scale));
        }

        public Var sample(String name, int count) {
          return narrow.sample(name, count).times(scale);
        }

        public List<Parameter> parameters() {
          return List.of();
        }

        public static final class Family implements PriorFamily {
          private static final Option<Double> SCALE =
              Option.number("wide-scale", "S", "2", "standard deviation", Rules::positive);

          public String name() {
            return "wide-normal";
          }

          public String description() {
            return "N(0, s^2 I)";
          }

          public List<Option<?>> options() {
            return List.of(SCALE);
          }

          public Prior create(PriorContext context) {
            return new WideNormal(context.latent(), context.options().of(SCALE));
          }
        }
      }
      """;

  @TempDir private Path folder;
  private Path jar;

  @BeforeEach
  void build() throws IOException {
    Path source = folder.resolve("outside/WideNormal.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, SOURCE);
    Path classes = Files.createDirectories(folder.resolve("classes"));
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                source.toString());
    assertEquals(0, failed);
    Path services = classes.resolve("META-INF/services/" + PriorFamily.class.getName());
    Files.createDirectories(services.getParent());
    Files.writeString(services, "outside.WideNormal$Family\n");
    jar = packed(classes);
  }

  private Path packed(Path classes) throws IOException {
    Path packed = folder.resolve("wide-normal.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(packed));
        Stream<Path> files = Files.walk(classes).filter(Files::isRegularFile)) {
      for (Path file : files.toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, out);
      }
    }
    return packed;
  }

  @Test
  void train_underAPriorFromAJar_isARunLikeAnyOther() throws Exception {
    Path data = TinyImages.binary(folder.resolve("data"));
    Path out = folder.resolve("run");
    String printed =
        run(
            ("train --prior wide-normal --wide-scale 3 --epochs 1 --hidden 4 --latent 2 --binarize threshold"
                    + " --importance-samples 2 --data %s --out %s")
                .formatted(data, out));
    assertTrue(printed.contains("wide-normal, seed 1"), printed);
    String config = Files.readString(out.resolve("config.yaml"));
    assertTrue(config.contains("prior: wide-normal"), config);
    assertTrue(config.contains("wide-scale: 3.0"), config);
    String help = run("train --help");
    assertTrue(help.contains("Prior wide-normal:"), help);
    assertTrue(help.contains("--wide-scale=S"), help);
  }

  @Test
  void jarThatNamesAMissingClass_isRefusedOnOneLine() throws Exception {
    Path classes = folder.resolve("classes");
    Path services = classes.resolve("META-INF/services/" + PriorFamily.class.getName());
    Files.writeString(services, "outside.Missing\n");
    jar = packed(classes);
    String printed = run("train --help", Main.REFUSED);
    assertEquals(1, printed.lines().count(), printed);
    assertTrue(printed.startsWith("plugins: every family of priors must load; got "), printed);
    assertTrue(printed.contains("outside.Missing"), printed);
  }

  @Test
  void runUnderAnotherPrior_goesOnWhateverJarsComeAndGo() throws Exception {
    Path data = TinyImages.binary(folder.resolve("data"));
    Path out = folder.resolve("run");
    String train =
        "train --prior gmm --epochs 1 --hidden 4 --latent 2 --importance-samples 2 --data %s --out %s"
            .formatted(data, out);
    Path present = jar;
    jar = folder.resolve("none.jar");
    run(train);
    jar = present;
    assertTrue(run(train + " --resume").contains("complete already"));
    run("evaluate " + out);
    String refused = run(train + " --wide-scale 3 --resume", Main.REFUSED);
    assertEquals("--wide-scale: used by wide-normal only; got --prior gmm", refused.strip());
    Path config = out.resolve("config.yaml");
    Files.writeString(config, Files.readString(config) + "wide-scale: 2.0\n");
    assertTrue(run(train + " --resume").contains("complete already"));
    run("evaluate " + out);
    jar = folder.resolve("none.jar");
    assertTrue(run(train + " --resume").contains("complete already"));
    String noted = run("evaluate " + out);
    assertTrue(noted.contains("note: wide-scale, in " + config + ", is not known here"), noted);
  }

  private String run(String arguments) throws Exception {
    return run(arguments, Main.DONE);
  }

  private String run(String arguments, int code) throws Exception {
    Path output = folder.resolve("output.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path") + File.pathSeparator + jar,
                Main.class.getName()));
    command.addAll(List.of(arguments.split(" ")));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS));
    String text = Files.readString(output);
    assertEquals(code, process.exitValue(), text);
    return text;
  }
}
