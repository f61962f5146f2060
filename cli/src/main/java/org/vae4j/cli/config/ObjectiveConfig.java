package org.vae4j.cli.config;

import org.vae4j.models.objective.ObjectiveKind;
import org.vae4j.models.option.OptionValues;

/** What training minimises, and what that is told. */
public record ObjectiveConfig(
    @Setting(fallback = "elbo", help = "what training minimises") ObjectiveKind objective,
    @Declared("objective") OptionValues options) {}
