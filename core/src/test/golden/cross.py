#!/usr/bin/env python3
"""Writes golden/kl-cross.txt, KL(q || p) across families: python3 core/src/test/golden/cross.py

A value is the cross entropy of p under q less the entropy of q, from textbook moments of q, at 160
digits, where nothing is lost to cancellation. Every pair is also integrated as it stands, which
checks the moments: the generator stops where the two differ.
"""
import random

import mpmath
from mpmath import mp, mpf

from golden import write
from kl import LOG2PI, log_beta, logit, positive, real, text, tilt, unit

mp.dps = 160
HALF = mpf(1) / 2

# ---- q: entropy and moments


class Q:
    """Moments by name; a family defines those it has."""

    def variance(self):
        return self.square() - self.mean() ** 2


class Uniform(Q):
    def __init__(self, lo, hi):
        self.lo, self.hi, self.width = lo, hi, hi - lo

    def over(self, primitive):
        return (primitive(self.hi) - primitive(self.lo)) / self.width

    def entropy(self):
        return mpmath.log(self.width)

    def mean(self):
        return (self.lo + self.hi) / 2

    def square(self):
        return self.over(lambda x: x**3 / 3)

    def log(self):
        return self.over(lambda x: x * mpmath.log(x) - x if x else mpf(0))

    def log_square(self):
        return self.over(lambda x: x * (mpmath.log(x) ** 2 - 2 * mpmath.log(x) + 2) if x else mpf(0))

    def log_rest(self):
        return Uniform(1 - self.hi, 1 - self.lo).log()

    def inverse(self):
        return self.over(mpmath.log)

    def cosine(self, loc):
        return self.over(lambda x: mpmath.sin(x - loc))

    def distance(self, loc):
        if self.lo < loc < self.hi:
            return ((loc - self.lo) ** 2 + (self.hi - loc) ** 2) / (2 * self.width)
        return abs(self.mean() - loc)


class Gamma(Q):
    def __init__(self, shape, rate):
        self.a, self.r = shape, rate

    def entropy(self):
        a = self.a
        return a - mpmath.log(self.r) + mpmath.loggamma(a) + (1 - a) * mpmath.digamma(a)

    def mean(self):
        return self.a / self.r

    def square(self):
        return self.a * (self.a + 1) / self.r**2

    def log(self):
        return mpmath.digamma(self.a) - mpmath.log(self.r)

    def log_square(self):
        return mpmath.psi(1, self.a) + self.log() ** 2

    def inverse(self):
        return self.r / (self.a - 1)

    def distance(self, loc):
        if loc <= 0:
            return self.mean() - loc
        return loc - 1 / self.r + 2 * mpmath.exp(-self.r * loc) / self.r  # exponential alone


class InverseGamma(Q):
    def __init__(self, shape, scale):
        self.a, self.s = shape, scale

    def entropy(self):
        a = self.a
        return a + mpmath.log(self.s) + mpmath.loggamma(a) - (1 + a) * mpmath.digamma(a)

    def mean(self):
        return self.s / (self.a - 1)

    def square(self):
        return self.s**2 / ((self.a - 1) * (self.a - 2))

    def log(self):
        return mpmath.log(self.s) - mpmath.digamma(self.a)

    def log_square(self):
        return mpmath.psi(1, self.a) + self.log() ** 2

    def distance(self, loc):
        return self.mean() - loc


class LogNormal(Q):
    def __init__(self, mu, sigma):
        self.mu, self.sigma = mu, sigma

    def entropy(self):
        return self.mu + mpmath.log(self.sigma) + (1 + LOG2PI) / 2

    def mean(self):
        return mpmath.exp(self.mu + self.sigma**2 / 2)

    def square(self):
        return mpmath.exp(2 * self.mu + 2 * self.sigma**2)

    def log(self):
        return self.mu

    def inverse(self):
        return mpmath.exp(-self.mu + self.sigma**2 / 2)

    def distance(self, loc):
        return self.mean() - loc


