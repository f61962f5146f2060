#!/usr/bin/env python3
"""Writes the golden files of module core: python3 core/src/test/golden/generate.py

Inputs are decimal literals that name float64 numbers exactly as Java reads them; values come from
mpmath at 60 digits by the textbook expression in each file's header, rounded once to 25 digits.
"""
import math
import pathlib
import random

import mpmath
from mpmath import mp, mpf

mp.dps = 60
TARGET = pathlib.Path(__file__).parent.parent / "resources/org/vae4j/core/golden"


def write(name, columns, expression, tolerance, rows):
    header = [
        f"tool: mpmath {mpmath.__version__}, 60 digits, by core/src/test/golden/generate.py",
        f"expression: {expression}",
        f"tolerance: {tolerance}",
        f"columns: {columns}",
    ]
    lines = ["# " + line for line in header] + [" ".join(map(show, row)) for row in rows]
    (TARGET / name).write_text("\n".join(lines) + "\n")
    print(name, len(rows))


def show(value):
    if isinstance(value, mpf):
        return mpmath.nstr(value, 25, min_fixed=0, max_fixed=0)
    return str(value) if isinstance(value, str) else repr(value)


def exact(numbers):
    return [mpf(x) for x in numbers]


def with_precision(digits, function):
    with mp.workdps(digits):
        return function()


# ---- scalar functions


def functions():
    rng = random.Random(1)
    xs = [s * m * 10.0**e for e in range(-12, 3) for m in (1, 2.5, 7) for s in (1, -1)]
    xs += [round(rng.uniform(-1, 2), 6) for _ in range(200)]
    xs += [-1 + 10.0**e for e in range(-15, 0)] + [-0.68, -0.6800001, 0.0999, 0.1, 0.9999, 1.0]
    rows = []
    for x in sorted(set(xs)):
        exp = mpmath.exp(mpf(x))
        if x > -1:
            rows.append(["log1pmx", x, with_precision(90, lambda: mpmath.log(1 + mpf(x)) - mpf(x))])
        rows.append(["softplus", x, with_precision(700, lambda: mpmath.log(1 + mpmath.exp(mpf(x))))])
        rows.append(["sigmoid", x, exp / (1 + exp)])
    write(
        "functions.txt",
        "function x value",
        "log(1+x)-x, log(1+e^x), e^x/(1+e^x)",
        "relative 4e-16 (log1pmx), 6e-16 (softplus, sigmoid)",
        rows,
    )


# ---- Gaussian KL, one dimension


def univariate(mq, vq, mp_, vp):
    mean = (mq - mp_) ** 2 / (2 * vp)
    variance = (vq / vp - 1) / 2
    log_determinant = mpmath.log(vp / vq) / 2
    return [mean, variance, log_determinant, mean + variance + log_determinant]


def elementwise_sd():
    sds = [1e-8, 1e-4, 0.03, 0.4999, 0.5, 0.51, 1.0, 1.000000001, 1.0001, 1.5, 30.0, 1e4, 1e8]
    cases = [(m, sq, 0.0, sp) for m in (0.0, 1e-9, 1.25, 1e6) for sq in sds for sp in (1.0, 0.7)]
    cases += [(0.0, 1.0, 1e-9, 1.000000001), (1e-9, 1.000000001, 0.0, 1.0)]
    cases += [(3.0, 1e-4, 3.000001, 1e4), (3.0, 1e4, 3.000001, 1e-4), (-5e5, 1e-8, 5e5, 1e-8)]
    write(
        "gaussian-kl-sd.txt",
        "meanQ sdQ meanP sdP | mean variance logDeterminant kl",
        "(mq-mp)^2/(2 sp^2) + (sq^2/sp^2-1)/2 + log(sp^2/sq^2)/2",
        "relative 2e-15",
        [
            [*case, *univariate(mpf(case[0]), mpf(case[1]) ** 2, mpf(case[2]), mpf(case[3]) ** 2)]
            for case in cases
        ],
    )


def elementwise_log_var():
    logs = [-36.8413614879, -18.5, -7.0, -1.3862944, -1.38, -0.1, -1e-6, -2e-9, -1e-14, 0.0]
    logs += [-x for x in logs if x]
    cases = [(m, lq, 0.0, lp) for m in (0.0, 1e-9, 1.25, 1e6) for lq in logs for lp in (0.0, 0.75)]
    cases += [(1.0, 0.3, 2.0, 0.300000001), (0.0, -36.0, 0.0, 36.0), (0.0, 36.0, 0.0, -36.0)]
    write(
        "gaussian-kl-log-var.txt",
        "meanQ logVarQ meanP logVarP | mean variance logDeterminant kl",
        "(mq-mp)^2/(2 e^lp) + (e^(lq-lp)-1)/2 + (lp-lq)/2",
        "relative 2e-14 (subtracting log variances near 36 costs 8e-15)",
        [
            [
                *case,
                *univariate(
                    mpf(case[0]), mpmath.exp(mpf(case[1])), mpf(case[2]), mpmath.exp(mpf(case[3]))
                ),
            ]
            for case in cases
        ],
    )


# ---- Gaussian KL, many dimensions


