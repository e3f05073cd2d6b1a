"""Where a term stands in a text.

A text is folded first (:mod:`taiyaku.folding`), so that spelling does not part it from the
glossary. Then, in this order: every place where a form of the glossary begins is looked at; a form
inside another word is left out (the guard); of those that stand in each other's way the longest
wins. The guard comes before the longest match, or a long form that is none would hide a short one
that is.

In a language with spaces a form has word borders, its words take their endings
(:mod:`taiyaku.inflection`), and blanks and hyphens in it may come and go. In one without, the guard
(:mod:`taiyaku.guard`) keeps a form out of longer words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import InitVar, dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise
from operator import add, itemgetter
from typing import Generic, TypeVar

from taiyaku.folding import NO_NAMES, Folded, alike, folded
from taiyaku.guard import KATAKANA, Guard, stands_alone
from taiyaku.inflection import beginnings, derived, shapes
from taiyaku.languages import language
from taiyaku.model import Span

T = TypeVar("T")
WORD = re.compile(r"\w+")
WORDLIKE = re.compile(r"[\w']")  # where it stands beside a form, the form may go on
BETWEEN = r"[\s-]*"  # blanks and hyphens come and go
SHORTEST_STEM = 3
NOWHERE = re.compile(r"(?!)")


@dataclass(frozen=True)
class Form:
    """One form of one language, ready to be found in folded texts.

    ``keys``: each of its places begins with one of them.
    """

    written: str
    code: str
    keys: tuple[str, ...]

    @cached_property
    def _plain(self) -> str:
        return alike(self.written)

    @cached_property
    def _parts(self) -> list[str]:
        return re.findall(r"\w+|[^\w\s-]+", self._plain)

    @cached_property
    def _bodies(self) -> list[str]:
        known = (shapes(part, self.code) if part[:1].isalpha() else "" for part in self._parts)
        return [body or re.escape(part) for body, part in zip(known, self._parts, strict=True)]

    @cached_property
    def shapes(self) -> re.Pattern[str]:
        """Every shape of the form, as words of their own."""
        spoken = language(self.code)
        if not spoken.spaced:
            return re.compile("|".join(map(re.escape, sorted(self.keys, reverse=True))))
        return self._whole(self._bodies)

    def _whole(self, bodies: list[str]) -> re.Pattern[str]:
        if not bodies:
            return NOWHERE
        beginnings = language(self.code).beginnings
        opened = rf"(?<!\w){beginnings}" if self._parts[0][0].isalnum() else ""
        closed = r"(?!\w)" if self._parts[-1][-1].isalnum() else ""
        return re.compile(opened + BETWEEN.join(bodies) + closed)

    @cached_property
    def _turned(self) -> re.Pattern[str]:
        last = self._parts[-1] if self._parts else ""
        other = derived(last, self.code) if len(last) > SHORTEST_STEM + 2 else ""
        return self._whole([*self._bodies[:-1], other]) if other else NOWHERE

    @cached_property
    def _squeezed(self) -> re.Pattern[str]:
        long = language(self.code).spaced and sum(map(len, self._parts)) > 4
        return re.compile("".join(self._bodies)) if long else NOWHERE

    def spans(self, text: str) -> list[Span]:
        """Every place of the form in a folded text, its words taken as the language inflects."""
        keys = self.keys
        number = text.count(keys[0]) if len(keys) == 1 else sum(map(text.count, keys))
        if not number:
            return []
        written = self._as_written(text)
        if len(written) == number:
            return written
        return [Span(*match.span()) for match in self.shapes.finditer(text)]

    def _as_written(self, text: str) -> list[Span]:
        """The places of the form just as it is written, if there can be no other: the usual case.

        Compiling a regular expression takes longer than a thousand searches.
        """
        plain, found = self._plain, []
        at = text.find(plain)
        while at >= 0:
            end = at + len(plain)
            if WORDLIKE.match(text, end) or (at and WORDLIKE.match(text, at - 1)):
                return []
            found.append(Span(at, end))
            at = text.find(plain, at + 1)
        return found

    def derived(self, text: str) -> Iterator[Span]:
        """Every place of the verb or adjective of which the form's last word is the noun."""
        if self._parts and self._parts[-1][:SHORTEST_STEM] in text:
            for match in self._turned.finditer(text):
                yield Span(*match.span())

    def loose(self, text: str) -> Iterator[Span]:
        """Every place of the form with its blanks and hyphens elsewhere."""
        squeezed = text.replace(" ", "").replace("-", "")
        if len(squeezed) < len(text) and any(key in squeezed for key in self.keys):
            yield from _in_squeezed(self._squeezed, text)


@lru_cache(maxsize=65536)
def form(written: str, code: str) -> Form:
    """A form of the glossary, as the rules of its language find it."""
    plain = alike(written)
    if not language(code).spaced:
        return Form(written, code, tuple(_spellings(plain)) if plain else ())
    first = re.search(r"\w+|[^\w\s-]+", plain)
    return Form(written, code, beginnings(first[0], code) if first else ())