class Beta(Q):
    def __init__(self, a, b):
        self.a, self.b, self.t = a, b, a + b

    def entropy(self):
        a, b, t = self.a, self.b, self.t
        return (
            log_beta(a, b) - (a - 1) * mpmath.digamma(a) - (b - 1) * mpmath.digamma(b)
            + (t - 2) * mpmath.digamma(t)
        )

    def mean(self):
        return self.a / self.t

    def square(self):
        return self.a * (self.a + 1) / (self.t * (self.t + 1))

    def log(self):
        return mpmath.digamma(self.a) - mpmath.digamma(self.t)

    def log_square(self):
        return mpmath.psi(1, self.a) - mpmath.psi(1, self.t) + self.log() ** 2

    def inverse(self):
        return (self.t - 1) / (self.a - 1)

    def distance(self, loc):
        return abs(self.mean() - loc)


class ContinuousBernoulli(Q):
    def __init__(self, p):
        self.h, self.log_mass, self.m, self.v = tilt(p)
        if self.h:
            e = mpmath.exp(self.h)
            self.v = 1 / self.h**2 - e / (e - 1) ** 2

    def entropy(self):
        return self.log_mass - self.h * self.m

    def mean(self):
        return self.m

    def square(self):
        return self.v + self.m**2

    def distance(self, loc):
        return self.mean() - loc


class StudentT(Q):
    def __init__(self, df, loc, scale):
        self.df, self.loc, self.scale = df, loc, scale

    def entropy(self):
        n = self.df
        slope = mpmath.digamma((n + 1) / 2) - mpmath.digamma(n / 2)
        return (n + 1) / 2 * slope + mpmath.log(n) / 2 + log_beta(n / 2, HALF) + mpmath.log(self.scale)

    def mean(self):
        return self.loc

    def square(self):
        return self.scale**2 * self.df / (self.df - 2) + self.loc**2


class Laplace(Q):
    def __init__(self, loc, scale):
        self.loc, self.scale = loc, scale

    def entropy(self):
        return 1 + mpmath.log(2 * self.scale)

    def mean(self):
        return self.loc

    def square(self):
        return 2 * self.scale**2 + self.loc**2


class Normal(Q):
    def __init__(self, m, s):
        self.m, self.s = m, s

    def entropy(self):
        return mpmath.log(self.s) + (1 + LOG2PI) / 2

    def distance(self, loc):
        d = abs(self.m - loc)
        peak = self.s * mpmath.sqrt(2 / mp.pi) * mpmath.exp(-(d**2) / (2 * self.s**2))
        return peak + d * mpmath.erf(d / (self.s * mpmath.sqrt(2)))


class VonMises(Q):
    def __init__(self, loc, k):
        self.k = k

    def entropy(self):
        i0, i1 = mpmath.besseli(0, self.k), mpmath.besseli(1, self.k)
        return mpmath.log(2 * mp.pi * i0) - self.k * i1 / i0


FAMILY = {
    "uniform": Uniform, "gamma": Gamma, "exponential": lambda r: Gamma(mpf(1), r),
    "inverse-gamma": InverseGamma, "log-normal": LogNormal, "beta": Beta,
    "continuous-bernoulli": ContinuousBernoulli, "student-t": StudentT, "laplace": Laplace,
    "normal": Normal, "von-mises": VonMises,
}

# ---- p: minus the mean of its log density under q


def from_normal(q, n, t):
    return mpmath.log(t) + LOG2PI / 2 + (q.variance() + (q.mean() - n) ** 2) / (2 * t**2)


def from_log_normal(q, n, t):
    square = q.log_square() - 2 * n * q.log() + n**2
    return mpmath.log(t) + LOG2PI / 2 + q.log() + square / (2 * t**2)


def from_gamma(q, c, t):
    return mpmath.loggamma(c) - c * mpmath.log(t) - (c - 1) * q.log() + t * q.mean()


def from_inverse_gamma(q, c, s):
    return mpmath.loggamma(c) - c * mpmath.log(s) + (c + 1) * q.log() + s * q.inverse()


def from_exponential(q, r):
    return r * q.mean() - mpmath.log(r)


def from_laplace(q, loc, scale):
    return mpmath.log(2 * scale) + q.distance(loc) / scale


