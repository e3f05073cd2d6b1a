"""Findings as text."""

from __future__ import annotations

from collections.abc import Iterable

from taiyaku.model import Finding, Place, Severity


def as_text(finding: Finding) -> str:
    """``file:line:column: code: message``, and below it what to do."""
    place = f"{finding.place}: " if finding.place else ""
    grade = "" if finding.severity is Severity.ERROR else f"{finding.severity}: "
    first = f"{place}{grade}{finding.code}: {finding.message}"
    return f"{first}\n    {finding.hint}" if finding.hint else first


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """The findings by place, so that two runs print the same."""
    return sorted(findings, key=lambda f: (f.place or Place(""), f.code, f.message))


def fails(findings: Iterable[Finding]) -> bool:
    """Whether an exit status must say that something is wrong."""
    return any(finding.severity is not Severity.NOTE for finding in findings)
