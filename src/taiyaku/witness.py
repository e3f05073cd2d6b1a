"""The source as found, what the editors did with it, and the proof that nothing else was done.

The *witness* is a text file, kept byte for byte. The *apparatus*, a YAML file, cuts it into
fragments (a line each), puts them in order (*passages*, each a segment of the documents), and names
every *emendation*, every *gap*, every segment that the editors *supplied*, and *remarks* on
what was left as it stands. Applied to the witness it yields the *reading*, which must equal, to the
character, what stands in the documents. Its keys:

``sha256``
    of the witness file.
``fragments``
    ``{id, line, sha256, begins, ends, what}``, in the order of the witness: a line of it, the first
    twelve figures of its SHA-256, its first and last eight characters. Between them is white space.
``passages``
    ``{segment, fragments}``, in the order of the document.
``emendations``
    ``{id, fragment, at, witness, reading, why, certainty}``: at character ``at`` of the fragment
    (from 0) stands ``witness``; the edition reads ``reading``. An empty ``witness`` supplies, an
    empty ``reading`` deletes. ``certainty``: ``certain``, ``probable``, ``possible``.
``gaps``
    ``{id, fragment, at: start or end, what, certainty}``: something is lost before or after it.
``supplied``
    ``{segment, text, why}``: a segment that the editors added.
``remarks``
    ``{id, fragment, words, why}``: words left as they stand, and what is to be said of them.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import ClassVar, Literal

from taiyaku import records
from taiyaku.model import EXACT, Finding, Place, Problems, Span
from taiyaku.records import Record, fault


class Certainty(StrEnum):
    """How sure the editors are."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"


@dataclass(frozen=True)
class Fragment:
    """A stretch of the witness: one line of it, with what identifies it."""

    __pydantic_config__: ClassVar = EXACT

    id: str
    line: int
    sha256: str
    begins: str
    ends: str
    what: str


@dataclass(frozen=True)
class Passage:
    """The fragments that make up one segment, in the order in which they are read."""

    __pydantic_config__: ClassVar = EXACT

    segment: str
    fragments: tuple[str, ...]


@dataclass(frozen=True)
class Emendation:
    """A change of the witness's text, at one place of one fragment."""

    __pydantic_config__: ClassVar = EXACT

    id: str
    fragment: str
    at: int
    witness: str
    reading: str
    why: str
    certainty: Certainty

    @property
    def kind(self) -> Literal["supplied", "deleted", "corrected"]:
        """What was done: text added, taken away, or put in the place of other text."""
        if not self.witness:
            return "supplied"
        return "corrected" if self.reading else "deleted"


@dataclass(frozen=True)
class Gap:
    """A place where something is lost: before or after a fragment."""

    __pydantic_config__: ClassVar = EXACT

    id: str
    fragment: str
    at: Literal["start", "end"]
    what: str
    certainty: Certainty


@dataclass(frozen=True)
class Supplied:
    """A segment that is not in the witness at all."""

    __pydantic_config__: ClassVar = EXACT

    segment: str
    text: str
    why: str


@dataclass(frozen=True)
class Remark:
    """Words of a fragment that stay as they are, and what is to be said of them."""

    __pydantic_config__: ClassVar = EXACT

    id: str
    fragment: str
    words: str
    why: str