def from_uniform(q, lo, hi):
    return mpmath.log(hi - lo)


def from_beta(q, a, b):
    return log_beta(a, b) - (a - 1) * q.log() - (b - 1) * q.log_rest()


def from_continuous_bernoulli(q, p):
    h, log_mass, _, _ = tilt(p)
    return log_mass - h * q.mean()


def from_von_mises(q, loc, k):
    return mpmath.log(2 * mp.pi * mpmath.besseli(0, k)) - k * q.cosine(loc)


FROM = {
    "normal": from_normal, "log-normal": from_log_normal, "gamma": from_gamma,
    "inverse-gamma": from_inverse_gamma, "exponential": from_exponential,
    "laplace": from_laplace, "uniform": from_uniform, "beta": from_beta,
    "continuous-bernoulli": from_continuous_bernoulli, "von-mises": from_von_mises,
}


def divergence(q, x, p, y):
    if q == "bernoulli":
        return of_counts([1 - mpf(x[0]), mpf(x[0])], mpf(y[0]))
    if q == "categorical":
        return of_counts([mpf(v) / mpmath.fsum(map(mpf, x)) for v in x], mpf(y[0]))
    with mp.workdps(900 if q == "continuous-bernoulli" or p == "continuous-bernoulli" else 160):
        moments = FAMILY[q](*map(mpf, x))
        return FROM[p](moments, *map(mpf, y)) - moments.entropy()


def of_counts(q, rate):
    return mpmath.fsum(
        m * (mpmath.log(m) - k * (mpmath.log(rate) if k else 0) + rate + mpmath.loggamma(k + 1))
        for k, m in enumerate(q) if m
    )


# ---- parameters: how to draw them, and extremes; then those that a pair allows


def interval(rng):
    a, b = sorted((real(rng), real(rng)))
    return [a, b + 0.01]


DRAW = {
    "uniform": interval,
    "normal": lambda r: [real(r), positive(r)],
    "laplace": lambda r: [real(r), positive(r)],
    "log-normal": lambda r: [real(r), positive(r)],
    "gamma": lambda r: [positive(r), positive(r)],
    "inverse-gamma": lambda r: [positive(r), positive(r)],
    "exponential": lambda r: [positive(r)],
    "beta": lambda r: [positive(r), positive(r)],
    "continuous-bernoulli": lambda r: [unit(r)],
    "student-t": lambda r: [positive(r), real(r), positive(r)],
    "von-mises": lambda r: [real(r), positive(r)],
}
PLACED = [[0.0, 1e-8], [0.0, 1e8], [1e6, 1.0], [-1e6, 1e-8], [1.0, 1e-4], [0.0, 1.0]]
SHAPED = [[1e-8, 1.0], [1e8, 1.0], [1e8, 1e8], [3.0, 1e-8], [1e3, 1e6], [1e-3, 1e3], [1.0 + 1e-9, 2.0], [2.0 + 1e-9, 2.0], [1e6, 1e6]]
EXTREME = {
    "normal": PLACED, "laplace": PLACED,
    "log-normal": [[0.0, 1e-8], [0.0, 30.0], [13.8, 1e-3], [-300.0, 0.5], [300.0, 1e-6], [0.0, 1.0], [-1e-6, 1e-3]],
    "gamma": SHAPED, "inverse-gamma": SHAPED, "exponential": [[1e-8], [1.0], [1e8], [1e-300]],
    "beta": [[1e-8, 1e-8], [1e8, 1e8], [1e8, 1.0], [1.0, 1e8], [1e-3, 1e3], [1.0, 1.0], [1.0 + 1e-9, 1.0 - 1e-9], [1e6, 3e6], [2.0, 1e12]],
    "continuous-bernoulli": [[0.5], [0.500000001], [1e-10], [1e-300], [0.9999999999], [0.5001]],
    "student-t": [[2.0 + 1e-9, 0.0, 1.0], [1e3, 0.0, 1.0], [1e6, 1.0, 1e-4], [1e10, 0.0, 1.0], [3.0, 1e6, 1e-8], [5.0, 0.0, 1e8]],
    "von-mises": [[0.0, 0.0], [0.0, 1e-9], [1.0, 1e8], [3.0, 700.0], [-3.0, 1e-3]],
    "uniform": [[0.0, 1.0], [0.0, 1e-8], [1e6, 1e6 + 1e-6], [0.0, 1e8], [1e-300, 1.0], [1.0, 1.0 + 1e-9], [1e-9, 1.0], [0.0, 1.0 - 1e-9], [0.3, 0.3 + 1e-12], [1e-20, 1e-10]],
}
PI = 3.141592653589793


