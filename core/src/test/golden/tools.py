#!/usr/bin/env python3
"""Writes golden/kl-torch.txt and golden/kl-scipy.txt: python3 core/src/test/golden/tools.py

KL(q || p) as two other tools have it, at moderate parameters: the formulas registered with
torch.distributions.kl_divergence in float64, and the integral or the sum of scipy's densities. Of
torch's, normal from laplace is left out: scipy contradicts it.
"""
import random
import warnings

import numpy as np
import scipy
import torch
from scipy import integrate, stats
from torch import distributions as td
from torch.distributions import kl_divergence

from golden import TARGET

torch.set_default_dtype(torch.float64)
COUNT = 6

TORCH = {
    "normal": td.Normal, "laplace": td.Laplace, "gamma": td.Gamma, "beta": td.Beta,
    "exponential": td.Exponential, "uniform": td.Uniform, "poisson": td.Poisson,
    "bernoulli": td.Bernoulli, "continuous-bernoulli": td.ContinuousBernoulli,
}
TORCH_PAIRS = [(name, name) for name in TORCH] + [
    ("bernoulli", "poisson"), ("beta", "continuous-bernoulli"), ("beta", "exponential"),
    ("beta", "gamma"), ("beta", "normal"), ("beta", "uniform"),
    ("continuous-bernoulli", "exponential"), ("continuous-bernoulli", "normal"),
    ("continuous-bernoulli", "uniform"), ("exponential", "gamma"), ("exponential", "normal"),
    ("gamma", "exponential"), ("gamma", "normal"), ("laplace", "normal"), ("uniform", "beta"),
    ("uniform", "continuous-bernoulli"), ("uniform", "exponential"), ("uniform", "gamma"),
    ("uniform", "normal"),
]
SCIPY = {
    "normal": lambda m, s: stats.norm(m, s),
    "laplace": lambda m, s: stats.laplace(m, s),
    "log-normal": lambda m, s: stats.lognorm(s, scale=np.exp(m)),
    "gamma": lambda a, r: stats.gamma(a, scale=1 / r),
    "inverse-gamma": lambda a, s: stats.invgamma(a, scale=s),
    "exponential": lambda r: stats.expon(scale=1 / r),
    "beta": lambda a, b: stats.beta(a, b),
    "uniform": lambda lo, hi: stats.uniform(lo, hi - lo),
    "student-t": lambda df, m, s: stats.t(df, m, s),
    "von-mises": lambda m, k: stats.vonmises(k, m),
}
SCIPY_PAIRS = [(name, name) for name in SCIPY if name not in ("student-t", "uniform", "von-mises")] + [
    ("normal", "laplace"), ("laplace", "normal"), ("student-t", "normal"), ("gamma", "normal"),
    ("gamma", "log-normal"), ("gamma", "inverse-gamma"), ("inverse-gamma", "gamma"),
    ("inverse-gamma", "exponential"), ("inverse-gamma", "normal"), ("inverse-gamma", "log-normal"),
    ("log-normal", "gamma"), ("log-normal", "exponential"), ("log-normal", "inverse-gamma"),
    ("log-normal", "normal"), ("uniform", "normal"), ("uniform", "laplace"), ("uniform", "gamma"),
    ("uniform", "log-normal"), ("uniform", "inverse-gamma"), ("uniform", "beta"),
    ("uniform", "von-mises"), ("exponential", "laplace"), ("exponential", "log-normal"),
    ("beta", "gamma"), ("beta", "log-normal"), ("beta", "inverse-gamma"), ("beta", "normal"),
    ("gamma", "laplace"), ("log-normal", "laplace"), ("beta", "laplace"), ("von-mises", "uniform"),
]


def draw(rng, name, role, other):
    """Short numbers for which the divergence is finite and tame to integrate."""
    r = lambda low, high: round(rng.uniform(low, high), 3)
    if name == "uniform" and role == "p":
        return [r(-5, -4), r(4, 5)] if other == "von-mises" else [r(-2, -0.1), r(1.1, 3)]
    if name == "uniform":
        low = r(0.05, 0.4)
        return [low, round(low + r(0.1, 0.5), 3)]
    if name == "laplace" and role == "p" and other in ("gamma", "log-normal", "beta"):
        return [r(-2, -0.1), r(0.3, 3)]
    return {
        "normal": lambda: [r(-2, 2), r(0.3, 3)],
        "laplace": lambda: [r(-2, 2), r(0.3, 3)],
        "log-normal": lambda: [r(-1, 1), r(0.2, 0.8)],
        "gamma": lambda: [r(1.5, 6), r(0.3, 3)],
        "inverse-gamma": lambda: [r(5, 9), r(0.5, 4)],
        "exponential": lambda: [r(0.3, 3)],
        "beta": lambda: [r(1.5, 6), r(1.5, 6)],
        "student-t": lambda: [r(8, 20), r(-2, 2), r(0.3, 3)],
        "von-mises": lambda: [r(-0.5, 0.5), r(0.2, 4)],
        "poisson": lambda: [r(0.2, 9)],
        "bernoulli": lambda: [r(0.02, 0.98)],
        "continuous-bernoulli": lambda: [rng.choice((r(0.02, 0.48), r(0.52, 0.98)))],
    }[name]()


