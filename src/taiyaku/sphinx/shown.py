"""Segments as pages show them, with what answers them in the other language by number.

The numbers are those of the source: its sentences, and its occurrences of terms, each counted from
1 in a segment. So the same number stands at words that answer each other, in every language.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import NamedTuple

from docutils import nodes

from taiyaku.model import Concept, Occurrence, Pair, Span
from taiyaku.pairing import Pairing
from taiyaku.sphinx.drawing import text_of
from taiyaku.sphinx.segments import SOURCE


class Sentence(NamedTuple):
    """A sentence of a page.

    ``begins`` are the numbers of the source's sentences that it begins to answer, ``answers`` of
    all that it may answer.
    """

    span: Span
    begins: list[int]
    answers: list[int]


class Word(NamedTuple):
    """A term on a page; ``answers`` are the numbers of the source's occurrences that it answers."""

    span: Span
    concept: Concept
    answers: list[int]


@dataclass(frozen=True)
class Shown:
    """A segment as a page shows it: in translation, or in the language of the source."""

    text: str
    translated: bool
    pairs: tuple[Pair, ...]
    occurrences: tuple[Occurrence, ...]

    @classmethod
    def of(cls, node: nodes.TextElement, pairing: Pairing) -> Shown:
        """The segment of a node."""
        translated = bool(node.get("translated"))
        text = text_of(node)
        return cls(text, translated, *pairing.paired(node[SOURCE], text if translated else ""))

    def sentences(self) -> Iterator[Sentence]:
        """The sentences, in their order."""
        numbers = count(1)
        for pair in self.pairs:
            answered = [next(numbers) for _ in pair.source]
            here = pair.target if self.translated else pair.source
            for place, span in enumerate(here):
                mine = answered[place : place + 1] if place + 1 < len(here) else answered[place:]
                beside = answered if self.translated else mine
                yield Sentence(span, mine, beside)

    def after(self, offset: int) -> int:
        """Where on the page something stands that is at an offset of the source."""
        if not self.translated:
            return offset
        pair = next((p for p in self.pairs if p.source and offset <= p.source[-1].end), None)
        return pair.target[-1].end if pair and pair.target else len(self.text)

    def terms(self) -> Iterator[Word]:
        """The words of the page that are terms; each once."""
        found: dict[Span, Word] = {}
        for number, occurrence in enumerate(self.occurrences, 1):
            spans = [occurrence.span]
            if self.translated:
                spans = [span for span, _ in occurrence.approved]
            for span in spans:
                word = found.setdefault(span, Word(span, occurrence.concept, []))
                word.answers.append(number)
        yield from found.values()


def numbered(kind: str, numbers: list[int]) -> list[str]:
    """The classes by which words that answer each other are known in both languages."""
    return [f"{kind}{number}" for number in numbers]
