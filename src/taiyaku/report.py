"""Findings as text."""

from __future__ import annotations

from collections.abc import Iterable

from taiyaku.markup import INVISIBLE
from taiyaku.model import Finding, Place, Severity


def visible(text: str) -> str:
    """``text`` in one line, what does not show or acts on a terminal or a log made harmless."""
    text = text.replace("\n", "\\n").replace("##[", "# #[")  # ##[…] is a command to some logs
    return INVISIBLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def as_text(finding: Finding) -> str:
    """``file:line:column: code: message``, and below it what to do."""
    place = f"{finding.place}: " if finding.place else ""
    grade = "" if finding.severity is Severity.ERROR else f"{finding.severity}: "
    first = f"{place}{grade}{finding.code}: {finding.message}"
    return visible(first) + (f"\n    {visible(finding.hint)}" if finding.hint else "")


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """The findings by place, so that two runs print the same."""
    return sorted(findings, key=lambda f: (f.place or Place(""), f.code, f.message))


def fails(findings: Iterable[Finding]) -> bool:
    """Whether an exit status must say that something is wrong."""
    return any(finding.severity is not Severity.NOTE for finding in findings)
