package org.vae4j.cli.kl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.cli.Cli;
import org.vae4j.cli.Repository;
import org.vae4j.core.distribution.Distributions;

/** {@code kl} of one pair: the page, the JSON and what is refused. */
class KlTest {
  private static final String Q = "normal(0,1)";
  private static final String P = "normal(1,2)";

  private static JsonNode json(String... args) throws Exception {
    String out = Cli.run("kl", "--json", List.of(args)).ok().out();
    return new ObjectMapper().readTree(out);
  }

  @Test
  void page_ofTheExample_hasTheValueTheTermsAndTheWayThere() {
    String out = Cli.run("kl", Q, P).ok().out();
    for (String line :
        List.of(
            "q = normal(0,1)",
            "p = normal(1,2)",
            "KL(q || p) = 0.4431471805599453 nats = 0.6393262397777592 bits",
            "in closed form",
            "  mean             0.125               half the squared distance of the means,"
                + " as p measures it",
            "     KL(q || p) = E_q[log q(x) - log p(x)]",
            "     log q(x) = -log(2 * pi)/2 - log(sd_q) - ((x - mean_q)/sd_q)^2/2",
            "              = -log(2 * pi)/2 - log(1) - ((x - 0)/1)^2/2",
            "     E_q[((x - mean_p)/sd_p)^2] = (sd_q/sd_p)^2 + ((mean_q - mean_p)/sd_p)^2",
            "                                = (1/2)^2 + ((0 - 1)/2)^2",
            "                                = 0.5",
            "     variance       = ((sd_q/sd_p)^2 - 1)/2        = ((1/2)^2 - 1)/2 = -0.375",
            "     logDeterminant = log(sd_p/sd_q)               = log(2/1)        =  0.6931471806",
            "                = 0.125 - 0.375 + 0.6931471806",
            "                = 0.4431471806",
            "KL(p || q)  1.3068528194400546 nats, the reverse",
            "Jeffreys    1.75 nats, the sum of both")) {
      assertTrue(out.lines().anyMatch(line::equals), () -> line + "\nin\n" + out);
    }
    assertTrue(
        Pattern.compile("(?m)^check       0\\.4\\d+ by [a-z-]+, difference \\S+.*: agrees$")
            .matcher(out)
            .find(),
        out);
  }

