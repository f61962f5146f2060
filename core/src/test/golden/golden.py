"""What the generators of golden files share: 60 digits, file format, exact inputs."""
import pathlib

import mpmath
from mpmath import mp, mpf

mp.dps = 60
TARGET = pathlib.Path(__file__).parent.parent / "resources/org/vae4j/core/golden"


def write(script, name, columns, expression, tolerance, rows):
    place = script if "/" in script else "core/src/test/golden/" + script
    header = [
        f"tool: mpmath {mpmath.__version__}, 60 digits, by {place}",
        f"expression: {expression}",
        f"tolerance: {tolerance}",
        f"columns: {columns}",
    ]
    lines = ["# " + line for line in header] + [" ".join(map(show, row)) for row in rows]
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / name).write_text("\n".join(lines) + "\n")
    print(name, len(rows))


def show(value):
    if isinstance(value, mpf):
        return mpmath.nstr(value, 25, min_fixed=0, max_fixed=0)
    return str(value) if isinstance(value, str) else repr(value)
