"""The command ``taiyaku``.

What builds and updates is imported when it is asked for: the check must start at once.
"""

from __future__ import annotations

import argparse
import difflib
import inspect
import os
import re
import sys
from pathlib import Path

from taiyaku import (
    __version__,
    catalog,
    checks,
    files,
    glossary,
    readings,
    records,
    report,
    settings,
    witness,
)
from taiyaku.exchange import segments
from taiyaku.model import Finding, Problems, Severity
from taiyaku.progress import Progress
from taiyaku.project import Project
from taiyaku.settings import CODES

MANUALS = {
    "readings": readings,
    "glossary": glossary,
    "apparatus": witness,
    "settings": settings,
    "segments": segments,
    "catalogue-broken": catalog,
    "catalogue-missing": Project.gaps,
    "rendering-missing": Project.gaps,
    "file-invalid": records,
    "witness-differs": witness.disagreements,
}
NOTES_ONLY = ("term-unsourced",)  # need not run where notes are not shown
ROLE = re.compile(r":\w+:`~?([^`]+)`")


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns 0, 1 for findings, 2 if it was asked wrongly."""
    options = _parser().parse_args(arguments)
    try:
        status = options.run(options)
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # `| head` has seen enough; nothing more is to be written
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Problems as problems:
        for finding in report.in_order(problems.findings):
            print(report.as_text(finding), file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="taiyaku", description=__doc__)
    parser.add_argument("--version", action="version", version=f"taiyaku {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(run, description: str) -> argparse.ArgumentParser:
        added = commands.add_parser(
            run.__name__.strip("_"), help=description, description=description
        )
        added.set_defaults(run=run)
        return added

    checked = command(_check, "say where translation and glossary differ")
    checked.add_argument("paths", nargs="*", type=Path, help="files or folders; by default all")
    checked.add_argument("--language", help="check one translation only")
    checked.add_argument("--format", choices=report.FORMATS, default="text", help="text")
    for key, said in (("select", "only these checks"), ("ignore", "not these checks")):
        checked.add_argument(f"--{key}", action="append", default=[], choices=CODES,
                             metavar="CODE", help=said)  # fmt: skip
    checked.add_argument("--notes", action="store_true", help="show notes too")
    command(_stamp, "write fingerprints into the exceptions that give a reason")
    explained = command(_explain, "print the manual of a check or of a kind of file")
    explained.add_argument("code", nargs="?", help="a check's code, or: " + ", ".join(MANUALS))
    command(_readings, "propose readings for the words that have none (needs SudachiPy)")
    shown = command(_show, "print one segment: its sentences in both languages, and its terms")
    shown.add_argument("segment", help="its id, as it stands beside the paragraph: main-3")
    shown.add_argument("--language", help="one translation only")
    built = command(_site, "build every edition and the page that offers them")
    built.add_argument("--out", type=Path, help="where to (build/site)")
    updated = command(_update, "carry changes of the source into the PO files")
    updated.add_argument("--language", help="one translation only; a new one is begun")
    return parser


def _opened() -> Project:
    """The project of the present folder, all of it read and found sound."""
    opened = Project.open(Path.cwd())
    opened.verify()
    return opened


def _targets(opened: Project, wanted: str | None) -> list[str] | None:
    """The translations that are asked for; says so if there is none such."""
    if opened.targets and (wanted is None or wanted in opened.targets):
        return [wanted] if wanted else opened.targets
    known = ", ".join(opened.targets) or "none; `taiyaku update --language` begins some"
    for_whom = f" for “{wanted}”" if wanted else ""
    print(f"taiyaku: no catalogues{for_whom}; there are: {known}", file=sys.stderr)
    return None


def _check(options: argparse.Namespace) -> int:
    opened = _opened()
    if (targets := _targets(opened, options.language)) is None:
        return 2
    ignored = [*options.ignore, *(() if options.notes else NOTES_ONLY)]
    with Progress(sum(len(opened.catalogues(target)) for target in targets)) as progress:
        found = [
            finding
            for target in targets
            for finding in opened.check(target, options.select, ignored, progress.step)
        ]
    findings = report.in_order(f for f in found if _asked_for(f, opened.root, options.paths))
    if not options.notes:
        findings = [finding for finding in findings if finding.severity is not Severity.NOTE]
    print(report.FORMATS[options.format](findings), end="")
    if not options.notes and options.format == "text" and sys.stderr.isatty():
        print("(--notes shows notes too)", file=sys.stderr)
    return int(report.fails(findings))


def _asked_for(finding: Finding, root: Path, paths: list[Path]) -> bool:
    """Whether a finding stands in one of the files or folders that were named, if any were."""
    if not paths or finding.place is None:
        return True
    here = root / finding.place.path
    return any(here.is_relative_to(path.resolve()) for path in paths)


def _stamp(options: argparse.Namespace) -> int:
    opened = _opened()
    for target in opened.targets:
        for catalogue in opened.catalogues(target).values():
            stamped = catalog.stamped(catalogue)
            if stamped.data != catalogue.data:
                files.write(opened.root / catalogue.path, stamped.data)
                print(f"{catalogue.path}: exceptions stamped")
    return 0


def _show(options: argparse.Namespace) -> int:
    opened = _opened()
    if (targets := _targets(opened, options.language)) is None:
        return 2
    texts = {target: opened.text(target) for target in targets}
    found = [(t, s) for t, text in texts.items() for s in text if s.id == options.segment]
    for target, segment in found:
        print(report.segment_as_text(segment, opened.source, target))
    if not found:
        known = sorted({segment.id for text in texts.values() for segment in text})
        close = difflib.get_close_matches(options.segment, known, n=3, cutoff=0.5)
        hint = f"; there are {', '.join(close)}" if close else "; ids stand beside the paragraphs"
        print(f"taiyaku: no segment “{options.segment}”{hint}", file=sys.stderr)
    return 0 if found else 2


def _explain(options: argparse.Namespace) -> int:
    manuals = {checks.code(check): check for check in checks.CHECKS} | MANUALS
    if options.code is None:
        for name, subject in manuals.items():
            print(f"{name:26}{_manual(subject).splitlines()[0]}")
        return 0
    if options.code not in manuals:
        print(f"taiyaku: no manual for “{options.code}”; see `taiyaku explain`", file=sys.stderr)
        return 2
    print(f"{options.code}\n\n{_manual(manuals[options.code])}")
    return 0


def _manual(subject: object) -> str:
    return ROLE.sub(r"\1", inspect.getdoc(subject) or "")


def _readings(options: argparse.Namespace) -> int:
    """Add the words without a reading to the file of readings, each to be looked at."""
    opened = _opened()
    texts = {s.id: s.source for target in opened.targets for s in opened.text(target)}
    path = opened.folder("glossary") / readings.NAME
    try:
        found = readings.proposed(texts.items(), opened.readings)
    except ImportError:
        print("taiyaku: SudachiPy is missing: pip install taiyaku[dictionary]", file=sys.stderr)
        return 2
    waiting = set(opened.readings.waiting)
    lines = ["\t".join(filter(None, (w, f"{r}?", s))) for w, r, s in found if w not in waiting]
    if lines:
        before = path.read_text("utf-8") if path.is_file() else ""
        files.write(path, (before + "\n".join(lines) + "\n").encode())
    print(f"{path.relative_to(opened.root)}: {len(lines)} words to be looked at")
    return 0


def _site(options: argparse.Namespace) -> int:
    from taiyaku import site

    opened = _opened()
    out = options.out or opened.root / "build" / "site"
    status = site.build(opened, out.resolve())
    if status == 0:
        print(f"The site is in {out}; open {out / 'index.html'}.")
        found = sum(report.fails([f]) for target in opened.targets for f in opened.check(target))
        if found:
            print(f"Not all of it is as it should be: `taiyaku check` has {found} findings.")
    return status


def _update(options: argparse.Namespace) -> int:
    from taiyaku import update

    opened = _opened()
    targets = [options.language] if options.language else opened.targets
    return update.update(opened, targets)


if __name__ == "__main__":
    sys.exit(main())
