#!/usr/bin/env python3
"""Writes golden/special.txt: python3 core/src/test/golden/special.py"""
import random

import mpmath
from mpmath import mp, mpf

from golden import write


def stirling(x):
    return mpmath.loggamma(x) - x * mpmath.log(x) + x


def stirling_derivative(order, x):
    with mp.workdps(200):
        x = mpf(x)
        if order == 0:
            return stirling(x)
        if order == 1:
            return mpmath.digamma(x) - mpmath.log(x)
        sign = (-1) ** order
        return mpmath.psi(order - 1, x) - sign * mpmath.factorial(order - 2) / x ** (order - 1)


def binet(order, x):
    with mp.workdps(250):
        x = mpf(x)
        if order == 0:
            return stirling(x) - mpmath.log(2 * mpmath.pi / x) / 2
        rest = (-1) ** order * mpmath.factorial(order - 1) / (2 * x**order)
        if order == 1:
            return mpmath.digamma(x) - mpmath.log(x) - rest
        leading = (-1) ** order * mpmath.factorial(order - 2) / x ** (order - 1)
        return mpmath.psi(order - 1, x) - leading - rest


ORDERS = 6


def log_bessel(x):
    """log I0 and its derivatives: cumulants of cos t, whose moments are Bessel functions."""
    with mp.workdps(100 + (int(2 * mpmath.log10(x + 2)) + 14) * ORDERS):
        x = mpf(x)
        bessel = [mpmath.besseli(n, x) for n in range(ORDERS)]
        moments = [
            mpmath.fsum(mpmath.binomial(k, j) * bessel[abs(k - 2 * j)] for j in range(k + 1))
            / (mpf(2) ** k * bessel[0])
            for k in range(ORDERS)
        ]
        cumulants = [mpmath.log(bessel[0])]
        for n in range(1, ORDERS):
            cumulants.append(
                moments[n]
                - mpmath.fsum(
                    mpmath.binomial(n - 1, j - 1) * cumulants[j] * moments[n - j]
                    for j in range(1, n)
                )
            )
        return cumulants, [cumulants[0] - x, cumulants[1] - 1, *cumulants[2:]]


def log_sinhc(order, x):
    with mp.workdps(250):
        x = mpf(x)
        if order == 0:
            return mpmath.log(mpmath.sinh(x / 2) / (x / 2))
        if order == 1:
            return mpmath.coth(x / 2) / 2 - 1 / x
        if abs(x) < mpf("1e-3"):
            terms = [
                mpmath.bernoulli(2 * k) / (2 * k * mpmath.factorial(2 * k - order))
                * x ** (2 * k - order)
                for k in range((order + 1) // 2, 30)
            ]
            return mpmath.fsum(terms)
        b = 1 / mpmath.expm1(x)
        polynomial = [mpf(0), mpf(1)]
        for _ in range(order - 1):
            following = [mpf(0)] * (len(polynomial) + 1)
            for j in range(1, len(polynomial)):
                following[j] -= j * polynomial[j]
                following[j + 1] -= j * polynomial[j]
            polynomial = following
        inverse = (-1) ** order * mpmath.factorial(order - 1) / x**order
        return inverse + mpmath.fsum(c * b**j for j, c in enumerate(polynomial))


def main():
    rng = random.Random(11)
    xs = [m * 10.0**e for e in range(-12, 0) for m in (1, 3.7)]
    xs += [round(rng.uniform(0, 4), 4) for _ in range(30)]
    xs += [round(10 ** rng.uniform(0.3, 2.2), 3) for _ in range(40)]
    xs += [1.0, 2.0, 1.0000001, 1.9999999, 1.46, 1.4616321449683622, 1.4617, 1.17, 1.76, 2.5]
    xs += [11.999, 12.0, 15.999, 16.0, 2.9999, 3.0, 39.999, 40.0]
    xs += [1e3, 4.2e4, 1e6, 1e8, 3e12, 1e15]
    rows = []
    for x in sorted(set(xs)):
        rows.append(["LOG_GAMMA", 0, x, mpmath.loggamma(mpf(x))])
        for n in range(1, 6):
            rows.append(["LOG_GAMMA", n, x, mpmath.psi(n - 1, mpf(x))])
        plain, scaled = log_bessel(x)
        for n in range(ORDERS):
            rows.append(["STIRLING", n, x, stirling_derivative(n, x)])
            rows.append(["BINET", n, x, binet(n, x)])
            rows.append(["LOG_SINHC", n, x, log_sinhc(n, x)])
            rows.append(["LOG_BESSEL", n, x, plain[n]])
            rows.append(["SCALED_LOG_BESSEL", n, x, scaled[n]])
    write(
        "special.py",
        "special.txt",
        "function order x value",
        "log Gamma, log Gamma - x log x + x, the same less log(2 pi / x)/2, log I0, log I0 - x, log(sinh(x/2)/(x/2)) by order",
        "see SpecialTest",
        [[a, b, c, +d] for a, b, c, d in rows],
    )
    rows = []
    for x in sorted({s * v for v in xs if v < 700 for s in (1, -1)}):
        with mp.workdps(120):
            rows.append(["expm1mx", x, mpmath.exp(mpf(x)) - 1 - mpf(x)])
            rows.append(["erf", x, mpmath.erf(mpf(x))])
    write(
        "special.py",
        "functions-2.txt",
        "function x value",
        "e^x-1-x, erf(x)",
        "relative 4e-16 (expm1mx), 1e-15 (erf)",
        [[a, b, +c] for a, b, c in rows],
    )


main()
