package org.vae4j.core.distribution;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Ordered maps of parameters. */
final class Parameters {
  private Parameters() {}

  static <A> Map<String, A> of(String name, A value) {
    return Collections.singletonMap(name, value);
  }

  static <A> Map<String, A> of(String first, A a, String second, A b) {
    Map<String, A> map = new LinkedHashMap<>();
    map.put(first, a);
    map.put(second, b);
    return Collections.unmodifiableMap(map);
  }

  static <A> Map<String, A> of(String first, A a, String second, A b, String third, A c) {
    Map<String, A> map = new LinkedHashMap<>(of(first, a, second, b));
    map.put(third, c);
    return Collections.unmodifiableMap(map);
  }
}
