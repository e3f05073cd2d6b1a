"""What the term check and the reading of PO cost, beside others: a table and a picture.

Run by `make bench`. Each figure is the median of five processes, the contestants taking turns, so
that what else the machine does meets all of them. Where ``WEBLATE_PYTHON`` names the interpreter of
an environment with Weblate 5.14, its check runs too (see weblate_check.py). The table and the
picture of the last run are kept beside this file.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import corpus

HERE = Path(__file__).parent
MESSAGES, ROUNDS = 20_000, 5
GLOSSARIES = (100, 500, 10_000)
OURS, THEIRS = "taiyaku_terms", "weblate_glossary_check"
CHECKS = (OURS, THEIRS, "taiyaku_terms_with_reading", "taiyaku_every_check")
READERS, FILES = ("taiyaku", "polib", "babel"), ("plain.po", "wrapped.po")
STREAM = (5, 50)  # times the messages: 100,000 and 1,000,000


def measured(*words: object, python: str = sys.executable) -> float:
    """What a contestant says in a process of its own."""
    command = [python, str(HERE / "contestants.py"), *map(str, words)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def medians(contests: list[tuple[object, ...]], weblate: str) -> list[float]:
    """The median of each of some contests, which take turns; 0 for one that cannot be run."""
    times: list[list[float]] = [[] for _ in contests]
    for _ in range(ROUNDS):
        for contest, found in zip(contests, times, strict=True):
            if contest[0] != THEIRS or weblate:
                python = weblate if contest[0] == THEIRS else sys.executable
                found.append(measured(*contest, python=python))
    return [statistics.median(found) if found else 0.0 for found in times]


def checks(root: Path, weblate: str) -> dict[int, list[float]]:
    """The seconds of each check, by the size of the glossary."""
    found = {}
    for number in GLOSSARIES:
        corpus.lay_out(folder := root / str(number), number, MESSAGES)
        found[number] = medians([(name, folder) for name in CHECKS], weblate)
    return found


def table(found: dict[int, list[float]], read: dict[str, list[float]], memory: list[float]) -> str:
    """All figures, as Markdown."""
    lines = [
        f"Measured with Python {platform.python_version()} on {os.cpu_count()} cores; medians of"
        f" {ROUNDS} processes, the contestants taking turns.\n",
        f"Messages a second ({MESSAGES:,} of about {corpus.LENGTH} Japanese characters, cold; in"
        " brackets how many times the first column takes):\n",
        "| terms | our terms | Weblate's judging alone | ours with reading | every check of ours |",
        "|---:|" + "---:|" * len(CHECKS),
    ]
    for number, seconds in found.items():
        cells = (
            f"{MESSAGES / s:,.0f} (×{s / seconds[0]:.2f})" if s else "not run" for s in seconds
        )
        lines.append(f"| {number:,} | " + " | ".join(cells) + " |")
    lines += [
        f"\nSeconds to read {MESSAGES:,} messages (in brackets how many times ours):\n",
        "| file | " + " | ".join(READERS) + " |",
        "|---|" + "---:|" * len(READERS),
    ]
    for file, seconds in read.items():
        cells = (f"{s:.2f} (×{s / seconds[0]:.2f})" for s in seconds)
        lines.append(f"| {file} | " + " | ".join(cells) + " |")
    sizes = " and ".join(
        f"{m:,.0f} MB for {n * MESSAGES:,}" for n, m in zip(STREAM, memory, strict=True)
    )
    lines.append(f"\nMost memory of a stream, every source remembered by a digest: {sizes}.")
    return "\n".join(lines) + "\n"


def picture(found: dict[int, list[float]]) -> str:
    """Messages a second of our check and Weblate's, as bars."""
    bars = [
        (f"{number:,} terms", name, MESSAGES / found[number][CHECKS.index(name)], colour)
        for number in found
        for name, colour in ((OURS, "#b3431f"), (THEIRS, "#6b7785"))
        if found[number][CHECKS.index(name)]
    ]
    most, lines = max(speed for *_, speed, _ in bars), []
    for row, (size, name, speed, colour) in enumerate(bars):
        y, width = 34 + row * 26, 380 * speed / most
        label = f"{size}, {name.split('_')[0]}"
        lines.append(
            f'<text x="150" y="{y + 14}" text-anchor="end">{label}</text>'
            f'<rect x="158" y="{y}" width="{width:.0f}" height="19" fill="{colour}"/>'
            f'<text x="{164 + width:.0f}" y="{y + 14}">{speed:,.0f}</text>'
        )
    height = 44 + len(bars) * 26
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 620 {height}" role="img"'
        ' font-family="sans-serif" font-size="13">\n<title>Messages checked in a second</title>\n'
        f'<rect width="620" height="{height}" fill="#fff"/>\n'
        '<text x="158" y="20">Messages checked in a second, cold, one process</text>\n'
    )
    return head + "\n".join(lines) + "\n</svg>\n"


def main() -> None:
    """Measure, print the table, and keep it with its picture."""
    weblate = os.environ.get("WEBLATE_PYTHON", "")
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        found = checks(root, weblate)
        folder = root / str(GLOSSARIES[1])
        read = {
            file: medians([("reading", folder, file, reader) for reader in READERS], weblate)
            for file in FILES
        }
        memory = [measured("stream", folder, times) for times in STREAM]
    result = table(found, read, memory)
    print(result, end="")
    (HERE / "results.md").write_text(result, "utf-8")
    (HERE / "results.svg").write_text(picture(found), "utf-8")


if __name__ == "__main__":
    main()
