"""What a page says of its terms when a reader asks: a script of data for each page.

The page loads it by a ``script`` element, at the reader's first movement: ``fetch`` fails where a
page is read from the disk. It calls ``taiyakuTerms`` with one object: concept id to ``headword``,
``reading``, ``others`` (in each other language: its code, its direction, the form, its reading),
``definition``, ``entry`` (the words of the link to the glossary, with the number of occurrences).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from taiyaku.interface import words
from taiyaku.languages import language
from taiyaku.model import Concept, Segment


def counted(texts: Iterable[Sequence[Segment]], but: str | None) -> Counter[str]:
    """How often each concept occurs in the edition, ``but`` in one document (the glossary's)."""
    segments = {s.id: s for text in texts for s in text if s.document != but}
    return Counter(o.concept.id for s in segments.values() for o in s.occurrences)


def by_document(texts: Iterable[Sequence[Segment]]) -> dict[str, set[str]]:
    """The concepts that occur in each document, by id."""
    found: dict[str, set[str]] = {}
    for segment in (segment for text in texts for segment in text):
        if segment.occurrences:
            ids = found.setdefault(segment.document, set())
            ids |= {o.concept.id for o in segment.occurrences}
    return found


def as_script(
    concepts: Iterable[Concept], here: str, others: Sequence[str], counts: Counter[str]
) -> str:
    """The script for a page in language ``here``; ``others`` are the languages it may show."""
    cards = {c.id: _card(c, here, others, counts[c.id]) for c in concepts if here in c.terms}
    return f"taiyakuTerms({json.dumps(cards, ensure_ascii=False, separators=(',', ':'))});\n"


def _card(concept: Concept, here: str, others: Sequence[str], number: int) -> dict[str, Any]:
    entry, said = concept.terms[here], words(here)
    key = "occurs_once" if number == 1 else "occurs"
    return {
        "headword": entry.preferred,
        "reading": entry.reading,
        "others": [
            [code, language(code).direction, other.preferred, other.reading]
            for code in others
            if (other := concept.terms.get(code))
        ],
        "definition": concept.definition,
        "entry": said[key].format(number=number),
    }