def text(name, parameters):
    return name + "(" + ",".join(map(repr, parameters)) + ")"


def vector(values):
    return "[" + ",".join(map(repr, values)) + "]"


def by_torch(q, x, p, y):
    one, other = TORCH[q](*map(torch.tensor, x)), TORCH[p](*map(torch.tensor, y))
    return float(kl_divergence(one, other))


def by_scipy(q, x, p, y):
    one, other = SCIPY[q](*x), SCIPY[p](*y)
    low, high = (x[0] - np.pi, x[0] + np.pi) if q == "von-mises" else one.support()

    def integrand(t):
        log = one.logpdf(t)
        return np.exp(log) * (log - other.logpdf(t)) if log > -60 else 0.0

    middle = x[0] if q == "von-mises" else float(one.median())
    cuts = sorted({low, middle, high} | ({y[0]} if p == "laplace" and low < y[0] < high else set()))
    parts = [
        integrate.quad(integrand, a, b, epsabs=1e-13, epsrel=1e-12, limit=500)
        for a, b in zip(cuts, cuts[1:])
    ]
    assert sum(error for _, error in parts) < 1e-9, (q, x, p, y, parts)
    return sum(part for part, _ in parts)


def rows_of(pairs, value):
    rows = []
    for q, p in pairs:
        rng = random.Random(f"{q} {p}")
        for _ in range(COUNT):
            x, y = draw(rng, q, "q", p), draw(rng, p, "p", q)
            rows.append([text(q, x), text(p, y), value(q, x, p, y)])
    return rows


def vectors():
    rng = random.Random(3)
    rows = []
    for k in (2, 3, 7):
        for _ in range(COUNT):
            a, b = ([round(rng.uniform(0.5, 5), 3) for _ in range(k)] for _ in range(2))
            kl = kl_divergence(td.Dirichlet(torch.tensor(a)), td.Dirichlet(torch.tensor(b)))
            rows.append([f"dirichlet({vector(a)})", f"dirichlet({vector(b)})", float(kl)])
            q, p = ([v / sum(w) for v in w] for w in (a, b))
            kl = kl_divergence(td.Categorical(torch.tensor(q)), td.Categorical(torch.tensor(p)))
            rows.append([f"categorical({vector(q)})", f"categorical({vector(p)})", float(kl)])
            low = np.tril(np.array([[rng.uniform(-1, 1) for _ in range(k)] for _ in range(k)]))
            cov = np.round(low @ low.T + np.eye(k), 4)
            gaussians = td.MultivariateNormal(torch.tensor(a), torch.tensor(cov)), td.MultivariateNormal(
                torch.tensor(b), torch.eye(k)
            )
            matrices = ["[" + ",".join(vector(row) for row in m.tolist()) + "]" for m in (cov, np.eye(k))]
            rows.append([
                f"gaussian({vector(a)},{matrices[0]})", f"gaussian({vector(b)},{matrices[1]})",
                float(kl_divergence(*gaussians)),
            ])
    return rows


def counts():
    rng = random.Random(4)
    rows = []
    ks = np.arange(400)
    for _ in range(COUNT):
        r, t = round(rng.uniform(0.2, 30), 3), round(rng.uniform(0.2, 30), 3)
        log = stats.poisson(r).logpmf(ks)
        kl = np.sum(np.exp(log) * (log - stats.poisson(t).logpmf(ks)))
        rows.append([text("poisson", [r]), text("poisson", [t]), float(kl)])
        n = rng.randint(2, 6)
        w = [rng.randint(1, 20) for _ in range(n)]
        q = [v / sum(w) for v in w]
        kl = np.sum(np.array(q) * (np.log(q) - stats.poisson(t).logpmf(np.arange(n))))
        rows.append([f"categorical({vector(q)})", text("poisson", [t]), float(kl)])
    return rows


def save(name, tool, expression, tolerance, rows):
    header = [
        f"tool: {tool}, by core/src/test/golden/tools.py", f"expression: {expression}",
        f"tolerance: {tolerance}", "columns: q p kl",
    ]
    lines = ["# " + line for line in header] + [" ".join([a, b, repr(v)]) for a, b, v in rows]
    (TARGET / name).write_text("\n".join(lines) + "\n")
    print(name, len(rows))


def main():
    warnings.simplefilter("ignore", integrate.IntegrationWarning)
    save(
        "kl-torch.txt", f"torch {torch.__version__}, float64", "torch.distributions.kl_divergence",
        "see KlToolsTest", rows_of(TORCH_PAIRS, by_torch) + vectors(),
    )
    save(
        "kl-scipy.txt", f"scipy {scipy.__version__}, numpy {np.__version__}",
        "scipy.integrate.quad of exp(q.logpdf) (q.logpdf - p.logpdf), or the sum of pmf",
        "see KlToolsTest", rows_of(SCIPY_PAIRS, by_scipy) + counts(),
    )


main()
