package org.vae4j.cli.kl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vae4j.cli.Cli;

/** {@code kl --batch}: JSON lines in, JSON lines out. */
class KlBatchTest {
  private static final String PAIR = "{\"q\": \"normal(0,1)\", \"p\": \"normal(1,2)\"}";

  @TempDir private Path folder;

  private List<JsonNode> answers(String lines, String... more) throws Exception {
    Path file = Files.writeString(folder.resolve("pairs.jsonl"), lines);
    return parsed(Cli.run("kl", "--batch", file, List.of(more)).ok());
  }

  private static List<JsonNode> parsed(Cli cli) throws Exception {
    assertEquals("", cli.err());
    List<JsonNode> answers = new ArrayList<>();
    for (String line : cli.out().lines().toList()) {
      answers.add(new ObjectMapper().readTree(line));
    }
    return answers;
  }

  private static List<String> keys(JsonNode node) {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  @Test
  void goodLine_hasTheKeysOfTheContract() throws Exception {
    JsonNode answer = answers(PAIR).get(0);
    assertEquals(List.of("q", "p", "kl", "terms", "method", "error", "check"), keys(answer));
    assertEquals("normal(0,1)", answer.get("q").textValue());
    assertEquals(0.4431471805599453, answer.get("kl").doubleValue());
    assertEquals(0, answer.get("error").doubleValue());
    assertEquals(List.of("mean", "variance", "logDeterminant"), keys(answer.get("terms")));
    assertTrue(answer.get("check").get("agrees").booleanValue());
  }

  @Test
  void lineThatBreaksOff_saysWhatIsMissing() throws Exception {
    String error = answers("{\"q\": \"normal(0,1)\"").get(0).get("error").textValue();
    assertTrue(
        error.endsWith("(Unexpected end-of-input: expected close marker for Object)"), error);
  }

  @Test
  void byteOrderMark_isPassedOver() throws Exception {
    assertEquals(0.4431471805599453, answers("\uFEFF" + PAIR).get(0).get("kl").doubleValue());
  }

  @Test
  void densitiesBeyondDoubles_areSaidToBe() throws Exception {
    JsonNode answer =
        answers("{\"q\": \"student-t(1e-5,0,1)\", \"p\": \"student-t(3,0,2)\"}").get(0);
    assertEquals(List.of("q", "p", "error"), keys(answer));
    assertEquals(
        "line 1: kl: the parameters must leave the densities within what doubles can hold;"
            + " got student-t and student-t",
        answer.get("error").textValue());
  }

  @Test
  void noCheck_leavesItOut() throws Exception {
    JsonNode answer = answers(PAIR, "--no-check").get(0);
    assertEquals(List.of("q", "p", "kl", "terms", "method", "error"), keys(answer));
  }

  @Test
  void line_asWritten_isThis() {
    Cli cli = batch(PAIR, "--no-check");
    assertEquals(
        "{\"q\":\"normal(0,1)\",\"p\":\"normal(1,2)\",\"kl\":0.4431471805599453,"
            + "\"terms\":{\"mean\":0.125,\"variance\":-0.375,"
            + "\"logDeterminant\":0.6931471805599453},\"method\":\"closed\",\"error\":0.0}\n",
        cli.out());
  }

  /** Standard input is this process's own, put back after the call. */
  private static Cli batch(String lines, String... more) {
    InputStream own = System.in;
    try {
      System.setIn(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
      return Cli.run("kl", "--batch", "-", List.of(more)).ok();
    } finally {
      System.setIn(own);
    }
  }

  @Test
  void standardInput_isReadForADash() throws Exception {
    List<JsonNode> answers = parsed(batch(PAIR + "\n" + PAIR + "\n", "--no-check"));
    assertEquals(2, answers.size());
    assertEquals(answers.get(0), answers.get(1));
  }

  @Test
  void lines_goodBadAndBlank_areAnsweredInOrder() throws Exception {
    String lines =
        String.join(
            "\r\n",
            PAIR,
            "",
            "{\"q\": \"normal(0,-1)\", \"p\": \"normal(0,1)\"}",
            "   ",
            "{\"p\": \"uniform(0,1)\", \"id\": [1, {\"q\": 2}], \"q\": \"uniform(0,2)\"}",
            "nonsense",
            "{\"q\": \"gama(1,1)\", \"p\": \"gamma(1,1)\"}",
            "{\"q\": \"poisson(1)\", \"p\": \"poisson(2)\"}");
    List<JsonNode> answers = answers(lines, "--no-check");
    assertEquals(6, answers.size());
    assertEquals(
        "line 3: q: normal: sd must be > 0 and finite; got -1.0",
        answers.get(1).get("error").textValue());
    assertEquals(List.of("q", "p", "error"), keys(answers.get(1)));
    assertEquals("normal(0,-1)", answers.get(1).get("q").textValue());
    assertEquals("inf", answers.get(2).get("kl").textValue());
    assertEquals("uniform(0,2)", answers.get(2).get("q").textValue());
    assertEquals(List.of("error"), keys(answers.get(3)));
    assertTrue(answers.get(4).get("error").textValue().contains("(did you mean 'gamma'?)"));
    assertEquals(1 - Math.log(2), answers.get(5).get("kl").doubleValue(), 1e-16);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"q\": \"normal(0,1)\"} | q",
        "{\"p\": \"normal(0,1)\"} | p",
        "{\"q\": 3, \"p\": \"normal(0,1)\"} | ",
        "{\"q\": \"normal(0,1)\", \"p\": null} | q",
        "{\"q\": \"normal(0,1)\", \"p\": [\"normal(0,1)\"]} | q",
        "{\"q\": \"a\", \"q\": \"b\", \"p\": \"c\"} | q",
        "{\"q\": \"normal(0,1)\", \"p\": \"normal(0,1)\"} {} | q,p",
        "{\"q\": \"normal(0,1)\", \"p\": \"normal(0,1)\" | q,p",
        "[\"normal(0,1)\", \"normal(0,1)\"] | ",
        "\"normal(0,1)\" | ",
        "3 | ",
        "{} | ",
        "{ | ",
        "} | "
      })
  void lineOfAnotherForm_saysWhatItMustBeAndEchoesWhatThereIs(String line, String echoed)
      throws Exception {
    JsonNode answer = answers(line).get(0);
    String rule = "line 1: must be {\"q\": \"...\", \"p\": \"...\"}; got ";
    assertTrue(answer.get("error").textValue().startsWith(rule), answer::toString);
    List<String> expected =
        new ArrayList<>(echoed == null ? List.of() : List.of(echoed.split(",")));
    expected.add("error");
    assertEquals(expected, keys(answer));
  }

  @Test
  void number_readsBackAsTheSameDouble() throws Exception {
    JsonNode answer =
        answers("{\"q\": \"normal(0,1)\", \"p\": \"normal(1e-9,1.000000001)\"}", "--no-check")
            .get(0);
    String text = batch("{\"q\":\"uniform(0,1)\",\"p\":\"uniform(0,1)\"}", "--no-check").out();
    assertTrue(text.contains("\"kl\":0.0,"), text);
    assertTrue(answer.get("kl").doubleValue() > 1e-18 && answer.get("kl").doubleValue() < 2e-18);
    assertTrue(
        KlJson.line(KlAnswer.of("exponential(1)", "exponential(1)", false)).contains(":0.0"));
  }

  @Test
  void answers_areWrittenBeforeTheNextLineIsRead() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Integer> written = new ArrayList<>();
    Reader lines =
        new Reader() {
          private int served;

          @Override
          public int read(char[] buffer, int offset, int length) {
            written.add(out.toString(StandardCharsets.UTF_8).split("\n", -1).length - 1);
            String line = PAIR + "\n";
            line.getChars(0, line.length(), buffer, offset);
            return served++ < 3 ? line.length() : -1;
          }

          @Override
          public void close() {}
        };
    new KlBatch(false, new PrintStream(out, false, StandardCharsets.UTF_8))
        .run(new BufferedReader(lines));
    assertEquals(List.of(0, 1, 2, 3), written);
  }

