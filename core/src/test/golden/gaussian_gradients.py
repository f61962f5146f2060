#!/usr/bin/env python3
"""Writes golden/gaussian-gradients-*.txt: python3 core/src/test/golden/gaussian_gradients.py

Derivatives of the textbook KL by central differences at 120 digits, whose error is below 1e-50.
"""
import random

import mpmath
from mpmath import mp, mpf

from golden import write
from kl import correlated, gaussian_terms, matrix, normal, real, vector

mp.dps = 120
STEP = mpf("1e-30")


def derivatives(function, values):
    values = [mpf(x) for x in values]
    result = []
    for i, x in enumerate(values):
        h = STEP * (abs(x) if x else 1)
        up = function(values[:i] + [x + h] + values[i + 1:])
        down = function(values[:i] + [x - h] + values[i + 1:])
        result.append((up - down) / (2 * h))
    return result


def by_log_variance(m, u, n, v):
    return normal(m, mpmath.exp(u / 2), n, mpmath.exp(v / 2))


def elementwise():
    rng = random.Random(31)
    cases = [[real(rng) for _ in range(4)] for _ in range(20)]
    for gap in (0.0, 1e-9, 1.0, 1e6):
        for u in (-37.0, -1.0, 0.0, 37.0):
            for v in (-37.0, 0.0, 36.5):
                cases.append([gap, u, -gap, v])
    for delta in (1e-3, 1e-6, 1e-9, 1e-12):
        cases.append([delta, delta, 0.0, 0.0])
        cases.append([1.5, -7.25, 1.5 + delta, -7.25 + 2 * delta])
    return [[*case, *derivatives(lambda x: by_log_variance(*x), case)] for case in cases]


def lower(d, values):
    result = mpmath.zeros(d)
    for i in range(d):
        for j in range(i + 1):
            result[i, j] = values[i * (i + 1) // 2 + j]
    return result


def split(d, x):
    t = d * (d + 1) // 2
    return x[:d], x[d:d + t], x[d + t:2 * d + t], x[2 * d + t:]


def full_kl(d, x):
    mq, lq, mean, lp = split(d, x)
    left, right = lower(d, lq), lower(d, lp)
    return gaussian_terms(mq, left * left.T, mean, right * right.T)


def full():
    rng = random.Random(32)
    rows = []

    def add(d, mq, lq, mean, lp):
        slopes = derivatives(lambda x: full_kl(d, x), [*mq, *lq, *mean, *lp])
        sp = lower(d, [mpf(x) for x in lp])
        eigenvalues = mpmath.eigsy(sp * sp.T, eigvals_only=True)
        kappa = float(mpmath.nstr(max(eigenvalues) / min(eigenvalues), 3))
        rows.append([*map(vector, (mq, lq, mean, lp)), kappa, *slopes])

    def factor(d, decades):
        scale = [10 ** (-rng.uniform(0, decades) / 2) for _ in range(d)]
        return [float(f"{scale[i] * (1.0 if i == j else rng.uniform(-0.6, 0.6)):.6g}") for i in range(d) for j in range(i + 1)]

    def near(x, delta):
        return [v * (1 + delta * rng.uniform(-1, 1)) for v in x]

    for d in (1, 2, 4):
        for decades in (0, 4, 10):
            lq, lp = factor(d, decades), factor(d, decades)
            m = [real(rng) for _ in range(d)]
            add(d, m, lq, [real(rng) for _ in range(d)], lp)
            for delta in (1e-3, 1e-6, 1e-9):
                add(d, near(m, delta), near(lp, delta), m, lp)
    for correlation in (0.9999, 1 - 1e-8, 1 - 2.0**-33):
        for d in (2, 4):
            whole = mpmath.cholesky(mpmath.matrix([[mpf(x) for x in row] for row in correlated(d, correlation)]))
            lp = [float(whole[i, j]) for i in range(d) for j in range(i + 1)]
            m = [real(rng) for _ in range(d)]
            add(d, m, factor(d, 1), [real(rng) for _ in range(d)], lp)
            add(d, near(m, 1e-6), near(lp, 1e-6), m, lp)
    return rows


def main():
    write(
        "gaussian_gradients.py", "gaussian-gradients-log-var.txt",
        "meanQ logVarQ meanP logVarP d/dmeanQ d/dlogVarQ d/dmeanP d/dlogVarP",
        "derivatives of log(sp/sq) + (sq^2 + (mq-mp)^2)/(2 sp^2) - 1/2",
        "4e-15, for logVarP of its terms; see GaussianGradientsTest", elementwise(),
    )
    write(
        "gaussian_gradients.py", "gaussian-gradients-full.txt",
        "meanQ choleskyQ meanP choleskyP condition(S_p) d/d(each number before), lower triangles by row",
        "derivatives of (tr(Sp^-1 Sq) + (mq-mp)' Sp^-1 (mq-mp) - D + log det Sp - log det Sq)/2",
        "5 D sqrt(condition) eps of the largest of its parameter; see GaussianGradientsTest", full(),
    )


main()