def total(rows):
    return [mpmath.fsum(column) for column in zip(*rows)]


def diagonal():
    rng = random.Random(2)
    rows = []
    for d in (1, 2, 3, 10, 64, 333, 1000):
        for spread in (3.0, 1e-5):
            mq = [round(rng.uniform(-2, 2), 3) for _ in range(d)]
            lq = [round(rng.uniform(-3, 3), 3) for _ in range(d)]
            mp_ = [m + rng.choice((-1, 1)) * spread * round(rng.random(), 2) for m in mq]
            lp = [x + rng.choice((-1, 1)) * spread * round(rng.random(), 2) for x in lq]
            mp_ = [round(x, 9) for x in mp_]
            lp = [round(x, 9) for x in lp]
            parts = [
                univariate(a, mpmath.exp(b), c, mpmath.exp(e))
                for a, b, c, e in zip(exact(mq), exact(lq), exact(mp_), exact(lp))
            ]
            standard = [
                univariate(a, mpmath.exp(b), mpf(0), mpf(1)) for a, b in zip(exact(mq), exact(lq))
            ]
            rows.append([d, *mq, *lq, *mp_, *lp, *total(parts), *total(standard)])
    write(
        "gaussian-kl-diagonal.txt",
        "D meanQ[D] logVarQ[D] meanP[D] logVarP[D] | mean variance logDeterminant kl"
        " | the same against N(0, I)",
        "sum over D of the expression in gaussian-kl-log-var.txt",
        "kl relative 1e-12; terms 1e-12 of the largest",
        rows,
    )


def lower(rows_of_numbers):
    d = len(rows_of_numbers)
    return mpmath.matrix(
        [[mpf(rows_of_numbers[i][j]) if j <= i else mpf(0) for j in range(d)] for i in range(d)]
    )


def full_terms(mq, lq, mp_, lp):
    d = len(mq)
    sq = lq * lq.T
    sp = lp * lp.T
    inverse = mpmath.inverse(sp)
    gap = mpmath.matrix(mq) - mpmath.matrix(mp_)
    mean = (gap.T * inverse * gap)[0] / 2
    variance = (mpmath.fsum((inverse * sq)[i, i] for i in range(d)) - d) / 2
    log_determinant = mpmath.fsum(mpmath.log(lp[i, i] / lq[i, i]) for i in range(d))
    return [mean, variance, log_determinant, mean + variance + log_determinant]


def condition(l):
    eigenvalues = mpmath.eigsy(l * l.T, eigvals_only=True)
    return max(eigenvalues) / min(eigenvalues)


def random_factor(rng, d, decades):
    """A lower factor with short entries; its rows span the given number of decades."""
    rows = []
    for i in range(d):
        scale = 10.0 ** (-round(decades * i / max(1, d - 1), 1))
        entries = [round(rng.uniform(-0.4, 0.4), 2) * scale for _ in range(i)]
        rows.append([float(f"{x:.3g}") for x in entries] + [float(f"{scale:.3g}")])
    order = list(range(d))
    rng.shuffle(order)
    return [[rows[i][j] if j < i else rows[order[i]][order[i]] for j in range(i + 1)] for i in range(d)]


def near(rng, factor, relative):
    return [[x * (1 + relative * rng.uniform(-1, 1)) for x in row] for row in factor]


def full():
    rng = random.Random(3)
    rows = []
    for d, decades, relative in [
        (1, 0, None), (1, 0, 1e-9), (2, 1, None), (2, 0, 1e-8), (3, 2, None), (3, 1, 1e-6),
        (6, 0, None), (6, 4.5, None), (6, 4.5, 1e-6), (10, 3, None), (10, 0, 1e-7), (24, 2, None),
        (24, 0.5, 1e-9),
    ]:
        lp = random_factor(rng, d, decades)
        lq = near(rng, lp, relative) if relative else random_factor(rng, d, decades / 2)
        mq = [round(rng.uniform(-2, 2), 3) for _ in range(d)]
        step = relative or 1
        mp_ = [m + step * round(rng.uniform(-1, 1), 2) * lp[i][i] for i, m in enumerate(mq)]
        kappa = condition(lower(lp))
        standard = full_terms(
            exact(mq), lower(lq), [mpf(0)] * d, mpmath.eye(d)
        )
        rows.append(
            [d, float(mpmath.nstr(kappa, 3)), *mq, *sum(lq, []), *mp_, *sum(lp, []),
             *full_terms(exact(mq), lower(lq), exact(mp_), lower(lp)), *standard]
        )
    write(
        "gaussian-kl-full.txt",
        "D condition meanQ[D] lowerQ[D(D+1)/2] meanP[D] lowerP[D(D+1)/2]"
        " | mean variance logDeterminant kl | the same against N(0, I)",
        "(tr(Sp^-1 Sq) + (mq-mp)' Sp^-1 (mq-mp) - D + log det Sp - log det Sq)/2, S = L L'",
        "kl relative max(1e-12, 10 D condition 2^-52); terms that of the largest",
        rows,
    )


TARGET.mkdir(parents=True, exist_ok=True)
functions()
elementwise_sd()
elementwise_log_var()
diagonal()
full()
