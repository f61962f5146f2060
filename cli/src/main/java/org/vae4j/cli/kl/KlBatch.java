package org.vae4j.cli.kl;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Divergences by the line: {@code {"q": "...", "p": "..."}} in, one line of JSON out, each before
 * the next is read. A line that is wrong gets an answer that says so; a blank one gets none.
 */
final class KlBatch {
  private static final String STANDARD_INPUT = "-";
  private static final String RULE = "must be {\"q\": \"...\", \"p\": \"...\"}; got ";
  private static final int LONGEST_ECHO = 60;

  /** The byte order mark that some editors put before the first line. */
  private static final String MARK = "\uFEFF";

  private final boolean check;
  private final PrintStream out;

  KlBatch(boolean check, PrintStream out) {
    this.check = check;
    this.out = out;
  }

  /** Opens a file, or standard input for {@code -}; throws where it cannot be read. */
  static BufferedReader open(String source) {
    if (source.equals(STANDARD_INPUT)) {
      return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    }
    try {
      return new BufferedReader(
          new InputStreamReader(Files.newInputStream(file(source)), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "batch: must be a file that can be read, or - for standard input; got " + source, e);
    }
  }

  private static Path file(String source) throws IOException {
    Path file = Path.of(source);
    if (Files.isDirectory(file)) {
      throw new IOException("a folder");
    }
    return file;
  }

  /** Answers every line, until there are no more or nobody reads the answers. */
  void run(BufferedReader lines) {
    try (lines) {
      long number = 0;
      for (String line = lines.readLine();
          line != null && !out.checkError();
          line = lines.readLine()) {
        number++;
        String text = number == 1 && line.startsWith(MARK) ? line.substring(1) : line;
        if (!text.isBlank()) {
          out.print(answer(number, text) + "\n");
          out.flush();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("batch: must be read to its end; got " + e.getMessage(), e);
    }
  }

  /** The texts of a line, as far as they were found. */
  private static final class Pair {
    private Optional<String> q = Optional.empty();
    private Optional<String> p = Optional.empty();

    void read(String line) throws IOException {
      try (JsonParser in = KlJson.FACTORY.createParser(line)) {
        require(in.nextToken() == JsonToken.START_OBJECT, line);
        while (in.nextToken() == JsonToken.FIELD_NAME) {
          field(in, line);
        }
        require(in.currentToken() == JsonToken.END_OBJECT && in.nextToken() == null, line);
      }
      require(q.isPresent() && p.isPresent(), line);
    }

    private void field(JsonParser in, String line) throws IOException {
      String name = in.currentName();
      JsonToken value = in.nextToken();
      if (name.equals("q") || name.equals("p")) {
        require(value == JsonToken.VALUE_STRING, line);
        Optional<String> text = Optional.of(in.getText());
        q = name.equals("q") ? text : q;
        p = name.equals("p") ? text : p;
      } else {
        in.skipChildren();
      }
    }

    private static void require(boolean holds, String line) {
      if (!holds) {
        throw new IllegalArgumentException(RULE + shortened(line));
      }
    }
  }

  private static String shortened(String line) {
    return line.length() <= LONGEST_ECHO ? line : line.substring(0, LONGEST_ECHO) + "...";
  }

  private String answer(long number, String line) {
    Pair pair = new Pair();
    try {
      pair.read(line);
      return KlJson.line(KlAnswer.of(pair.q.orElseThrow(), pair.p.orElseThrow(), check));
    } catch (JsonProcessingException noJson) {
      return refused(pair, number, RULE + shortened(line) + " (" + reason(noJson) + ")");
    } catch (IllegalArgumentException refused) {
      return refused(pair, number, refused.getMessage());
    } catch (IOException | RuntimeException fault) {
      return refused(pair, number, "internal fault: " + fault);
    }
  }

  /** What the parser says, without where it keeps the text. */
  private static String reason(JsonProcessingException noJson) {
    String said = noJson.getOriginalMessage().lines().findFirst().orElse("no JSON");
    int place = said.indexOf(" (start marker at");
    return place < 0 ? said : said.substring(0, place);
  }

  private static String refused(Pair pair, long number, String message) {
    return KlJson.line(pair.q, pair.p, "line " + number + ": " + message);
  }
}
