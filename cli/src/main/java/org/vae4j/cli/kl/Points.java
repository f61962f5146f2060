package org.vae4j.cli.kl;

import java.util.List;

/** Numbers one above the other, by their decimal points. */
final class Points {
  private Points() {}

  /** The texts of one width, padded on both sides. */
  static List<String> aligned(List<String> numbers) {
    int left = numbers.stream().mapToInt(Points::whole).max().orElse(0);
    int right = numbers.stream().mapToInt(text -> text.length() - whole(text)).max().orElse(0);
    return numbers.stream()
        .map(
            text ->
                " ".repeat(left - whole(text))
                    + text
                    + " ".repeat(right - text.length() + whole(text)))
        .toList();
  }

  private static int whole(String number) {
    int point = number.indexOf('.');
    int exponent = number.indexOf('e');
    return point >= 0 ? point : exponent >= 0 ? exponent : number.length();
  }
}
