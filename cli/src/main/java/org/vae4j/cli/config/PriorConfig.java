package org.vae4j.cli.config;

import org.vae4j.models.option.OptionValues;

/** Which p(z), and what it is told. */
public record PriorConfig(
    @Setting(label = "NAME", fallback = "standard-normal", help = "prior p(z)") String prior,
    @Declared("prior") OptionValues options) {}
