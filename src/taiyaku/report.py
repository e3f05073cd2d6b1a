"""Findings and segments as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from taiyaku.markup import INVISIBLE
from taiyaku.model import Finding, Occurrence, Place, Segment, Severity, Span


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


def segment_as_text(segment: Segment, source: str, target: str) -> str:
    """A segment in two languages: its sentences as they answer each other, and its terms."""
    above = " › ".join((segment.document, *segment.headings))
    lines = [f"{segment.id}  ({above})", f"{segment.place}: {segment.state}", ""]
    number = 1
    for pair in segment.pairs:
        last = number + len(pair.source) - 1
        lines.append(f"{segment.id}.{number}" + (f"–{last}" if last > number else ""))
        lines += _sentences(source, segment.source, pair.source)
        lines += _sentences(target, segment.target, pair.target)
        number = last + 1
    return visible_lines([*lines, "", *(_term(segment, o) for o in segment.occurrences)])


def visible_lines(lines: Iterable[str]) -> str:
    """The lines as one text, each made harmless, none of them empty at the end."""
    return "\n".join(visible(line) for line in lines).rstrip()


def _sentences(language: str, text: str, spans: Iterable[Span]) -> Iterator[str]:
    for span in spans:
        yield f"    {language}  {text[slice(*span)]}"


def _term(segment: Segment, occurrence: Occurrence) -> str:
    """``企んで = plotting: admitted (of a thing still going on)  [plot]``."""
    words = segment.source[slice(*occurrence.span)]
    rendered = ", ".join(segment.target[slice(*span)] for span, _ in occurrence.renderings)
    why = occurrence.condition or occurrence.reason
    said = f"{words} = {rendered}" if rendered else words
    return f"{said}: {occurrence.standing}{f' ({why})' if why else ''}  [{occurrence.concept.id}]"