def inside_unit(x):
    return 0 <= x[0] and x[1] <= 1


def allowed(q, x, p, y):
    """Whether the divergence is finite and has a closed form."""
    if q == "uniform":
        inside = {
            "normal": True, "laplace": True, "log-normal": x[0] >= 0, "gamma": x[0] >= 0,
            "exponential": x[0] >= 0, "inverse-gamma": x[0] > 0, "beta": inside_unit(x),
            "continuous-bernoulli": inside_unit(x),
        }
        if p == "von-mises":
            return abs(x[0] - y[0]) <= PI and abs(x[1] - y[0]) <= PI
        return inside[p]
    if p == "uniform":
        if q == "von-mises":
            return x[0] - y[0] >= PI and y[1] - x[0] >= PI
        return y[0] <= 0 and y[1] >= 1
    if p == "laplace" and q != "normal" and not (q == "inverse-gamma" and x[0] <= 1):
        return y[0] <= 0 or q == "exponential" or (q == "beta" and y[0] >= 1)
    if q == "inverse-gamma":
        return x[0] > {"normal": 2, "gamma": 1, "exponential": 1, "laplace": 1}.get(p, 0)
    if p == "inverse-gamma" and q in ("gamma", "beta"):
        return x[0] > 1
    return q != "student-t" or x[0] > 2


def fitted(q, x, p):
    """The parameters of the p that is nearest to q, or close to it, rounded."""
    try:
        m = FAMILY[q](*map(mpf, x))
        if p == "normal":
            return [m.mean(), mpmath.sqrt(m.variance())]
        if p == "log-normal":
            return [m.log(), mpmath.sqrt(m.log_square() - m.log() ** 2)]
        if p == "gamma":
            c = m.mean() ** 2 / m.variance()
            return [c, c / m.mean()]
        if p == "inverse-gamma":
            c = m.mean() ** 2 / m.variance() + 2
            return [c, (c - 1) * m.mean()]
        if p == "exponential":
            return [1 / m.mean()]
        if p == "laplace":
            return [m.m if q == "normal" else mpf(0), m.distance(m.m if q == "normal" else mpf(0))]
        if p == "uniform":
            return [mpf(0), mpf(1)] if q != "von-mises" else None
        if p == "continuous-bernoulli" and q == "beta":
            return [1 / (1 + mpmath.exp(x[1]))] if x[0] == 1 and x[1] < 600 else [mpf(0.5)]
        return {"beta": [mpf(1), mpf(1)], "continuous-bernoulli": [mpf(0.5)], "von-mises": [(mpf(x[0]) + x[1]) / 2, mpf(0)]}[p]
    except (AttributeError, ZeroDivisionError, OverflowError, ValueError):
        return None


def special_draw(rng, q, p):
    """Parameters that the pair allows, more often than independent ones."""
    x, y = DRAW[q](rng), DRAW[p](rng)
    if q == "uniform" and p in ("beta", "continuous-bernoulli"):
        x = sorted((unit(rng), unit(rng)))
    if p == "uniform":
        y = [-positive(rng), 1 + positive(rng)]
        if q == "von-mises":
            y = [x[0] - 3.2 - positive(rng), x[0] + 3.2 + positive(rng)]
    return x, y


