#!/usr/bin/env python3
"""Writes golden/wasserstein.txt and golden/samples.txt: python3 core/src/test/golden/transport.py

Each value is computed twice, by mpmath and by numpy or scipy, and written only where they agree.
"""
import random

import mpmath
import numpy
import scipy
import scipy.linalg
from mpmath import mp, mpf

from golden import write
from kl import correlated, covariance, matrix, moved, real, vector

mp.dps = 60


def agree(exact, other, tolerance, what):
    if not abs(float(exact) - float(other)) <= tolerance:
        raise SystemExit(f"{what}: {float(exact)} by mpmath, {float(other)} by numpy")


def exact(rows):
    return mpmath.matrix([[mpf(x) for x in row] for row in rows])


# ---- 2-Wasserstein between Gaussians


def root(s):
    values, vectors = mpmath.eigsy(s)
    d = len(s)
    return vectors * mpmath.diag([mpmath.sqrt(values[i]) for i in range(d)]) * vectors.T


def trace(s):
    return mpmath.fsum(s[i, i] for i in range(s.rows))


def bures(mq, sq, mean, sp):
    half = root(sp)
    inner = half * sq * half
    values = mpmath.eigsy((inner + inner.T) / 2, eigvals_only=True)
    gap = mpmath.fsum((mpf(a) - mpf(b)) ** 2 for a, b in zip(mq, mean))
    return gap + trace(sq) + trace(sp) - 2 * mpmath.fsum(mpmath.sqrt(v) for v in values)


def bures_by_scipy(mq, sq, mean, sp):
    half = scipy.linalg.sqrtm(sp)
    inner = scipy.linalg.sqrtm(half @ sq @ half)
    return numpy.sum((mq - mean) ** 2) + numpy.trace(sq + sp - 2 * inner.real)


def gaussians():
    rng = random.Random(11)
    rows = []

    def add(mq, sq, mean, sp):
        value = bures(mq, exact(sq), mean, exact(sp))
        arrays = [numpy.array(x) for x in (mq, sq, mean, sp)]
        size = 1 + numpy.trace(arrays[1]) + numpy.trace(arrays[3])
        agree(value, bures_by_scipy(*arrays), 1e-5 * size + 1e-12 * float(value), "bures")
        eigenvalues = mpmath.eigsy(exact(sp), eigvals_only=True)
        kappa = float(mpmath.nstr(max(eigenvalues) / min(eigenvalues), 3))
        rows.append([f"gaussian({vector(mq)},{matrix(sq)})", f"gaussian({vector(mean)},{matrix(sp)})", value, kappa])

    for d in (1, 2, 3, 6, 12):
        for decades in (0, 2, 6, 10):
            sq, sp = covariance(rng, d, decades / 2), covariance(rng, d, decades)
            m = [real(rng) for _ in range(d)]
            add(m, sq, [real(rng) for _ in range(d)], sp)
            add(m, sq, m, sp)
            for delta in (1e-3, 1e-6):
                add(m, moved(rng, sp, delta), m, sp)
                add([x + delta for x in m], moved(rng, sp, delta), m, sp)
    for correlation in (0.9999, 1 - 1e-8, 1 - 2.0**-33):
        for d in (2, 6):
            add([0.5] * d, correlated(d, 0.3), [0.0] * d, correlated(d, correlation))
            add([1e6] * d, correlated(d, correlation), [0.0] * d, correlated(d, 0.3))
    return rows


# ---- samples


def squared(a, b):
    return sum((s - t) ** 2 for s, t in zip(a, b))


def mmd(x, y, kernel, unbiased):
    def within(z):
        pairs = [(i, j) for i in range(len(z)) for j in range(len(z)) if i != j or not unbiased]
        return sum(kernel(squared(z[i], z[j])) for i, j in pairs) / len(pairs)

    cross = sum(kernel(squared(a, b)) for a in x for b in y) / (len(x) * len(y))
    return within(x) + within(y) - 2 * cross


def rbf(widths, exp):
    return lambda d: sum(exp(-d / (2 * width**2)) for width in widths)


def multiquadric(dimension, sd):
    scales = [2 * dimension * sd**2 * s / 10 for s in (1, 2, 5, 10, 20, 50, 100)]
    return lambda d: sum(c / (c + d) for c in scales)


