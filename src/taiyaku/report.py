"""Findings and segments as text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

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


def as_lines(findings: Iterable[Finding]) -> str:
    """The findings for people, one below the other."""
    return "".join(f"{as_text(finding)}\n" for finding in findings)


def as_record(finding: Finding) -> dict[str, Any]:
    """A finding as plain values; lines, columns from 1, spans in characters from 0."""
    place = finding.place or Place("")
    record = {
        "code": finding.code,
        "severity": str(finding.severity),
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "message": finding.message,
        "hint": finding.hint,
        "concept": finding.concept,
        "term": finding.term,
        "source_span": finding.source_span,
        "target_span": finding.target_span,
    }
    return {key: value for key, value in record.items() if value not in ("", None)}


def as_json(findings: Iterable[Finding]) -> str:
    """The findings as a JSON list, one a line."""
    lines = (json.dumps(as_record(f), ensure_ascii=False) for f in findings)
    return "[" + ",".join(f"\n{line}" for line in lines) + "\n]\n"


def as_github(findings: Iterable[Finding]) -> str:
    """The findings as GitHub's workflow commands, which show them beside the lines."""
    lines = []
    for finding in findings:
        place = finding.place or Place("")
        kind = "notice" if finding.severity is Severity.NOTE else finding.severity
        text = visible(". ".join(filter(None, (finding.message, finding.hint))))
        where = f"file={_property(place.path)},line={place.line},col={place.column}"
        lines.append(f"::{kind} {where},title={finding.code}::{_data(text)}\n")
    return "".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")


def as_sarif(findings: Iterable[Finding]) -> str:
    """The findings as SARIF 2.1.0, for code scanning."""
    findings = list(findings)
    codes = sorted({finding.code for finding in findings})
    results = [_result(finding) for finding in findings]
    driver = {"name": "taiyaku", "rules": [{"id": code} for code in codes]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    data = {"$schema": schema, "version": "2.1.0", "runs": [run]}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _result(finding: Finding) -> dict[str, Any]:
    from urllib.parse import quote  # not needed where text is asked for

    place = finding.place or Place("")
    region = {"startLine": place.line, "startColumn": place.column}
    where = {"artifactLocation": {"uri": quote(place.path)}, "region": region}
    text = ". ".join(filter(None, (finding.message, finding.hint)))
    return {
        "ruleId": finding.code,
        "level": str(finding.severity),
        "message": {"text": visible(text)},
        "locations": [{"physicalLocation": where}],
    }


FORMATS = {"text": as_lines, "json": as_json, "github": as_github, "sarif": as_sarif}


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
