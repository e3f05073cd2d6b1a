"""The words of the house, as plain frozen values.

Nothing here reads, writes or decides. A *concept* is one idea with its *terms* in each language; a
*message* is one entry of a gettext catalogue; an *occurrence* is a term standing in a source text,
with the words that render it; a *finding* is a fault with its place. Offsets and spans count
characters (Unicode code points) from 0; lines and columns count from 1, as editors do.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import ClassVar, Literal, NamedTuple


class Span(NamedTuple):
    """A stretch of a text: from ``start`` up to, not including, ``end``."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two have a character in common."""
        return self.start < other.end and other.start < self.end


class Place(NamedTuple):
    """Where something stands: a file, relative to the project, with line and column from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Severity(StrEnum):
    """How much a finding matters; a note never changes an exit status."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Finding:
    """A fault, where it is, and what to do about it."""

    code: str
    message: str
    hint: str = ""
    place: Place | None = None
    severity: Severity = Severity.ERROR
    concept: str = ""
    term: str = ""
    source_span: Span | None = None
    target_span: Span | None = None


class Problems(Exception):  # noqa: N818 -- it is all of them, not one error
    """What was wrong with the input, all of it, as findings."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("\n".join(f"{f.place}: {f.message}" for f in findings))
        self.findings = findings


# --- terms -------------------------------------------------------------------------------------


# What stands in files as it stands here may hold no other keys (read by pydantic).
EXACT = {"extra": "forbid"}


class Standing(StrEnum):
    """How a term may be used (ISO 12620, administrative status), or what became of it in a text.

    Of the last two occurrences have the standing: nothing renders them, with a reason or without.
    """

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DERIVED = "derived"  # not the noun of the glossary but the verb that it is made from
    DEPRECATED = "deprecated"
    EXCEPTED = "excepted"
    MISSING = "missing"


@dataclass(frozen=True)
class Admitted:
    """A wording that is also right, and when."""

    __pydantic_config__: ClassVar = EXACT

    form: str
    when: str = ""


@dataclass(frozen=True)
class Deprecated:
    """A wording that is not to be used, and why."""

    __pydantic_config__: ClassVar = EXACT

    form: str
    why: str


@dataclass(frozen=True)
class Term:
    """One wording of a concept in one language, with its standing."""

    form: str
    standing: Standing
    condition: str = ""


@dataclass(frozen=True)
class Entry:
    """What a concept is called in one language."""

    __pydantic_config__: ClassVar = EXACT

    preferred: str
    reading: str = ""
    admitted: tuple[Admitted, ...] = ()
    deprecated: tuple[Deprecated, ...] = ()

    @cached_property
    def approved(self) -> tuple[Term, ...]:
        """The wordings that may stand: the preferred one first."""
        return (
            Term(self.preferred, Standing.PREFERRED),
            *(Term(a.form, Standing.ADMITTED, a.when) for a in self.admitted),
        )

    @cached_property
    def refused(self) -> tuple[Term, ...]:
        """The wordings that may not stand."""
        return tuple(Term(d.form, Standing.DEPRECATED, d.why) for d in self.deprecated)


@dataclass(frozen=True)
class Source:
    """Where a rendering was decided: a page that was seen, and the form that stands there."""

    __pydantic_config__: ClassVar = EXACT

    title: str
    url: str = ""
    form: str = ""
    seen: date | None = None


@dataclass(frozen=True)
class Example:
    """A sentence in two or more languages that the entry must judge as it says.

    ``texts`` maps language codes to the sentence; ``expect`` is ``ok`` or the code of a check.
    """

    texts: dict[str, str]
    expect: str


@dataclass(frozen=True)
class Concept:
    """One idea, what it is called in each language, and what decided it.

    ``terms`` maps a language code to its :class:`Entry`. Prose (``definition``, ``note`` and the
    conditions of the terms) is in the source language. ``scope`` says whether the concept must
    occur in the text or only stands behind it.
    """

    id: str
    terms: dict[str, Entry]
    definition: str = ""
    note: str = ""
    sources: tuple[Source, ...] = ()
    examples: tuple[Example, ...] = ()
    see: tuple[str, ...] = ()
    scope: Literal["text", "background"] = "text"
    path: str = ""

    @classmethod
    def from_forms(
        cls,
        form: str,
        renderings: Sequence[str],
        *,
        deprecated: Sequence[str] = (),
        source: str,
        target: str,
        id: str = "",  # noqa: A002 -- the field's own name
    ) -> Concept:
        """A concept for those who have no YAML: a term, its renderings (the preferred first).

        ``id`` is the term itself unless another is given. Raises ValueError without a rendering.
        """
        if not renderings:
            raise ValueError(f"“{form}” needs a rendering")
        entry = Entry(
            renderings[0],
            admitted=tuple(Admitted(each) for each in renderings[1:]),
            deprecated=tuple(Deprecated(each, "") for each in deprecated),
        )
        return cls(id or form, {source: Entry(form), target: entry})

    def approved(self, language: str) -> tuple[Term, ...]:
        """The wordings that may stand in ``language``; none if the concept has no entry there."""
        entry = self.terms.get(language)
        return entry.approved if entry else ()

    def refused(self, language: str) -> tuple[Term, ...]:
        """The wordings that may not stand in ``language``."""
        entry = self.terms.get(language)
        return entry.refused if entry else ()


# --- messages ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Waiver:
    """An exception to a check, written beside the message that it excuses.

    ``concept`` is empty where the check is not about a term; ``reason`` is empty where none was
    given, which is a fault of its own; ``fingerprint`` is that of the two texts it was made for.
    """

    code: str
    concept: str
    reason: str
    place: Place
    fingerprint: str = ""


class SegmentId(NamedTuple):
    """The id of a segment, and after which one it stands where its message came before already."""

    id: str
    after: str = ""


class Wording(NamedTuple):
    """A string of a catalogue and where each of its characters stands in the file.

    ``line`` and ``column`` are those of its first character. ``marks`` has an offset, a line and a
    column in turn wherever else the place of a character does not follow from the one before it: at
    the start of each further line and after each escape.
    """

    text: str = ""
    path: str = ""
    line: int = 1
    column: int = 1
    marks: tuple[int, ...] = ()

    def place(self, offset: int = 0) -> Place:
        """Where the character at ``offset`` stands."""
        index = 3 * bisect_right(self.marks[::3], offset)
        marks = (0, self.line, self.column, *self.marks)
        start, line, column = marks[index : index + 3]
        return Place(self.path, line, column + offset - start)


class Message(NamedTuple):
    """One entry of a catalogue: a source text, its translation, and what is said beside it.

    ``segments`` names the segments that have this message, ``headings`` those above the first;
    ``previous`` is the source that a fuzzy translation translates, where the catalogue knows it;
    ``form`` is the number of the plural form.
    """

    source: Wording
    target: Wording
    context: str | None = None
    obsolete: bool = False
    form: int = 0
    fuzzy: bool = False
    segments: tuple[SegmentId, ...] = ()
    headings: tuple[str, ...] = ()
    previous: str = ""
    waivers: tuple[Waiver, ...] = ()


# --- the paired text ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A term of a concept standing in a source text, and the words that render it.

    ``form`` is the term as the glossary has it. ``renderings`` are the terms that stand for it in
    the translation, each with its span there; ``reason`` says why none does, if that is excused.
    """

    concept: Concept
    span: Span
    form: Term
    renderings: tuple[tuple[Span, Term], ...] = ()
    reason: str = ""

    @property
    def approved(self) -> tuple[tuple[Span, Term], ...]:
        """The renderings that may stand."""
        return tuple(r for r in self.renderings if r[1].standing is not Standing.DEPRECATED)

    @property
    def standing(self) -> Standing:
        """The best standing among its renderings, else whether its want is excused."""
        for standing in Standing:
            if any(term.standing is standing for _, term in self.renderings):
                return standing
        return Standing.EXCEPTED if self.reason else Standing.MISSING

    @property
    def condition(self) -> str:
        """When the rendering that decided the standing may stand, or why it may not."""
        return next((t.condition for _, t in self.renderings if t.standing is self.standing), "")


class Pair(NamedTuple):
    """Sentences that answer each other, as spans of the two texts.

    One and one where a segment has as many in both languages, else all of it.
    """

    source: tuple[Span, ...]
    target: tuple[Span, ...]


class State(StrEnum):
    """What there is of a translation."""

    TRANSLATED = "translated"
    FUZZY = "fuzzy"  # somebody has to look at it again
    OUTDATED = "outdated"  # it translates an earlier wording of the source, which is known
    REFUSED = "refused"  # the gate does not let it pass
    MISSING = "missing"


@dataclass(frozen=True)
class Segment:
    """A place of a document in two languages.

    ``source`` and ``target`` are what readers see, without markup; spans count their characters.
    ``target`` is there whatever its state; pages show it where it is ``translated``.
    """

    id: str
    document: str
    source: str
    target: str
    state: State
    pairs: tuple[Pair, ...] = ()
    occurrences: tuple[Occurrence, ...] = ()
    headings: tuple[str, ...] = ()
    place: Place | None = None
