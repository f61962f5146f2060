package org.vae4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments, before any command does its work. */
final class MainTest {
  @Test
  void help_namesTheCommandsOnStandardOutput() {
    Cli cli = Cli.run("--help").ok();
    for (String command : new String[] {"train", "compare", "evaluate", "kl", "doctor"}) {
      assertTrue(cli.out().contains("  " + command + " "), cli.out());
    }
    assertEquals("", cli.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "compare"})
  void helpOfACommand_showsEveryFlagOfTheContract(String command) {
    String out = Cli.run(command, "--help").ok().out();
    String[] flags = {
      "--data",
      "--epochs",
      "--out",
      "--components",
      "--gmm-component",
      "--temperature",
      "--temperature-min",
      "--hidden",
      "--latent",
      "--levels",
      "--upper-latent",
      "--activation",
      "--learning-rate",
      "--rate-schedule",
      "--optimizer",
      "--clip-norm",
      "--average",
      "--batch",
      "--warm-up",
      "--annealing",
      "--patience",
      "--posterior",
      "--posterior-components",
      "--posterior-layers",
      "--posterior-width",
      "--objective",
      "--samples",
      "--kl",
      "--gradient",
      "--beta",
      "--free-bits",
      "--kl-weights",
      "--capacity",
      "--capacity-weight",
      "--total-correlation",
      "--matching-weight",
      "--info-alpha",
      "--mmd-kernel",
      "--directions",
      "--sinkhorn-epsilon",
      "--discriminator",
      "--bounds",
      "--share",
      "--alpha",
      "--likelihood",
      "--gaussian-sd",
      "--binarize",
      "--importance-samples",
      "--backend",
      "--threads",
      "--resume",
      "--verbose"
    };
    for (String flag : flags) {
      assertTrue(out.contains(flag), flag);
    }
    assertTrue(
        out.contains(command.equals("train") ? "prior p(z): standard-normal, gmm" : "--priors"));
    assertTrue(out.contains(command.equals("train") ? "--seed=" : "--seeds="));
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "compare", "evaluate", "kl", "doctor"})
  void helpOfACommand_fitsIntoAHundredColumns(String command) {
    Cli.run(command, "--help")
        .ok()
        .out()
        .lines()
        .forEach(line -> assertTrue(line.length() <= 100, line));
  }

  @Test
  void version_isThatOfTheBuild() {
    assertTrue(Cli.run("--version").ok().out().matches("vae4j \\d+\\.\\d+\\.\\d+\\S*.*\\R"));
  }

  @Test
  void unknownCommand_isRefusedWithASuggestion() {
    Cli.run("trian")
        .refused(
            "unknown command 'trian'; known: train, compare, evaluate, kl, explain, doctor"
                + " (did you mean 'train'?)");
  }

  @Test
  void noCommand_isRefused() {
    Cli.run().refused("command must be given; got none (vae4j --help lists them)");
  }

  @Test
  void unknownOption_isRefusedWithASuggestion() {
    Cli.run("train", "--epoch", "3")
        .refused(
            "train: unknown option '--epoch'; known: see vae4j train --help"
                + " (did you mean '--epochs'?)");
  }

  @Test
  void unknownOptionWithAValue_isNamedWithoutIt() {
    Cli.run("train", "--colour=red")
        .refused("train: unknown option '--colour'; known: see vae4j train --help");
  }

  @Test
  void optionWithoutItsValue_isRefused() {
    Cli.run("train", "--epochs").refused("train: --epochs must have a value; got none");
    Cli.run("train", "--epochs", "--seed", "3")
        .refused("train: --epochs must have a value; got none");
  }

  @Test
  void optionGivenTwice_isRefused() {
    Cli.run("train", "--seed", "1", "--seed", "2")
        .refused("train: --seed must be given once; got it twice");
  }

  @Test
  void argumentThatIsNoOption_isRefused() {
    Cli.run("train", "strokes").refused("train: takes options only; got 'strokes'");
  }

  @Test
  void evaluateWithoutAFolder_isRefused() {
    Cli.run("evaluate").refused("evaluate: RUN_DIR must have a value; got none");
  }

  @Test
  void doctor_triesTheBackEndAndSaysOk() {
    Cli cli = Cli.run("doctor", "--threads", "1").ok();
    assertEquals("", cli.err());
    assertTrue(cli.out().contains("kernel "), cli.out());
    assertTrue(
        cli.out().contains("divergence KL(normal(0,1) || normal(1,2)) = 0.4431471805599453 nats"),
        cli.out());
    assertTrue(cli.out().stripTrailing().endsWith("ok"), cli.out());
    cli.out().lines().forEach(line -> assertTrue(line.length() <= 100, line));
  }
}