PAIRS = (
    [(q, "normal") for q in ("uniform", "laplace", "gamma", "exponential", "inverse-gamma", "log-normal", "beta", "continuous-bernoulli", "student-t")]
    + [(q, "log-normal") for q in ("uniform", "gamma", "exponential", "inverse-gamma", "beta")]
    + [(q, "gamma") for q in ("uniform", "inverse-gamma", "log-normal", "beta")]
    + [(q, "exponential") for q in ("uniform", "inverse-gamma", "log-normal", "beta", "continuous-bernoulli")]
    + [(q, "inverse-gamma") for q in ("uniform", "gamma", "log-normal", "beta")]
    + [(q, "laplace") for q in ("normal", "uniform", "exponential", "gamma", "inverse-gamma", "log-normal", "beta", "continuous-bernoulli")]
    + [(q, "uniform") for q in ("beta", "continuous-bernoulli", "von-mises")]
    + [("uniform", "von-mises"), ("uniform", "beta"), ("uniform", "continuous-bernoulli"), ("beta", "continuous-bernoulli")]
)


def valid(p, y):
    positive_ones = {"normal": [1], "laplace": [1], "log-normal": [1], "gamma": [0, 1], "inverse-gamma": [0, 1], "exponential": [0], "beta": [0, 1]}
    return all(0 < y[i] < 1e300 for i in positive_ones.get(p, [])) and all(abs(v) < 1e300 for v in y)


def cases(q, p):
    rng = random.Random(f"{q} {p}")
    drawn = []
    while len(drawn) < 20:
        x, y = special_draw(rng, q, p)
        if x[0] != (x[1] if len(x) > 1 and q == "uniform" else None) and allowed(q, x, p, y):
            drawn.append((x, y))
    extremes = [(x, y) for x in EXTREME[q] for y in EXTREME[p]]
    extremes += [(x, DRAW[p](rng)) for x in EXTREME[q]] + [(special_draw(rng, q, p)[0], y) for y in EXTREME[p]]
    near = []
    for x in EXTREME[q] + [drawn[i][0] for i in range(4)]:
        if allowed(q, x, p, [0.0, 2.0] if p == "uniform" else [0.0, 1.0]):
            y = fitted(q, x, p)
            if y and all(mpmath.isfinite(v) for v in y):
                y = [float(v) for v in y]
                near.append((x, y))
                near.append((x, [v * (1 + 1e-6) for v in y]))
    wide = [(x, [x[0] - d, x[0] + e]) for x in EXTREME["von-mises"] for d, e in ((3.2, 3.2), (1e6, 4.0), (3.15, 3.142))]
    if p == "uniform" and q == "von-mises":
        extremes = wide
    if p == "uniform" and q != "von-mises":
        extremes = [(x, y) for x in EXTREME[q] for y in ([0.0, 1.0 + 1e-9], [-1e-15, 1.0], [-1e8, 1e8])]
    if p == "von-mises":
        extremes = [([y[0] - d, y[0] + e], y) for y in EXTREME[p] for d, e in ((3.0, 3.1), (1e-9, 1e-8), (0.0, 1e-5), (-2.0, 2.5), (PI, PI - 1e-6))]
    extremes = [c for c in extremes if allowed(q, c[0], p, c[1])]
    near = [c for c in near if valid(p, c[1]) and allowed(q, c[0], p, c[1])]
    if len(extremes) > 40:
        extremes = rng.sample(extremes, 40)
    return drawn, extremes + near


# ---- the integral itself


def log_density(name, y):
    with_constant = FROM.get(name)

    class At(Q):
        """A point mass."""

        def __init__(self, x):
            self.x = x

        mean = lambda self: self.x
        variance = lambda self: mpf(0)
        log = lambda self: mpmath.log(self.x)
        log_square = lambda self: mpmath.log(self.x) ** 2
        log_rest = lambda self: mpmath.log(1 - self.x)
        inverse = lambda self: 1 / self.x
        cosine = lambda self, loc: mpmath.cos(self.x - loc)
        distance = lambda self, loc: abs(self.x - loc)

    if name == "student-t":
        n, m, s = y
        return lambda x: (
            -log_beta(n / 2, HALF) - mpmath.log(n) / 2 - mpmath.log(s)
            - (n + 1) / 2 * mpmath.log1p(((x - m) / s) ** 2 / n)
        )
    return lambda x: -with_constant(At(x), *y)


