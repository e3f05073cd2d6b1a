"""Readings: how the words of a text in kana and ideographs are read.

A term of the glossary is read as the glossary says. All else is in a file that somebody has read
with their own eyes: a word and its reading on a line, parted by a tab, and, where the word is read
so in some places only, their segments in a third column. A reading that ends in ``?`` was proposed
by ``taiyaku readings`` and waits to be looked at; it is not shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from taiyaku.languages import hiragana
from taiyaku.model import Concept, Finding, Place, Problems, Span

IDEOGRAPHS = re.compile("[㐀-鿿豈-﫿々〆ヶ]+")
KANA = re.compile("[ぁ-ゖー]+")
NAME = "readings.tsv"  # in the folder of the glossary


class Reading(NamedTuple):
    """A stretch of a text and how it is read, and the word in which it stands."""

    span: Span
    kana: str
    word: str


@dataclass(frozen=True)
class Readings:
    """The readings of words: everywhere, and in single segments."""

    everywhere: dict[str, str] = field(default_factory=dict)
    here: dict[tuple[str, str], str] = field(default_factory=dict)
    waiting: tuple[str, ...] = ()

    @cached_property
    def _words(self) -> re.Pattern[str]:
        known = sorted({*self.everywhere, *(word for _, word in self.here)}, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, known)) or "(?!)")

    def of(self, text: str, segment: str = "") -> Iterator[Reading]:
        """The readings in a text, the longest word first at each place."""
        for match in self._words.finditer(text):
            kana = self.here.get((segment, match[0])) or self.everywhere.get(match[0])
            for span, part in parts(match[0], kana) if kana else ():
                start = match.start()
                yield Reading(Span(start + span.start, start + span.end), part, match[0])


def parts(word: str, kana: str) -> list[tuple[Span, str]]:
    """The ideographs of a word with their part of its reading: 企 たくら, of 企んで.

    Where the parts cannot be told, the whole word is one.
    """
    pattern, runs, at = "", [], 0
    for run in IDEOGRAPHS.finditer(word):
        pattern += re.escape(hiragana(word[at : run.start()])) + "(.+?)"
        runs.append(Span(*run.span()))
        at = run.end()
    match = re.fullmatch(pattern + re.escape(hiragana(word[at:])), kana)
    if not match or not runs:
        return [(Span(0, len(word)), kana)]
    return list(zip(runs, match.groups(), strict=True))


def load(path: Path, shown: str, concepts: Iterable[Concept], source: str) -> Readings:
    """The readings in a file, if there is one, and those of the glossary, which come first.

    Raises :class:`~taiyaku.model.Problems` with every line that is none.
    """
    everywhere: dict[str, str] = {}
    here: dict[tuple[str, str], str] = {}
    waiting, faults = [], []
    lines = _lines(path, shown) if path.is_file() else []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        word, kana, *where = [part.strip() for part in line.split("\t")] + [""] * ("\t" not in line)
        if kana.endswith("?"):
            waiting.append(word)
        elif not KANA.fullmatch(kana) or not IDEOGRAPHS.search(word) or len(where) > 1:
            hint = "write a word, a tab and its reading in hiragana; a third column names segments"
            faults.append(
                Finding("reading-invalid", f"“{line}” is no reading", hint, Place(shown, number))
            )
        elif where and where[0]:
            here |= {(segment, word): kana for segment in where[0].split()}
        else:
            everywhere[word] = kana
    if faults:
        raise Problems(faults)
    for entry in (concept.terms.get(source) for concept in concepts):
        if entry and entry.reading and IDEOGRAPHS.search(entry.preferred):
            everywhere[entry.preferred] = entry.reading
    return Readings(everywhere, here, tuple(waiting))


def _lines(path: Path, shown: str) -> list[str]:
    try:
        return path.read_text("utf-8").split("\n")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        finding = Finding("reading-invalid", "not UTF-8", "save it as UTF-8", Place(shown, line))
        raise Problems([finding]) from None


def proposed(texts: Iterable[tuple[str, str]], known: Readings) -> list[tuple[str, str, str]]:
    """The words that still want a reading, as SudachiPy reads them: word, reading, segments.

    ``texts`` are (segment, text). A word that is read otherwise in a place than elsewhere is given
    with the segment. Raises :class:`ImportError` where SudachiPy is not installed.
    """
    from sudachipy import Dictionary, SplitMode

    tokenizer = Dictionary().tokenizer()
    found: dict[str, dict[str, list[str]]] = {}
    for segment, text in texts:
        covered = {at for r in known._words.finditer(text) for at in range(*r.span())}
        for word in tokenizer.tokenize(text, SplitMode.C):
            surface, kana = word.surface(), hiragana(word.reading_form())
            if IDEOGRAPHS.search(surface) and not covered & set(range(word.begin(), word.end())):
                found.setdefault(surface, {}).setdefault(kana, []).append(segment)
    return [
        (word, kana, "" if len(kinds) == 1 else " ".join(dict.fromkeys(segments)))
        for word, kinds in sorted(found.items())
        for kana, segments in kinds.items()
    ]