def median(x, y, sqrt):
    z = x + y
    distances = sorted(sqrt(squared(z[i], z[j])) for i in range(len(z)) for j in range(i))
    k = len(distances)
    return (distances[(k - 1) // 2] + distances[k // 2]) / 2


def sliced(x, y, directions):
    total = 0
    for u in directions:
        a = sorted(sum(s * t for s, t in zip(p, u)) for p in x)
        b = sorted(sum(s * t for s, t in zip(p, u)) for p in y)
        total += sum((s - t) ** 2 for s, t in zip(a, b)) / len(x)
    return total / len(directions)


def potential(cost, a, epsilon):
    """-epsilon log sum_i a_i e^(cost_i / epsilon)"""
    return -epsilon * mpmath.log(mpmath.fsum(w * mpmath.exp(c / epsilon) for w, c in zip(a, cost)))


def transport(x, y, a, b, epsilon):
    """The dual value at 30 digits, by three more updates of numpy's potentials."""
    arrays = [numpy.array([[float(v) for v in p] for p in z]) for z in (x, y)]
    arrays += [numpy.array([float(w) for w in z]) for z in (a, b)]
    g = [mpf(float(v)) for v in potentials(*arrays, float(epsilon))[1]]
    cost = [[squared(s, t) for t in y] for s in x]
    for _ in range(3):
        old = g
        f = [potential([g[j] - row[j] for j in range(len(y))], b, epsilon) for row in cost]
        g = [potential([f[i] - cost[i][j] for i in range(len(x))], a, epsilon) for j in range(len(y))]
    if max(abs(s - t) for s, t in zip(g, old)) > 1e-10 * (1 + epsilon):
        raise SystemExit("transport: potentials did not settle")
    return mpmath.fsum(p * s for p, s in zip(a, f)) + mpmath.fsum(p * s for p, s in zip(b, g))


def potentials(x, y, a, b, epsilon):
    """In the log domain at float64."""
    cost = ((x[:, None, :] - y[None, :, :]) ** 2).sum(-1)
    forth = (numpy.log(b) - cost / epsilon)
    back = (numpy.log(a)[:, None] - cost / epsilon)
    g = numpy.zeros(len(y))
    for _ in range(5000):
        old = g
        f = -numpy.log(numpy.exp(forth + g).sum(1))
        g = -numpy.log(numpy.exp(back + f[:, None]).sum(0))
        if abs(g - old).max() < 1e-12:
            return epsilon * f, epsilon * g
    raise ArithmeticError("potentials did not settle")


def transport_by_numpy(x, y, a, b, epsilon):
    """The primal cost of the plan at float64."""
    f, g = potentials(x, y, a, b, epsilon)
    cost = ((x[:, None, :] - y[None, :, :]) ** 2).sum(-1)
    log_ratio = (f[:, None] + g - cost) / epsilon
    plan = a[:, None] * b * numpy.exp(log_ratio)
    return (plan * (cost + epsilon * log_ratio)).sum()


def sinkhorn(x, y, a, b, relative, ot):
    cost = sum(s * t * squared(p, q) for p, s in zip(x, a) for q, t in zip(y, b))
    epsilon = relative * cost
    return ot(x, y, a, b, epsilon) - ot(x, x, a, a, epsilon) / 2 - ot(y, y, b, b, epsilon) / 2


def points(rng, n, d, shift, scale):
    return [[float(f"{shift + scale * rng.gauss(0, 1):.9g}") for _ in range(d)] for _ in range(n)]


def weights(rng, n):
    cuts = sorted(rng.sample(range(1, 1024), n - 1))
    return [(b - a) / 1024 for a, b in zip([0, *cuts], [*cuts, 1024])]


def samples():
    rng = random.Random(12)
    rows = []
    sets = []
    for n, m, d in ((2, 2, 1), (5, 5, 1), (4, 4, 3), (6, 3, 2), (7, 7, 5), (3, 8, 10)):
        for shift, scale in ((0.0, 1.0), (1.5, 0.3)):
            sets.append((points(rng, n, d, 0.0, 1.0), points(rng, m, d, shift, scale)))
    for gap in (0.0, 1.0, 1e3):
        sets.append((points(rng, 5, 2, 1e6, 1.0), points(rng, 5, 2, 1e6 + gap, 1.0)))
    close = points(rng, 6, 3, 0.0, 1.0)
    sets.append((close, [[v + 1e-3 * rng.gauss(0, 1) for v in p] for p in close]))
    sets.append(([[0.5, 1.0]], [[2.0, -1.0]]))
    for x, y in sets:
        big = max(abs(v) for p in x + y for v in p)
        tolerance = 1e-12 * max(1, big)
        mx, my = [[mpf(v) for v in p] for p in x], [[mpf(v) for v in p] for p in y]
        d = len(x[0])

        def add(name, argument, value, other):
            agree(value, other, tolerance * (1 + abs(float(value))), name)
            rows.append([name, matrix(x), matrix(y), argument, value])

        for unbiased in (True, False):
            if unbiased and min(len(x), len(y)) < 2:
                continue
            kind = "u" if unbiased else "v"
            for widths in ([0.7], [0.5, 1.0, 3.0]):
                exponent = [mpf(w) for w in widths]
                add(f"{kind}-rbf", vector(widths), mmd(mx, my, rbf(exponent, mpmath.exp), unbiased),
                    mmd(x, y, rbf(widths, numpy.exp), unbiased))
            width = median(mx, my, mpmath.sqrt)
            add(f"{kind}-median", vector([]), mmd(mx, my, rbf([width], mpmath.exp), unbiased),
                mmd(x, y, rbf([median(x, y, numpy.sqrt)], numpy.exp), unbiased))
            add(f"{kind}-multiquadric", vector([1.3]), mmd(mx, my, multiquadric(d, mpf(1.3)), unbiased),
                mmd(x, y, multiquadric(d, 1.3), unbiased))
        if len(x) == len(y):
            directions = points(rng, 4, d, 0.0, 1.0)
            directions = [[v / sum(t * t for t in u) ** 0.5 for v in u] for u in directions]
            value = sliced(mx, my, [[mpf(v) for v in u] for u in directions])
            agree(value, sliced(x, y, directions), 1e-9 * max(1, big), "sliced")
            rows.append(["sliced", matrix(x), matrix(y), matrix(directions), value])
    return rows


def sinkhorns():
    rng = random.Random(13)
    rows = []
    for n, m, d in ((1, 1, 2), (3, 3, 1), (4, 6, 2), (5, 5, 3), (8, 3, 4)):
        for shift in (0.0, 2.0):
            x, y = points(rng, n, d, 0.0, 1.0), points(rng, m, d, shift, 0.7)
            for a, b in (([1 / n] * n, [1 / m] * m), (weights(rng, n), weights(rng, m))):
                for relative in (1.0, 0.5, 0.25):
                    arguments = [[[mpf(v) for v in p] for p in x], [[mpf(v) for v in p] for p in y]]
                    total_a, total_b = mpmath.fsum(map(mpf, a)), mpmath.fsum(map(mpf, b))
                    arguments += [[mpf(v) / total_a for v in a], [mpf(v) / total_b for v in b]]
                    try:
                        with mp.workdps(30):
                            value = sinkhorn(*arguments, mpf(relative), transport)
                    except ArithmeticError:
                        continue
                    other = sinkhorn(*map(numpy.array, (x, y, a, b)), relative, transport_by_numpy)
                    agree(value, other, 1e-11 * (1 + abs(float(value))), "sinkhorn")
                    rows.append([matrix(x), matrix(y), vector(a), vector(b), relative, value])
    return rows


def main():
    other = f"agrees with scipy {scipy.__version__} and numpy {numpy.__version__}"
    write(
        "transport.py", "wasserstein.txt", "q p w2squared condition(S_p)",
        f"|mq-mp|^2 + tr(Sq + Sp - 2 (Sp^1/2 Sq Sp^1/2)^1/2); {other}",
        "10 eps (sqrt(value trace) + value): relative 1e-9 at a gap of 1e-6; see WassersteinTest",
        gaussians(),
    )
    write(
        "transport.py", "samples.txt", "statistic x y argument value",
        f"loops over pairs and sorted projections, in transport.py; {other}",
        "1e-13 (MMD), relative 1e-9 (sliced); see MmdTest and WassersteinTest",
        samples(),
    )
    write(
        "transport.py", "sinkhorn.txt", "x y a b epsilon/mean-cost divergence",
        f"OT(a,b) - OT(a,a)/2 - OT(b,b)/2 of |x-y|^2, OT = <P,C> + epsilon KL(P||ab); {other}",
        "1e-9 of 1 + value; see SinkhornTest",
        sinkhorns(),
    )


if __name__ == "__main__":
    main()
