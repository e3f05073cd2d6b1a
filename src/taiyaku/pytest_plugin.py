"""The pytest plugin: each term in each catalogue is a test.

Where a project has a glossary, its PO files are collected. ``pytest -k individual-number-card``
answers the question “is this term right everywhere?”.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from taiyaku import report
from taiyaku.catalog import Catalogue
from taiyaku.checks import CHECKS, Memory, check_message, code
from taiyaku.model import Finding, Message, Problems
from taiyaku.pairing import Pairing
from taiyaku.project import Project, current
from taiyaku.report import visible

# Whose findings stand under the name of the term.
OF_A_TERM = ("term-missing", "term-deprecated", "term-unsourced")
OPENED = pytest.StashKey[Project]()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> CatalogueFile | None:
    """Collect the PO files of the project in which pytest runs, and no others."""
    if file_path.suffix != ".po":
        return None
    try:
        project = parent.config.stash.setdefault(OPENED, Project.open(parent.config.rootpath))
    except Problems as problems:
        raise pytest.UsageError("\n".join(map(report.as_text, problems.findings))) from None
    locale = project.folder("locale")
    if not project.exists or not file_path.is_relative_to(locale):
        return None
    if (
        file_path.relative_to(locale).parts[1:2] != ("LC_MESSAGES",)
        or visible(file_path.name) != file_path.name
    ):
        return None
    return CatalogueFile.from_parent(parent, path=file_path)


class FindingsError(Exception):
    """What a test of the text has found."""


class CatalogueFile(pytest.File):
    """A PO file: a test for each concept that occurs in it, and one for each other check."""

    def collect(self) -> Iterator[pytest.Item]:
        """The tests of the file."""
        project = self.config.stash[OPENED]
        folder = project.folder("locale")
        target, _, *document = self.path.relative_to(folder).with_suffix("").parts
        try:
            catalogue = project.catalogues(target)["/".join(document)]
            pairing = project.pairing(target)
        except Problems as problems:
            told = "\n".join(report.as_text(finding) for finding in problems.findings)
            raise self.CollectError(told) from None
        findings = list(_judged(catalogue, pairing, project.memory(target)))
        for name in _names(current(catalogue), pairing):
            mine = [f for f in findings if name in (f.concept, *([f.code] * (not f.concept)))]
            yield TextItem.from_parent(self, name=name, findings=mine)


def _judged(catalogue: Catalogue, pairing: Pairing, memory: Memory) -> Iterator[Finding]:
    yield from catalogue.findings
    for message in current(catalogue):
        yield from check_message(message, pairing, memory)


def _names(messages: list[Message], pairing: Pairing) -> list[str]:
    """The names of a file's tests: its concepts, then the checks that are about no term."""
    occurring = {o.concept.id for m in messages for o in pairing.occurrences(m.source.text)} | {
        w.concept for m in messages for w in m.waivers if w.concept
    }
    codes = [name for check in CHECKS if (name := code(check)) not in OF_A_TERM]
    return [*sorted(occurring), "catalogue-broken", *codes]


class TextItem(pytest.Item):
    """One term, or one check, in one catalogue."""

    def __init__(self, *, findings: list[Finding], **more: object) -> None:
        super().__init__(**more)
        self.findings = findings

    def runtest(self) -> None:
        """Fail with what was found."""
        if report.fails(self.findings):
            raise FindingsError("\n".join(map(report.as_text, report.in_order(self.findings))))

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None
    ) -> str:
        """The findings as the command prints them."""
        if isinstance(excinfo.value, FindingsError):
            return str(excinfo.value)
        return super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where the test stands: at its first finding."""
        lines = [finding.place.line - 1 for finding in self.findings if finding.place]
        return self.path, min(lines, default=0), f"{self.path.stem}::{self.name}"
