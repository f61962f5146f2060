#!/usr/bin/env python3
"""Writes the golden steps of optimisers: python3 models/src/test/golden/optimizers.py

Three parameters of shapes [2], [3], [1]; gradients 3 sin(k i + j), and 0 for the last before step 4.
"""
import math
import pathlib

import torch

TARGET = pathlib.Path(__file__).parent.parent / "resources/org/vae4j/models/optimizer/optimizers.txt"
SHAPES = [2, 3, 1]
STEPS = 8
RATE = 0.01


class AdamNormGrad(torch.optim.Adam):
    """The optimiser of github.com/jmtomczak/vae_vampprior, utils/optimizer.py."""

    def step(self, closure=None):
        for group in self.param_groups:
            for p in group["params"]:
                p.grad = p.grad / (torch.norm(p.grad, 2) + 1e-7)
        return super().step(closure)


def start():
    return [
        torch.tensor([math.cos(5 * s + i) for i in range(n)], dtype=torch.float64, requires_grad=True)
        for s, n in enumerate(SHAPES)
    ]


def gradients(k):
    return [
        torch.tensor(
            [0.0 if s == 2 and k < 4 else 3 * math.sin(k * (i + 1) + s) for i in range(n)],
            dtype=torch.float64,
        )
        for s, n in enumerate(SHAPES)
    ]


def run(name, make, clip=None, average=None):
    parameters = start()
    optimizer = make(parameters)
    mean = [p.detach().clone() for p in parameters]
    for k in range(1, STEPS + 1):
        for p, g in zip(parameters, gradients(k)):
            p.grad = g
        if clip:
            torch.nn.utils.clip_grad_norm_(parameters, clip)
        optimizer.step()
        for m, p in zip(mean, parameters):
            m += (1 - (average or 0)) * (p.detach() - m)
        values = torch.cat(mean if average else [p.detach() for p in parameters])
        yield f"{name} {k} " + " ".join(repr(float(v)) for v in values)


def main():
    o = torch.optim
    rows = [
        *run("adam", lambda p: o.Adam(p, RATE)),
        *run("adamw:0.1", lambda p: o.AdamW(p, RATE, weight_decay=0.1)),
        *run("rmsprop:0.99", lambda p: o.RMSprop(p, RATE, alpha=0.99)),
        *run("sgd:0.9", lambda p: o.SGD(p, RATE, momentum=0.9)),
        *run("sgd:0", lambda p: o.SGD(p, RATE)),
        *run("nesterov:0.9", lambda p: o.SGD(p, RATE, momentum=0.9, nesterov=True)),
        *run("adamax", lambda p: o.Adamax(p, RATE)),
        *run("sgd:0.9,clip-norm=2", lambda p: o.SGD(p, RATE, momentum=0.9), clip=2),
        *run("adam,normalized", lambda p: AdamNormGrad(p, RATE)),
        *run("sgd:0.9,average=0.9", lambda p: o.SGD(p, RATE, momentum=0.9), average=0.9),
    ]
    header = [
        f"# tool: torch {torch.__version__}, float64, by models/src/test/golden/optimizers.py",
        "# expression: parameters after each step, from cos(5 s + i) with gradients 3 sin(k (i + 1) + s)",
        "# tolerance: absolute 1e-12 in float64, 2e-6 in float32",
        "# columns: optimizer step values",
    ]
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text("\n".join(header + rows) + "\n")


main()