def ends(q, x, p, y):
    if q in ("normal", "laplace", "student-t"):
        loc = x[-2]
        return [-mp.inf, loc, mp.inf] if p != "laplace" else sorted([-mp.inf, mpf(loc), mpf(y[0]), mp.inf])
    if q in ("gamma", "exponential", "inverse-gamma", "log-normal"):
        middle = {"gamma": lambda: x[0] / x[1], "exponential": lambda: 1 / x[0], "inverse-gamma": lambda: x[1] / (x[0] + 1), "log-normal": lambda: mpmath.exp(x[0])}[q]()
        cut = [y[0]] if p == "laplace" and y[0] > 0 else []
        return sorted([mpf(0), mpf(middle), *map(mpf, cut)]) + [mp.inf]
    if q == "von-mises":
        return [x[0] - mp.pi, mpf(x[0]), x[0] + mp.pi]
    if q == "uniform":
        cut = [y[0]] if p == "laplace" and x[0] < y[0] < x[1] else []
        return sorted(map(mpf, [*x, *cut]))
    return [mpf(0), HALF, mpf(1)]


def integrate(q, x, p, y):
    with mp.workdps(30):
        x, y = [mpf(v) for v in x], [mpf(v) for v in y]
        one, other = log_density(q, x), log_density(p, y)

        def integrand(t):
            a = one(t)
            return mpmath.exp(a) * (a - other(t))

        return mpmath.quad(integrand, ends(q, x, p, y), maxdegree=9)


def check(q, p, drawn):
    """Four of the drawn cases by quadrature, where the density is tame enough for it."""
    tame = [
        (x, y) for x, y in drawn
        if not (q in ("gamma", "beta") and min(x) < 1) and not (q == "student-t" and x[0] < 8)
        and not (q == "inverse-gamma" and x[0] < 6) and not (q == "log-normal" and x[1] > 1)
        and not (p == "von-mises" and y[1] > 5)
    ]
    for x, y in tame[:4]:
        found, expected = integrate(q, x, p, y), divergence(q, x, p, y)
        assert abs(found / expected - 1) < mpf("1e-8"), (q, x, p, y, found, expected)
    return min(4, len(tame))


def counts():
    rng = random.Random(12)
    rows = []

    def add(q, name, rate):
        value = divergence(q, name, "poisson", [rate])
        words = text(q, name) if q == "bernoulli" else "categorical([" + ",".join(map(repr, name)) + "])"
        rows.append([words, text("poisson", [rate]), value])

    for _ in range(20):
        add("bernoulli", [unit(rng)], positive(rng))
        k = rng.randint(2, 9)
        cuts = [rng.randint(1, 99) for _ in range(k)]
        add("categorical", [c / sum(cuts) for c in cuts], positive(rng))
    for one in (0.0, 1.0, 1e-10, 1e-300, 0.5):
        for rate in (1e-8, 1e8, 1e-300, 1.0):
            add("bernoulli", [one], rate)
            add("categorical", [0.5 - one / 2, one / 2, 0.25, 0.25], rate)
        if one:
            add("bernoulli", [one], one)
    for delta in (0.0, 1e-3, 1e-6):
        weights = [float(mpmath.exp(-0.3) * mpf(0.3) ** k / mpmath.factorial(k)) for k in range(12)]
        weights[1] += delta
        add("categorical", [w / sum(weights) for w in weights], 0.3)
    return rows


def main():
    rows = []
    for q, p in PAIRS:
        drawn, more = cases(q, p)
        found = [(x, y, divergence(q, x, p, y)) for x, y in drawn + more]
        rows += [[text(q, x), text(p, y), v] for x, y, v in found if v < mpf("1e300")]
        print(q, p, len(found), "by quadrature:", check(q, p, drawn))
    rows += counts()
    write(
        "cross.py", "kl-cross.txt", "q p kl",
        "cross entropy less entropy, from textbook moments at 160 digits, in cross.py",
        "see CrossKlTest",
        [[a, b, +value] for a, b, value in rows],
    )


if __name__ == "__main__":
    main()