@dataclass(frozen=True)
class Apparatus:
    """All that the editors did with the witness."""

    __pydantic_config__: ClassVar = EXACT

    sha256: str
    fragments: tuple[Fragment, ...]
    passages: tuple[Passage, ...]
    emendations: tuple[Emendation, ...] = ()
    gaps: tuple[Gap, ...] = ()
    supplied: tuple[Supplied, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Reading:
    """The text of one segment as the edition reads it, and where each part of it comes from.

    Spans count characters of ``text``. ``fragments``: which stretch each fragment fills.
    ``emendations``: where each one acts; a deletion's span is empty. ``gaps``: at which offset.
    """

    segment: str
    text: str
    fragments: tuple[tuple[Span, str], ...] = ()
    emendations: tuple[tuple[Span, Emendation], ...] = ()
    gaps: tuple[tuple[int, Gap], ...] = ()
    supplied: Supplied | None = None

    def fragment_at(self, offset: int) -> str:
        """The fragment from which the character at ``offset`` comes, or after which it stands."""
        before = [id_ for span, id_ in self.fragments if span.start <= offset]
        return before[-1] if before else ""


@dataclass(frozen=True)
class Witness:
    """A witness with its apparatus: ``texts`` maps each fragment's id to its characters."""

    texts: Mapping[str, str]
    apparatus: Apparatus

    @cached_property
    def readings(self) -> dict[str, Reading]:
        """The reading of every segment, by id: the supplied ones, then those of the witness."""
        supplied = {
            s.segment: Reading(s.segment, s.text, supplied=s) for s in self.apparatus.supplied
        }
        return supplied | {p.segment: self._reading(p) for p in self.apparatus.passages}

    def emendations(self, fragment: str) -> list[Emendation]:
        """The emendations of a fragment, in the order of their places."""
        found = [e for e in self.apparatus.emendations if e.fragment == fragment]
        return sorted(found, key=lambda e: e.at)

    def passage(self, fragment: str) -> Passage:
        """The passage into which a fragment went."""
        return next(p for p in self.apparatus.passages if fragment in p.fragments)

    def _reading(self, passage: Passage) -> Reading:
        text, fragments, emendations, gaps = "", [], [], []
        for id_ in passage.fragments:
            start, offset = len(text), 0
            for e in self.emendations(id_):
                text += self.texts[id_][offset : e.at]
                emendations.append((Span(len(text), len(text) + len(e.reading)), e))
                text += e.reading
                offset = e.at + len(e.witness)
            text += self.texts[id_][offset:]
            fragments.append((Span(start, len(text)), id_))
            ends = {"start": start, "end": len(text)}
            gaps += [(ends[g.at], g) for g in self.apparatus.gaps if g.fragment == id_]
        return Reading(passage.segment, text, tuple(fragments), tuple(emendations), tuple(gaps))


def load(witness: Path, apparatus: Path, root: Path) -> Witness:
    """The witness and its apparatus; paths in messages are relative to ``root``.

    Raises :class:`~taiyaku.model.Problems` with every place where the two do not fit.
    """
    shown = apparatus.relative_to(root).as_posix()
    record = records.read(apparatus, shown, Apparatus, "`taiyaku explain apparatus`")
    return fitted(record, witness.read_bytes(), witness.relative_to(root).as_posix())


def fitted(record: Record[Apparatus], data: bytes, shown: str) -> Witness:
    """The witness of which ``data`` are the bytes, if the apparatus fits it; see :func:`load`."""
    lines = data.decode("utf-8", "replace").split("\n")
    numbers = {f.id: f.line for f in record.value.fragments}
    texts = {id_: "".join(lines[line - 1 : line]) for id_, line in numbers.items()}
    faults = [
        *_fragments(record, texts),
        *_leftovers(record, lines, shown),
        *_changes(record, texts),
        *_uses(record, texts),
    ]
    digest = hashlib.sha256(data).hexdigest()
    if digest != record.value.sha256 and not faults:
        message = "the witness has changed in the white space around its fragments"
        hint = f"bring it back; it is kept byte for byte (SHA-256 {record.value.sha256})"
        faults.append(_fault(record, message, hint, "sha256"))
    if faults:
        raise Problems(faults)
    return Witness(texts, record.value)


def _fault(record: Record[Apparatus], message: str, hint: str, *loc: int | str) -> Finding:
    return fault(record.place(*loc), message, hint)


def _fragments(record: Record[Apparatus], texts: Mapping[str, str]) -> Iterator[Finding]:
    """Each fragment is the line that the apparatus describes."""
    for index, f in enumerate(record.value.fragments):
        text = texts[f.id]
        digest = hashlib.sha256(text.encode()).hexdigest()[:12]
        if (digest, text[:8], text[-8:]) == (f.sha256, f.begins, f.ends):
            continue
        message = (
            f"{f.id}: line {f.line} of the witness is not the fragment described here: "
            f"“{text[:10]}…{text[-10:]}”, {len(text)} characters, SHA-256 {digest}"
        )
        yield _fault(record, message, "bring the witness back", "fragments", index)


def _leftovers(record: Record[Apparatus], lines: list[str], shown: str) -> Iterator[Finding]:
    """What stands outside the fragments is white space."""
    taken = {f.line for f in record.value.fragments}
    for number, line in enumerate(lines, 1):
        if number not in taken and line.strip():
            message = f"“{line[:20]}…” belongs to no fragment"
            yield fault(Place(shown, number), message, "describe it under “fragments”")


def _changes(record: Record[Apparatus], texts: Mapping[str, str]) -> Iterator[Finding]:
    """Each emendation and remark speaks of what stands in its fragment."""
    for index, e in enumerate(record.value.emendations):
        if e.fragment not in texts:
            continue
        if not e.why.strip():
            yield _fault(record, f"{e.id}: gives no reason", "fill “why”", "emendations", index)
        text = texts[e.fragment]
        found = text[e.at : e.at + len(e.witness)]
        if found != e.witness or not 0 <= e.at <= len(text) or e.witness == e.reading:
            message = (
                f"{e.id}: at character {e.at} of {e.fragment} stands “{found}”, not “{e.witness}”"
            )
            yield _fault(record, message, "mend “at” or “witness”", "emendations", index)
    for index, r in enumerate(record.value.remarks):
        if r.words not in texts.get(r.fragment, ""):
            message = f"{r.id}: “{r.words}” does not stand in {r.fragment}"
            yield _fault(record, message, "mend “words”", "remarks", index)


def _uses(record: Record[Apparatus], texts: Mapping[str, str]) -> Iterator[Finding]:
    """Each fragment has one passage, each segment one reading, each id one owner."""
    a = record.value
    used = Counter(id_ for p in a.passages for id_ in p.fragments)
    named = [*used, *(x.fragment for x in (*a.emendations, *a.gaps, *a.remarks))]
    for id_ in dict.fromkeys(named):
        if id_ not in texts:
            yield _fault(record, f"there is no fragment “{id_}”", "mend the name", "passages")
    for id_ in texts:
        if used[id_] != 1:
            message = f"{id_} stands in {used[id_]} passages"
            yield _fault(record, message, "put it into exactly one", "passages")
    segments = [p.segment for p in a.passages] + [s.segment for s in a.supplied]
    ids = [x.id for x in (*a.fragments, *a.emendations, *a.gaps, *a.remarks)]
    for name, count in Counter(segments + ids).items():
        if count > 1:
            yield _fault(record, f"“{name}” is used {count} times", "give each its own name")


def disagreements(witness: Witness, document: Mapping[str, str], shown: str) -> list[Finding]:
    """Where a document differs from the reading: nothing lost, added, changed or moved.

    ``document`` maps the ids of its segments to their texts, in order; ``shown`` is its path.
    """
    readings = witness.readings
    found: list[Finding] = []
    for id_, reading in readings.items():
        if id_ not in document:
            where = " and ".join(fragment for _, fragment in reading.fragments) or "supplied"
            found.append(_lost(shown, f"{id_} ({where}) is missing", f"bring back .. _{id_}:"))
        elif document[id_] != reading.text:
            found.append(_lost(shown, *_difference(reading, document[id_])))
    for id_, text in document.items():
        if id_ not in readings:
            hint = "name it in the apparatus under “supplied”, or take it out"
            found.append(_lost(shown, f"{id_} “{text[:20]}…” is not in the apparatus", hint))
    order = [id_ for id_ in document if id_ in readings and not readings[id_].supplied]
    wanted = [p.segment for p in witness.apparatus.passages if p.segment in document]
    for here, there in zip(order, wanted, strict=True):
        if here != there:
            hint = "put the segments in the order of the passages"
            found.append(_lost(shown, f"{here} stands where {there} should", hint))
            break
    return found


def _lost(shown: str, message: str, hint: str) -> Finding:
    return Finding("witness-differs", message, hint, Place(shown))


def _difference(reading: Reading, text: str) -> tuple[str, str]:
    """The first character at which a text leaves the reading, and the fragment it is in."""
    pairs = enumerate(zip(reading.text, text, strict=False))
    at = next((i for i, (a, b) in pairs if a != b), min(len(reading.text), len(text)))
    context = reading.text[max(0, at - 10) : at]
    fragment = reading.fragment_at(min(at, len(reading.text) - 1)) or "supplied"
    message = (
        f"{reading.segment} ({fragment}), after “{context}”: the witness with its apparatus has "
        f"“{reading.text[at : at + 10]}”, the document “{text[at : at + 10]}”"
    )
    return message, f"bring back {fragment}, or name the change in the apparatus"
