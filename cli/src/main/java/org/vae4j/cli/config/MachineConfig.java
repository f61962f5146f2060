package org.vae4j.cli.config;

import org.vae4j.core.backend.Backend;

/** What computes; results on one back end do not depend on the number of workers. */
public record MachineConfig(
    @Setting(fallback = "auto", help = "what computes") Backend backend,
    @Setting(label = "N", fallback = "all", help = "workers; results do not depend on it")
        Threads threads) {
  /** The flags. */
  public static final Settings<MachineConfig> SETTINGS = Settings.of(MachineConfig.class);
}
