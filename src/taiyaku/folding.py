"""A text as the matcher sees it: spellings made alike, markup set aside, every place known.

Width, case, composition, hyphens and apostrophes do not part a term from its text; nor do line
breaks between letters of unspaced scripts, nor the marks of inline markup. What is no text at all
(literals, addresses, placeholders, the targets of roles, identifiers) becomes one character that
belongs to no word. The titles of links and roles are text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from taiyaku.languages import empty_breaks, joins
from taiyaku.marks import PROSE_ROLES
from taiyaku.model import Span

ASIDE = "\ue000"  # stands for what is no text
ALIKE = {ord(c): "'" for c in "’‘ʼ´`"} | {ord(c): "-" for c in "‐‑‒–\u00ad"} | {ord("〜"): "~"}
ALIKE |= {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}

MARKUP = re.compile(
    r"""
    (?P<literal> ``.+?`` )
  | (?P<role> (?: :[\w+.-]+)+ : ` (?P<title> [^`<]*? (?=\s*<) )? [^`]* ` ) (?<! :` )
  | (?P<link> ` (?P<name> [^`<]+?) \s* <[^`<>]+> `__? )
  | (?P<url> (?:https?|ftp)://[^\s<>`"”』」）)]+ | [\w.+-]+@[\w-]+\.[\w.-]+ )
  | (?P<printf> %(?:\(\w+\)|\d+\$)?[#0+-]*(?:\d+|\*)?(?:\.\d+)?
                (?:hh?|ll?|[Lzjt])?[diouxXeEfFgGcrsa](?![A-Za-z]) )
  | (?P<brace> \$?\{[\w.!:\[\]]*\} )
  | (?P<tag> </?[A-Za-z][^<>]*> | &\#?\w+; )
  | (?P<identifier> (?<![A-Za-z0-9_]) [A-Za-z0-9_.]*
                    (?:[A-Za-z0-9]_+[A-Za-z0-9]|__\w+__) [A-Za-z0-9_.]* (?:\(\))? )
  | (?P<join> \\\s )
  | (?P<emphasis> (?<!\*) \* (?P<word> [^\s*] (?: [^*]* [^\s*] )? ) \* (?!\*) )
  | (?P<mark> \*\* | (?<!`)`(?!`) | (?<=`)__?(?!\w) )
    """,
    re.VERBOSE | re.DOTALL,
)
# Of a role of prose all the text is text; of any other, a title before <…> is, and nothing else.
VISIBLE_ROLE = re.compile(rf"(?::std)?:(?:{'|'.join(sorted(PROSE_ROLES))}):`(?P<text>[^`]*)`")
HAS_MARKUP = re.compile(r"[`*\\%{<&_@]|://")
UNPLAIN = re.compile(rf"{HAS_MARKUP.pattern}|[\x00-\x1f]")  # in a text of ASCII


class Folded(NamedTuple):
    """A text made alike.

    Where offsets differ, ``starts`` and ``ends`` say where each letter stands in the original.
    """

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def original(self, span: Span) -> Span:
        """Where in the original a stretch of the folded text stands."""
        if self.starts is None or self.ends is None:
            return span
        return Span(self.starts[span.start], self.ends[span.end - 1])


@lru_cache(maxsize=4096)
def folded(text: str, names: frozenset[str]) -> Folded:
    """``text`` made alike with everything that means the same.

    ``names`` are emphases that are no text: see :func:`names`.
    """
    if text.isascii() and not UNPLAIN.search(text):
        return Folded(text.lower())
    simple = _alike(text)
    if "\n" in simple and not empty_breaks(text):
        simple = simple.replace("\n", " ")
    if (
        len(simple) == len(text)
        and not HAS_MARKUP.search(text)
        and "\n" not in simple
        and unicodedata.is_normalized("NFKC", simple)
    ):
        return Folded(simple)
    letters = Letters()
    for start, end, kind in _pieces(text, names):
        if kind == ASIDE:
            letters.add(ASIDE, [start], [end])
        else:
            _fold_piece(text, start, end, letters)
    letters.tidy()
    return Folded(letters.text, tuple(letters.starts), tuple(letters.ends))


NO_NAMES: frozenset[str] = frozenset()


def names(source: str, target: str) -> frozenset[str]:
    """What is emphasised alike in both texts of a pair: the names of parameters, and no text."""
    if "*" not in source or "*" not in target:
        return NO_NAMES
    ours, theirs = (
        {m["emphasis"] for m in MARKUP.finditer(text) if m["emphasis"]} for text in (source, target)
    )
    return frozenset(ours & theirs)


def alike(form: str) -> str:
    """A form of the glossary, folded as texts are, without looking for markup."""
    return " ".join(_alike(unicodedata.normalize("NFKC", form)).split())


def _alike(text: str) -> str:
    return text.translate(ALIKE).lower()


def _pieces(text: str, names: frozenset[str]) -> list[tuple[int, int, str]]:
    """The text cut into what is text (kind ``""``) and what is not; marks are left out."""
    found, last = [], 0
    for match in MARKUP.finditer(text):
        if match.start() > last:
            found.append((last, match.start(), ""))
        last = match.end()
        shown = None if match["emphasis"] in names else _shown(match)
        if shown is not None:
            found.append((*shown, ""))
        elif match.lastgroup not in ("mark", "join"):
            found.append((match.start(), match.end(), ASIDE))
    if last < len(text):
        found.append((last, len(text), ""))
    return found


def _shown(match: re.Match[str]) -> tuple[int, int] | None:
    """The part of a piece of markup that readers see, if it is text."""
    if match["name"]:
        return match.span("name")
    if match["title"]:
        return match.span("title")
    if match["emphasis"]:
        return match.span("word")
    if match["role"] and (visible := VISIBLE_ROLE.fullmatch(match["role"])):
        return match.start() + visible.start("text"), match.start() + visible.end("text")
    return None


class Letters:
    """A folded text while it is made: its letters, and where each begins and ends."""

    def __init__(self) -> None:
        self.text, self.starts, self.ends = "", [], []

    def add(self, text: str, starts: Iterable[int], ends: Iterable[int]) -> None:
        """Add some letters with their places."""
        self.text += text
        self.starts += starts
        self.ends += ends

    def tidy(self) -> None:
        """Take out line breaks that stand for nothing; all other white space becomes a blank."""
        for match in reversed([m for m in SPACE.finditer(self.text) if m[0] != " "]):
            start, end = match.span()
            text = self.text
            empty = "\n" in match[0] and joins(text[start - 1 : start], text[end : end + 1])
            self.text = text[:start] + ("" if empty else " ") + text[end:]
            kept = start + (not empty)
            self.ends[start:kept] = self.ends[end - 1 : end] if kept > start else []
            del self.starts[kept:end], self.ends[kept:end]


SPACE = re.compile(r"\s+")


def _fold_piece(text: str, start: int, end: int, letters: Letters) -> None:
    """Add a stretch of the text; where its length changes, letter by letter with its marks."""
    piece = text[start:end]
    alike = _alike(piece)
    if len(alike) == len(piece) and unicodedata.is_normalized("NFKC", alike):
        letters.add(alike, range(start, end), range(start + 1, end + 1))
        return
    index = start
    while index < end:
        following = index + 1
        while following < end and _goes_with(text[following]):
            following += 1
        made = _alike(unicodedata.normalize("NFKC", text[index:following]))
        letters.add(made, [index] * len(made), [following] * len(made))
        index = following


def _goes_with(char: str) -> bool:
    """Whether a character belongs to the one before it: a combining or a half-width voiced mark."""
    return bool(unicodedata.combining(char)) or char in "ﾞﾟ"
