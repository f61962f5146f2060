package org.vae4j.cli;

/** The command line of vae4j. */
public final class Main {
  private Main() {}

  /** Prints the usage and ends with exit code 0 for {@code --help}, else 2. */
  public static void main(String[] args) {
    System.out.println("usage: vae4j train|compare|evaluate|doctor [options]");
    System.exit(args.length > 0 && args[0].equals("--help") ? 0 : 2);
  }
}