  @Test
  void readerThatIsGone_endsTheWork() {
    int[] writes = {0};
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws java.io.IOException {
            writes[0]++;
            throw new java.io.IOException("Broken pipe");
          }
        };
    String lines = (PAIR + "\n").repeat(1000);
    new KlBatch(false, new PrintStream(closed, false, StandardCharsets.UTF_8))
        .run(new BufferedReader(new StringReader(lines)));
    assertEquals(1, writes[0]);
  }

  @Test
  void source_thatCannotBeRead_isRefused() {
    Path missing = folder.resolve("missing");
    for (Object source : List.of(missing, folder)) {
      Cli.run("kl", "--batch", source)
          .refused(
              "batch: must be a file that can be read, or - for standard input; got " + source);
    }
  }

  @Test
  void batch_besideDistributionsOrJson_isRefused() {
    Cli.run("kl", "--batch", "-", "normal(0,1)", "normal(1,1)")
        .refused("kl: takes Q and P or --batch, not both; got 2: normal(0,1) normal(1,1)");
    Cli.run("kl", "--batch", "-", "--json")
        .refused("kl: --batch answers in JSON lines, without --json; got both");
    Cli.run("kl", "--batch").refused("kl: --batch must have a value; got none");
  }

  @Test
  void emptyFile_hasNoAnswers() throws Exception {
    assertTrue(answers("").isEmpty());
    assertFalse(Files.size(folder.resolve("pairs.jsonl")) > 0);
  }
}
