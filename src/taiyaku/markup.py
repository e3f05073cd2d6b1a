"""What a translation's markup may do: what its source does, and nothing else.

Sphinx parses a translation as full reStructuredText. Here the same parser reads it before Sphinx
sees it (:mod:`taiyaku.rst`), and what is found is compared with what the source has.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from taiyaku.marks import ENUMERATED, TARGET_ROLES, Mark, Parsed, is_plain, simple
from taiyaku.model import Severity, Span

NOWHERE = Span(0, 0)
MARKUP, LINK, UNSAFE, BLOCKED = "markup-differs", "link-differs", "markup-unsafe", "message-blocked"


@dataclass(frozen=True)
class Difference:
    """What a translation has that its source has not, or the other way round.

    ``code`` is the code of the check that reports it; ``span`` is where the words stand in the
    translation.
    """

    code: str
    message: str
    hint: str = ""
    span: Span = NOWHERE
    severity: Severity = Severity.ERROR


@dataclass(frozen=True)
class Rules:
    """How translations of a project are judged.

    ``allow`` names kinds of markup that a translation may have though its source has not:
    ``emphasis``, ``strong``, ``literal``, ``link`` (http and https only), ``reference``,
    ``footnote``, ``citation``, ``target``, ``text-role``, ``invisible``. ``anywhere``: inline
    markup may stand between letters (docutils' ``character_level_inline_markup``). ``needed``:
    characters that do not show and that the language's writing needs.
    """

    allow: frozenset[str] = frozenset()
    anywhere: bool = False
    needed: str = ""


KINDS = (
    "emphasis", "strong", "literal", "link", "reference", "footnote", "citation", "target",
    "text-role", "invisible",
)  # fmt: skip


# What does not show, or turns the text around: control characters, bidirectional and zero-width
# marks, fillers, tags. (Trojan Source, CVE-2021-42574.)
INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    r"\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a"
    r"\ud800-\udfff\U000e0000-\U000e0fff]"
)
CONTROL = [chr(code) for code in (*range(32), *range(127, 160)) if code not in (9, 10)]
CONTROL += ["\u2028", "\u2029"]
NOQA = re.compile(r"#\s*noqa\s*$", re.IGNORECASE)
# A translation longer than this, measured against its source, is none.
LONGEST, TIMES = 2000, 12
# No paragraph is longer than this, or has more marks. docutils' time grows with their square, and a
# stranger writes the msgid too.
MOST_CHARACTERS, MOST_MARKS = 20_000, 500
MARKS = re.compile(r"[`*_|<@]|:\S")


def compare(source: str, target: str, rules: Rules | None = None) -> list[Difference]:
    """How the markup of ``target`` differs from that of ``source``."""
    rules = rules or Rules()
    found = [*_characters(source, target, rules), *_size(source, target)]
    if any(difference.code == BLOCKED for difference in found):
        return found
    if is_plain(source) and is_plain(target):
        return found
    ours, theirs = parse(source, rules.anywhere), parse(target, rules.anywhere)
    if ours.block:
        return found + list(_structured(source, target, ours, theirs, rules))
    if theirs.block:
        message = f"holds {theirs.block}, and Sphinx would drop it or act on it"
        return [*found, Difference(BLOCKED, message, "write one paragraph; \\ escapes a mark")]
    return [*found, *_marks(ours, theirs, target, rules), *_as_term(source, target, theirs, rules)]


def _characters(source: str, target: str, rules: Rules) -> Iterator[Difference]:
    """Characters that do not show, and comments that silence Sphinx."""
    known = {*INVISIBLE.findall(source), *rules.needed}
    if "invisible" in rules.allow:
        known |= set(INVISIBLE.findall(target)) - set(CONTROL)
    for match in INVISIBLE.finditer(target):
        if match[0] not in known:
            name = f"U+{ord(match[0]):04X}"
            message = f"the character {name}, which does not show"
            yield Difference(UNSAFE, message, "take it out", Span(*match.span()))
    if (match := NOQA.search(target)) and not NOQA.search(source):
        message = f"“{match[0]}” silences Sphinx's checks"
        yield Difference(UNSAFE, message, "take it out", Span(*match.span()))


def _size(source: str, target: str) -> Iterator[Difference]:
    for text in (source, target):
        marks = sum(1 for _ in MARKS.finditer(text[:MOST_CHARACTERS]))
        if len(text) > MOST_CHARACTERS or marks > MOST_MARKS:
            message = f"{len(text)} characters with {marks} marks or more: too much to be judged"
            yield Difference(BLOCKED, message, "split the paragraph in the source")
            return
    if len(target) > LONGEST + TIMES * len(source):
        message = f"{len(target)} characters for a source of {len(source)}"
        yield Difference(BLOCKED, message, "translate this message alone")


def _structured(
    source: str, target: str, ours: Parsed, theirs: Parsed, rules: Rules
) -> Iterator[Difference]:
    """A source that is no paragraph: a heading that begins like a list, an image, and the like."""
    same = ours.block == theirs.block and "\n" not in target.strip() and ours.block == ENUMERATED
    if same:
        body = [re.sub(r"^\S+\s*", "", text) for text in (source, target)]
        yield from compare(*body, rules)
    elif target.strip() != source.strip():
        message = (
            f"the source begins {ours.block or 'a directive'}, the translation differs from it"
        )
        yield Difference(BLOCKED, message, "leave it as it is in the source")


def _marks(ours: Parsed, theirs: Parsed, target: str, rules: Rules) -> Iterator[Difference]:
    """The marks that only one side has."""
    extra = Counter((m.kind, m.alike) for m in theirs.marks)
    extra.subtract((m.kind, m.alike) for m in ours.marks)
    lost = {key: -count for key, count in extra.items() if count < 0}
    taken = {kind for (kind, _), count in extra.items() if count > 0}
    for mark in theirs.marks:
        key = (mark.kind, mark.alike)
        if extra[key] <= 0 or _allowed(mark, rules.allow):
            continue
        extra[key] -= 1
        yield _added(mark, lost, target)
    for kind, alike in lost:
        if kind not in taken:
            message = f"the source's {_said(kind, alike)} is missing"
            light = kind in ("emphasis", "strong", "literal", "text-role")
            severity = Severity.WARNING if light else Severity.ERROR
            yield Difference(MARKUP, message, "bring it into the translation", severity=severity)


CLASSIFIER = re.compile(" +: +")


def _as_term(source: str, target: str, theirs: Parsed, rules: Rules) -> Iterator[Difference]:
    """What a text would hold as a glossary's term, which Sphinx cuts at “ : ” before parsing."""
    head, *rest = CLASSIFIER.split(target)
    if not rest:
        return
    cut = parse(head, rules.anywhere)
    known = {(m.kind, m.alike) for m in theirs.marks}
    known |= {(m.kind, m.alike) for m in parse(CLASSIFIER.split(source)[0], rules.anywhere).marks}
    if cut.block or any((m.kind, m.alike) not in known for m in cut.marks):
        message = f"“{head[:40]}” is other markup than the whole text"
        yield Difference(UNSAFE, message, "let no “ : ” stand inside marks", Span(0, len(head)))


def _allowed(mark: Mark, allow: frozenset[str]) -> bool:
    return mark.kind in allow and (
        mark.kind != "link" or mark.alike.startswith(("http://", "https://"))
    )


def _added(mark: Mark, lost: dict[tuple[str, str], int], target: str) -> Difference:
    """A mark that the source has not, in the words of the check that reports it."""
    at = max(0, target.find(mark.raw))
    span = Span(at, min(len(target), at + len(mark.raw)))
    wanted = [alike for kind, alike in lost if kind == mark.kind and alike]
    hint = f"the source has {' and '.join(f'“{w}”' for w in wanted)}" if wanted else ""
    if mark.kind == "broken":
        hint = "close the markup, or write \\ before the mark"
        return Difference(MARKUP, f"“{mark.raw}” is broken markup", hint, span)
    said = _said(mark.kind, mark.alike)
    if mark.kind == "link":
        dangerous = not mark.alike.startswith(("http://", "https://", "mailto:"))
        code = UNSAFE if (dangerous and not wanted) or _acts(mark.alike) else LINK
        return Difference(code, f"{said}, which the source has not", hint or "take it out", span)
    if mark.kind in ("substitution", "target") or mark.kind.startswith("role:"):
        known = mark.kind.removeprefix("role:") in TARGET_ROLES
        code = LINK if known and wanted else UNSAFE
        return Difference(code, f"{said}, which the source has not", hint or "take it out", span)
    return Difference(MARKUP, f"{said}, which the source has not", hint or "take it out", span)


def _acts(address: str) -> bool:
    """Whether an address can do something rather than lead somewhere."""
    scheme = re.match(r"\s*([a-z][a-z0-9+.\s-]*):", address, re.IGNORECASE)
    return bool(scheme) and re.sub(r"\s", "", scheme[1]).lower() not in ("http", "https", "mailto")


def _said(kind: str, alike: str) -> str:
    name = kind.replace("role:", "role ").replace("-", " ")
    return f"{name} “{alike}”" if alike else name


@lru_cache(maxsize=4096)
def parse(text: str, anywhere: bool = False) -> Parsed:
    """The markup of a text, as Sphinx would read it."""
    known = simple(text, anywhere)
    if known is not None:
        return known
    from taiyaku import rst  # only now: docutils takes its time, and most texts do not need it

    return rst.parse(text, anywhere)


def plain(text: str, anywhere: bool = False) -> str:
    """What a reader sees of a message: its words without the markup.

    What is no paragraph (a heading that begins like a list) is given as it stands.
    """
    parsed = parse(text, anywhere)
    return text.strip() if parsed.block else parsed.words


# --- escaping ----------------------------------------------------------------------------------

SPECIAL = re.compile(r"[\\`*_|@]|(?<=\w):(?=\S)|:(?=:)|(?<=:):")


def escaped(text: str) -> str:
    """``text`` as reStructuredText that means just that text."""
    plain = SPECIAL.sub(r"\\\g<0>", " ".join(text.split()))
    if parse(plain).block:
        marked = re.sub(r"[^\w\s]", r"\\\g<0>", plain, count=1)
        # What is nothing but marks is a line of them still: an escaped blank, which stands for
        # nothing, makes a text of it.
        return f"\\ {plain}" if parse(marked).block else marked
    return plain
