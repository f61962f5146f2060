package org.vae4j.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Streams that tests listen to. */
final class OutputStreams {
  private OutputStreams() {}

  /** Copies what is written to {@code seen} and acts once as soon as a text has appeared. */
  static OutputStream watched(StringBuilder seen, String text, Runnable action) {
    return new ByteArrayOutputStream() {
      private boolean acted;

      @Override
      public synchronized void flush() {
        seen.append(toString(StandardCharsets.UTF_8));
        reset();
        if (!acted && seen.indexOf(text) >= 0) {
          acted = true;
          action.run();
        }
      }
    };
  }
}