  @Test
  void page_withoutACheck_hasNone() {
    assertFalse(Cli.run("kl", "--no-check", Q, P).ok().out().contains("check"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "student-t(3,0,1) | normal(0,2)",
        "diagonal([0,1,2,3,4],[1,1,1,1,1]) | diagonal([0,1,2,3,4],[1,1,1,1,1.0000001])",
        "gaussian([0,1],[[2,0.5],[0.5,1]]) | diagonal([1,1],[1,2])",
        "mixture([0.3,0.7],[normal(0,1),normal(4,2)]) | normal(0,3)",
        "dirichlet([1,2,3,4,5]) | dirichlet([1.23456789012,1,1,1,1])",
        "gamma(3.123456789012345,4.1234567890123) | gamma(2.12345678901234,1.1234567890123)",
        "uniform(0,2) | uniform(0,1)"
      })
  void page_ofLongFormulas_fitsIntoAHundredColumns(String q, String p) {
    Cli.run("kl", "--no-check", q, p)
        .ok()
        .out()
        .lines()
        .forEach(line -> assertTrue(line.length() <= 100, line));
  }

  @Test
  void page_ofAnInfiniteOne_saysWhy() {
    String out = Cli.run("kl", "uniform(0,2)", "uniform(0,1)").ok().out();
    assertTrue(out.contains("KL(q || p) = inf nats = inf bits\n"), out);
    assertTrue(out.contains("\nInfinite: p has no mass above 1, where q has.\n"), out);
    assertTrue(out.contains("KL(p || q)  0.6931471805599453 nats, the reverse\n"), out);
  }

  @Test
  void page_ofAMixture_hasTheBounds() {
    String out =
        Cli.run("kl", "normal(0,3)", "mixture([0.3,0.7],[normal(0,1),normal(4,2)])").ok().out();
    assertTrue(
        Pattern.compile("closed bounds leave [\\d.]+ to [\\d.]+\n").matcher(out).find(), out);
    assertTrue(out.contains("hershey-olsen, no bound"), out);
  }

  @Test
  void json_ofTheExample_hasEverything() throws Exception {
    JsonNode json = json(Q, P);
    assertEquals(Q, json.get("q").textValue());
    assertEquals(P, json.get("p").textValue());
    assertEquals(0.4431471805599453, json.get("kl").doubleValue());
    assertEquals(0.6393262397777592, json.get("bits").doubleValue());
    assertEquals(0.125, json.get("terms").get("mean").doubleValue());
    assertEquals(-0.375, json.get("terms").get("variance").doubleValue());
    assertEquals("closed", json.get("method").textValue());
    assertEquals(0, json.get("error").doubleValue());
    assertTrue(json.get("check").get("agrees").booleanValue());
    assertTrue(json.get("check").get("difference").isNumber());
    assertEquals(1.3068528194400546, json.get("reverse").doubleValue());
    assertEquals(1.75, json.get("jeffreys").doubleValue());
    JsonNode last = json.get("steps").get(json.get("steps").size() - 1);
    assertEquals("sum", last.get("step").textValue());
    assertEquals("mean + variance + logDeterminant", last.get("formula").textValue());
    assertEquals("0.125 - 0.375 + 0.6931471806", last.get("numbers").textValue());
    assertEquals(json.get("kl"), last.get("value"));
    assertFalse(json("--no-check", Q, P).has("check"));
  }

  @Test
  void json_ofAnInfiniteOne_saysInf() throws Exception {
    JsonNode json = json("bernoulli(0.5)", "bernoulli(1)");
    for (String key : List.of("kl", "bits", "jeffreys")) {
      assertEquals("inf", json.get(key).textValue(), key);
    }
    assertEquals(Math.log(2), json.get("reverse").doubleValue(), 1e-16);
    assertEquals("infinite", json.get("method").textValue());
    assertEquals("Infinite: p has no mass at 0, where q has.", json.get("note").textValue());
  }

  @Test
  void json_ofAMixture_hasTheBounds() throws Exception {
    JsonNode json = json("mixture([0.5,0.5],[normal(0,1),normal(3,1)])", "normal(0,2)");
    double kl = json.get("kl").doubleValue();
    assertTrue(json.get("bounds").get("lower").doubleValue() < kl);
    assertTrue(json.get("bounds").get("upper").doubleValue() > kl);
  }

  @Test
  void help_hasTheGrammarAndAnExample() {
    String out = Cli.run("kl", "--help").ok().out();
    Distributions.grammar().forEach(usage -> assertTrue(out.contains("  " + usage + "\n"), usage));
    assertTrue(out.contains("vae4j kl \"normal(0,1)\" \"normal(1,2)\""), out);
    out.lines().forEach(line -> assertTrue(line.length() <= 100, line));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "normal(0,-1) | normal(0,1) | q: normal: sd must be > 0 and finite; got -1.0",
        "normal(0,1) | normal(nan,1) | p: normal: mean must be finite; got NaN",
        "gaussian([0,0],[[1,2],[2,1]]) | normal(0,1)"
            + " | q: gaussian: cov must be positive definite; got [[1.0, 2.0], [2.0, 1.0]]",
        "normal(0,1) | categorical([0.5,0.6])"
            + " | p: categorical: p must sum to 1; got sum 1.1 of [0.5, 0.6]",
        "mixture([0.5,0.4],[normal(0,1),normal(1,1)]) | normal(0,1)"
            + " | q: mixture: weights must sum to 1; got sum 0.9 of [0.5, 0.4]",
        "diagonal([0,1],[1]) | normal(0,1)"
            + " | q: diagonal: mean and sd must have one length; got mean [0.0, 1.0] and sd [1.0]",
        "normal(0) | normal(0,1) | q: normal: takes normal(mean,sd); got 1 arguments"
      })
  void pair_ofABadDistribution_isRefusedInALine(String q, String p, String message) {
    Cli.run("kl", q, p).refused(message);
    Cli.run("kl", "--json", q, p).refused(message);
  }

  @Test
  void pair_ofDifferentDimensions_isRefusedInALine() {
    Cli.run("kl", Q, "diagonal([0,0],[1,1])")
        .refusedWith("kl: q and p must have one dimension; got ");
    Cli.run("kl", "dirichlet([1,1])", "dirichlet([1,1,1])")
        .refusedWith("kl: q and p must have one dimension; got ");
  }

  @Test
  void unknownFamily_isRefusedWithASuggestion() {
    Cli.run("kl", "gama(1,2)", P)
        .refusedWith("q: unknown distribution 'gama'; known: normal, ", "(did you mean 'gamma'?)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "normal(0,1)", "normal(0,1) normal(1,1) normal(2,1)"})
  void anotherNumberOfDistributions_isRefused(String arguments) {
    List<String> words = arguments.isEmpty() ? List.of() : List.of(arguments.split(" "));
    String got = words.isEmpty() ? "none" : words.size() + ": " + arguments;
    Cli.run("kl", words).refused("kl: must have two distributions, Q and P; got " + got);
  }

  /** But for the check, whose last digits belong to the processor. */
  @Test
  void readme_showsWhatIsPrinted() throws Exception {
    String readme = Files.readString(Repository.root().resolve("README.md"));
    String command = "$ ./vae4j kl \"normal(0,1)\" \"normal(1,2)\"\n";
    int start = readme.indexOf(command) + command.length();
    List<String> shown = readme.substring(start, readme.indexOf("```", start)).lines().toList();
    assertEquals(
        withoutCheck(Cli.run("kl", Q, P).ok().out().lines().toList()), withoutCheck(shown));
  }

  private static List<String> withoutCheck(List<String> lines) {
    return lines.stream().filter(line -> !line.startsWith("check")).toList();
  }
}
