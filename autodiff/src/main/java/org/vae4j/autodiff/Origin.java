package org.vae4j.autodiff;

import java.lang.StackWalker.StackFrame;
import java.security.CodeSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which line a node comes from, read off the stack. The engine is never meant: {@code core} and the
 * package of {@link Var}, as they were compiled together, so that a test or a user's class of the
 * same package is not taken for it.
 */
final class Origin {
  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  /** Where nodes are said to be built while others are differentiated or rewritten. */
  private static final ThreadLocal<String> PLACE = new ThreadLocal<>();

  private static final ClassValue<Boolean> IS_ENGINE =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          String name = type.getName();
          return Stream.of("java.", "jdk.", "org.vae4j.core.").anyMatch(name::startsWith)
              || type.getPackage() == Origin.class.getPackage() && together(type, Origin.class);
        }
      };

  private static final ClassValue<Boolean> IS_LIBRARY =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return IS_ENGINE.get(type) || isMarked(type);
        }
      };

  private Origin() {}

  /** {@code File.java:12} of the innermost line outside the engine, a layer's among others. */
  static String ofNode() {
    String place = PLACE.get();
    return place != null ? place : innermost(IS_ENGINE::get).orElse("unknown");
  }

  /** The innermost line outside all libraries. */
  static String ofCaller() {
    return Optional.ofNullable(PLACE.get())
        .or(() -> innermost(IS_LIBRARY::get))
        .orElseGet(Origin::ofNode);
  }

  /** {@link #ofCaller}, and the line of the library that it called where there is one. */
  static String ofBoth() {
    String caller = ofCaller();
    String node = ofNode();
    return caller.equals(node) ? caller : caller + ", in " + node;
  }

  /** What {@code work} builds stands at {@code place}. */
  static void at(String place, Runnable work) {
    String outer = PLACE.get();
    PLACE.set(place);
    try {
      work.run();
    } finally {
      PLACE.set(outer);
    }
  }

  private static Optional<String> innermost(Predicate<Class<?>> left) {
    return STACK.walk(
        frames ->
            frames
                .filter(frame -> !left.test(frame.getDeclaringClass()))
                .findFirst()
                .map(Origin::line));
  }

  /** The class where it was compiled without the names of files. */
  private static String line(StackFrame frame) {
    String file = frame.getFileName();
    return file == null ? frame.getClassName() : file + ":" + frame.getLineNumber();
  }

  /** Whether {@code type} was compiled together with the mark of its package. */
  private static boolean isMarked(Class<?> type) {
    if (!type.getPackage().isAnnotationPresent(Library.class)) {
      return false;
    }
    try {
      String mark = type.getPackageName() + ".package-info";
      return together(type, Class.forName(mark, false, type.getClassLoader()));
    } catch (ClassNotFoundException gone) {
      throw new IllegalStateException("library: mark must be readable; got " + type, gone);
    }
  }

  private static boolean together(Class<?> one, Class<?> other) {
    return Objects.equals(place(one), place(other));
  }

  private static Object place(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return source == null ? null : String.valueOf(source.getLocation());
  }
}
