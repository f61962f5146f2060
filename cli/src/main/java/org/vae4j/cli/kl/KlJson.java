package org.vae4j.cli.kl;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.vae4j.cli.config.Names;
import org.vae4j.core.Doubles;
import org.vae4j.core.derivation.Derivation;
import org.vae4j.core.derivation.Step;
import org.vae4j.core.divergence.Estimate;
import org.vae4j.core.divergence.KlCheck;

/**
 * Divergences in JSON, written token by token: a binding library would take longer to start than
 * the divergence to compute. Numbers are the shortest that read back as the same double; infinity
 * is {@code "inf"}, and a number that does not exist is left out.
 */
final class KlJson {
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final JsonGenerator out;

  private KlJson(JsonGenerator out) {
    this.out = out;
  }

  /** What fills an object. */
  private interface Content {
    void write(KlJson json) throws IOException;
  }

  private static String object(boolean pretty, Content content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      if (pretty) {
        out.setPrettyPrinter(new DefaultPrettyPrinter());
      }
      out.writeStartObject();
      content.write(new KlJson(out));
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** One line: the divergence, its terms, its method and error, and the check. */
  static String line(KlAnswer answer) {
    return object(
        false,
        json -> {
          json.names(answer.textQ(), answer.textP());
          json.number("kl", answer.nats());
          json.rest(answer);
        });
  }

  /** One line for a pair that is refused; a text that was not there is left out. */
  static String line(Optional<String> q, Optional<String> p, String error) {
    return object(
        false,
        json -> {
          if (q.isPresent()) {
            json.out.writeStringField("q", q.get());
          }
          if (p.isPresent()) {
            json.out.writeStringField("p", p.get());
          }
          json.out.writeStringField("error", error);
        });
  }

  /** Everything, indented: also the derivation and the reverse divergence. */
  static String page(KlAnswer answer, Derivation derivation, Estimate<Doubles> reverse) {
    return object(
        true,
        json -> {
          json.names(answer.textQ(), answer.textP());
          json.number("kl", answer.nats());
          json.number("bits", answer.bits());
          json.rest(answer);
          double back = reverse.value().scalar();
          json.number("reverse", back);
          json.out.writeStringField("reverseMethod", reverse.method().text());
          json.number("reverseError", reverse.error().scalar());
          json.number("jeffreys", answer.nats() + back);
          if (derivation.bounds().isPresent()) {
            json.out.writeObjectFieldStart("bounds");
            json.number("lower", derivation.bounds().get().lower());
            json.number("upper", derivation.bounds().get().upper());
            json.out.writeEndObject();
          }
          json.steps(derivation);
        });
  }

  private void names(String q, String p) throws IOException {
    out.writeStringField("q", q);
    out.writeStringField("p", p);
  }

  private void rest(KlAnswer answer) throws IOException {
    out.writeObjectFieldStart("terms");
    for (Map.Entry<String, Doubles> term : answer.estimate().terms().entrySet()) {
      number(term.getKey(), term.getValue().scalar());
    }
    out.writeEndObject();
    out.writeStringField("method", answer.estimate().method().text());
    number("error", answer.error());
    if (answer.check().isPresent()) {
      check(answer.check().get());
    }
  }

  private void check(KlCheck check) throws IOException {
    out.writeObjectFieldStart("check");
    out.writeStringField("method", check.method().text());
    number("value", check.value());
    number("error", check.error());
    number("difference", check.difference());
    number("z", check.z());
    out.writeBooleanField("agrees", check.agrees());
    text("note", check.note());
    out.writeEndObject();
  }

  private void steps(Derivation derivation) throws IOException {
    out.writeArrayFieldStart("steps");
    for (Step step : derivation.steps()) {
      out.writeStartObject();
      out.writeStringField("step", Names.kebab(step.kind().name()));
      text("subject", step.subject());
      out.writeStringField("formula", step.formula());
      text("numbers", step.numbers());
      if (step.value().isPresent()) {
        number("value", step.value().getAsDouble());
      }
      out.writeEndObject();
    }
    out.writeEndArray();
    text("note", derivation.note());
    out.writeObjectFieldStart("notation");
    for (Map.Entry<String, String> function : derivation.notation().entrySet()) {
      out.writeStringField(function.getKey(), function.getValue());
    }
    out.writeEndObject();
  }

  /** Left out if empty. */
  private void text(String name, String text) throws IOException {
    if (!text.isEmpty()) {
      out.writeStringField(name, text);
    }
  }

  private void number(String name, double x) throws IOException {
    if (Double.isInfinite(x)) {
      out.writeStringField(name, x > 0 ? "inf" : "-inf");
    } else if (!Double.isNaN(x)) {
      out.writeNumberField(name, x);
    }
  }
}
