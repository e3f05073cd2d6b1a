"""Where a term stands in a text.

The engine is one alternation, longest form first, so that the longest term wins and nothing is
found inside it. In a language with spaces a form has word borders and takes the language's endings
(plural, possessive); in one without, a form that begins or ends in a script that makes long words
(katakana, or a lone ideograph) does not match inside such a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from taiyaku.languages import Language, language
from taiyaku.model import Span

T = TypeVar("T")

KATAKANA = "ァ-ヺー"
IDEOGRAPH = "㐀-鿿々"


def pattern(form: str, spoken: Language) -> str:
    """A regular expression for one form in one language."""
    body = r"\s+".join(re.escape(word) for word in form.split())
    if not spoken.spaced:
        return _guarded(form, body)
    for ending, shapes in spoken.swaps:
        if form.endswith(ending):
            body = body.removesuffix(re.escape(ending)) + shapes
    opened = r"(?<!\w)" + spoken.beginnings if form[:1].isalnum() else ""
    closed = spoken.endings + r"(?!\w)" if form[-1:].isalnum() else ""
    return opened + body + closed


def _guarded(form: str, body: str) -> str:
    """``body`` kept out of longer words, judged by the script at its edges."""
    before = after = ""
    if re.match(f"[{KATAKANA}]", form):
        before = f"(?<![{KATAKANA}])"
    if re.search(f"[{KATAKANA}]$", form):
        after = f"(?![{KATAKANA}])"
    if re.fullmatch(f"[{IDEOGRAPH}]", form):
        before, after = f"(?<![{IDEOGRAPH}])", f"(?![{IDEOGRAPH}])"
    return before + body + after


class Lexicon(Generic[T]):
    """Forms of one language, each with what it stands for, ready to be found in any text."""

    def __init__(self, code: str, forms: Iterable[tuple[str, T]]) -> None:
        spoken = language(code)
        self.meanings: dict[str, list[T]] = {}
        for form, meaning in forms:
            self.meanings.setdefault(form, []).append(meaning)
        self._order = sorted(self.meanings, key=len, reverse=True)
        alternatives = "|".join(f"({pattern(form, spoken)})" for form in self._order)
        self._search = re.compile(alternatives, re.IGNORECASE) if alternatives else None

    def find(self, text: str) -> Iterator[tuple[Span, list[T]]]:
        """Each place where a form stands, from left to right, with all that the form means."""
        for match in self._search.finditer(text) if self._search else ():
            yield Span(*match.span()), self.meanings[self._order[match.lastindex - 1]]
