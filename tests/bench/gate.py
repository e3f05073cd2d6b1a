"""What the gate costs: a project of 20,000 messages, built with it and without it, side by side.

Run by `make bench`; the figures are of this machine and of this run.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

PAGES, MESSAGES, RUNS = 200, 100, 3
PLAIN = "Sentence {n} of page {p} stands here, plain and without a mark."
MARKED = "Sentence {n} of page {p} has *stress*, ``code`` and `a link <https://example.org/{n}>`__."
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
BUILD = """
import sys
from sphinx.cmd.build import main
if sys.argv.pop(1) == "without":
    import taiyaku.sphinx.catalogues as catalogues
    catalogues.gate = lambda message, pairing: []
sys.exit(main(sys.argv[1:]))
"""


def lay_out(root: Path) -> None:
    """Write the project: one message in five has markup."""
    (root / "docs").mkdir()
    catalogues = root / "locale/fr/LC_MESSAGES"
    catalogues.mkdir(parents=True)
    (root / "conf.py").write_text(
        'extensions = ["taiyaku"]\nlanguage = "en"\nhtml_theme = "taiyaku"\n'
    )
    (root / "pyproject.toml").write_text('[tool.taiyaku]\nsource = "en"\n')
    names = "\n   ".join(f"p{page}" for page in range(PAGES))
    (root / "docs/index.rst").write_text(
        f"Pages\n=====\n\n.. toctree::\n   :maxdepth: 1\n\n   {names}\n"
    )
    for page in range(PAGES):
        texts = [(MARKED if n % 5 == 0 else PLAIN).format(n=n, p=page) for n in range(MESSAGES)]
        body = "\n\n".join(texts)
        (root / f"docs/p{page}.rst").write_text(f"Page {page}\n========\n\n{body}\n", "utf-8")
        entries = [f'\nmsgid "{t}"\nmsgstr "{t.replace("Sentence", "Phrase")}"\n' for t in texts]
        (catalogues / f"p{page}.po").write_text(HEADER + "".join(entries), "utf-8")


def build(root: Path, how: str, number: int) -> float:
    """The seconds that a clean build takes."""
    out = root / f"out-{how}-{number}"
    command = [sys.executable, "-c", BUILD, how, "-q", "-b", "html", "-D", "language=fr",
               "-c", str(root), str(root / "docs"), str(out)]  # fmt: skip
    start = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - start


def main() -> None:
    """Print the times of each way, the fastest and all, and the difference."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        lay_out(root)
        times = {"without": [], "with": []}
        for number in range(RUNS):
            for how, found in times.items():
                found.append(build(root, how, number))
                print(f"run {number + 1}, {how} the gate: {found[-1]:.1f} s", flush=True)
    best = {how: min(found) for how, found in times.items()}
    cost = best["with"] - best["without"]
    print(
        f"{PAGES * MESSAGES} messages: {best['without']:.1f} s without the gate, "
        f"{best['with']:.1f} s with it: {cost:+.1f} s, {cost / best['without']:+.0%}"
    )


if __name__ == "__main__":
    main()