def _spellings(plain: str) -> set[str]:
    """A form of an unspaced language with the long vowel at the end of its words, and without."""
    found = {plain}
    for run in KATAKANA.finditer(plain):
        word = run[0]
        if len(word) > SHORTEST_STEM - (not word.endswith("ー")):
            other = word[:-1] if word.endswith("ー") else f"{word}ー"
            found |= {spelling.replace(word, other) for spelling in found}
    return found


def _in_squeezed(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    kept = [at for at, char in enumerate(text) if char not in " -"]
    squeezed = "".join(text[at] for at in kept)
    for match in pattern.finditer(squeezed):
        start, end = kept[match.start()], kept[match.end() - 1] + 1
        before, after = text[start - 1 : start], text[end : end + 1]
        if not (before.isalnum() or after.isalnum()):
            yield Span(start, end)


# --- many forms --------------------------------------------------------------------------------


@dataclass
class Lexicon(Generic[T]):
    """Forms of one language, each with what it stands for, ready to be found in any text.

    The cost of a text depends on its length and hardly on the number of forms: the places where one
    could begin are looked up by their first letters.
    """

    code: str
    forms: InitVar[Iterable[tuple[str, T]]]
    guard: Guard | None = None
    meanings: dict[str, list[T]] = field(default_factory=dict, init=False)
    _keys: dict[str, list[tuple[str, Form]]] = field(default_factory=dict, init=False)

    def __post_init__(self, forms: Iterable[tuple[str, T]]) -> None:
        self._spoken = language(self.code)
        for written, meaning in forms:
            if written not in self.meanings:
                self._enter(form(written, self.code))
            self.meanings.setdefault(written, []).append(meaning)
        self._lengths = sorted({len(key) for key in self._keys})

    def _enter(self, entry: Form) -> None:
        for key in entry.keys:
            first = key[:SHORTEST_STEM] if self._spoken.spaced else key[:2]
            self._keys.setdefault(first, []).append((key, entry))

    def find(self, text: str | Folded) -> list[tuple[Span, list[T]]]:
        """Each place where a form stands, from left to right, with all that the form means.

        Spans are those of the text, not of the folded one.
        """
        text = folded(text, NO_NAMES) if isinstance(text, str) else text
        if self._spoken.spaced:
            hits = dict.fromkeys(self._spaced(text.text))  # one form may have two keys in a word
        else:
            hits = self._unspaced(text.text)
        return [(text.original(span), self.meanings[f.written]) for span, f in longest(hits)]

    def _unspaced(self, text: str) -> Iterator[tuple[Span, Form]]:
        known = self._keys
        begun = set(filter(known.__contains__, map(add, text, text[1:])))
        if self._lengths[:1] == [1]:
            begun |= known.keys() & set(text)
        for first in begun:
            for key, entry in known[first]:
                at = text.find(key)
                while at >= 0:
                    span = Span(at, at + len(key))
                    if self._is_word(text, span):
                        yield span, entry
                    at = text.find(key, at + 1)

    def _is_word(self, text: str, span: Span) -> bool:
        if self.guard is not None:
            return self.guard(text, span)
        return stands_alone(text, span, self._spoken)

    def _spaced(self, text: str) -> Iterator[tuple[Span, Form]]:
        known = self._keys
        for word in WORD.finditer(text):
            for start in self._starts(word):
                for length in self._lengths:
                    if start + length > word.end():
                        break
                    for key, entry in known.get(text[start : start + length], ()):
                        begun = text.startswith(key, start)
                        if begun and (match := entry.shapes.match(text, word.start())):
                            yield Span(*match.span()), entry

    def _starts(self, word: re.Match[str]) -> Iterable[int]:
        """Where in a word a form may begin: at first, and behind what is written with it."""
        if not self._spoken.beginnings:
            return (word.start(),)
        return range(word.start(), min(word.start() + 5, word.end()))


def longest(hits: Iterable[tuple[Span, T]]) -> list[tuple[Span, T]]:
    """The hits that no longer one overlaps, from left to right; equal ones all stay."""
    ordered = sorted(hits, key=itemgetter(0))
    if len(ordered) < 2 or all(one[0][1] <= other[0][0] for one, other in pairwise(ordered)):
        return ordered
    kept: list[tuple[Span, T]] = []
    taken: dict[int, Span] = {}
    for span, entry in sorted(ordered, key=lambda hit: (hit[0].start - hit[0].end, hit[0].start)):
        over = {taken[at] for at in range(*span) if at in taken}
        if over <= {span}:
            kept.append((span, entry))
            taken |= dict.fromkeys(range(*span), span)
    return sorted(kept, key=itemgetter(0))
