"""What is particular to a language, as rows of data, and the few rules that read them.

A language that has no row of its own gets a sound default: left to right, spaces between words,
sorted by letter. To teach the toolchain a language is to add a row.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from taiyaku.model import Span


@dataclass(frozen=True)
class Language:
    """A language as the toolchain needs to know it.

    ``spaced``: words are parted by spaces, so a term has borders. ``endings``: what may follow
    a word without making it another word (a regular expression). ``swaps``: endings of a stem
    that change with it, as pairs (ending, regular expression for all its shapes). ``rows``: the
    heads under which a list in this language is sorted, each with the letters that open it; empty
    means that each first letter is its own head. ``kana``: sort by reading, in gojūon order.
    ``invisible``: characters that do not show and that its writing needs.
    """

    code: str
    name: str = ""
    direction: str = "ltr"
    spaced: bool = True
    endings: str = ""
    swaps: tuple[tuple[str, str], ...] = ()
    kana: bool = False
    rows: tuple[tuple[str, str], ...] = ()
    invisible: str = ""


JOINERS = "\u200c\u200d"
DIRECTIONS = "\u200e\u200f\u061c"

GOJUON = tuple(
    (f"{row[0]}行", row)
    for row in (
        "あいうえお", "かきくけこ", "さしすせそ", "たちつてと", "なにぬねの",
        "はひふへほ", "まみむめも", "やゆよ", "らりるれろ", "わゐゑをん",
    )
)  # fmt: skip

ROWS = (
    Language("ja", "日本語", spaced=False, kana=True, rows=GOJUON),
    Language("en", "English", endings=r"(?:['’]s|(?:e?s)['’]?)?", swaps=(("y", "(?:y|ies)"),)),
    Language("zh", "中文", spaced=False),
    Language("ko", "한국어"),
    Language("fr", "Français", endings=r"[sx]?"),
    Language("de", "Deutsch", endings=r"(?:e?[ns])?"),
    Language("ar", "العربية", direction="rtl", invisible=JOINERS + DIRECTIONS),
    Language("fa", "فارسی", direction="rtl", invisible=JOINERS + DIRECTIONS),
    Language("he", "עברית", direction="rtl", invisible=DIRECTIONS),
    Language("hi", "हिन्दी", invisible=JOINERS),
)
LANGUAGES = {row.code: row for row in ROWS}


def language(code: str) -> Language:
    """The row for ``code`` (``pt_BR`` and ``pt-BR`` fall back to ``pt``), or the default row."""
    base = re.split("[-_]", code)[0]
    return LANGUAGES.get(code) or LANGUAGES.get(base) or Language(code, code)


# Scripts written without spaces, by the first word of a character's Unicode name. Hangul is wide
# too, but Korean parts its words by spaces.
UNSPACED = {"CJK", "HIRAGANA", "KATAKANA", "IDEOGRAPHIC", "FULLWIDTH", "KATAKANA-HIRAGANA"}


def unspaced(char: str) -> bool:
    """Whether ``char`` belongs to a script that is written without spaces."""
    if not char or unicodedata.east_asian_width(char) not in "WF":
        return False
    name = unicodedata.name(char, "").split(" ")[0]
    return name in UNSPACED or unicodedata.category(char).startswith("P")


def unspaced_runs(text: str) -> list[Span]:
    """The stretches of a text that stand in a script written without spaces."""
    runs: list[Span] = []
    for at, char in enumerate(text):
        if unspaced(char) and runs and runs[-1].end == at:
            runs[-1] = Span(runs[-1].start, at + 1)
        elif unspaced(char):
            runs.append(Span(at, at + 1))
    return runs


def foreign_runs(text: str, here: str, other: str) -> list[Span]:
    """The stretches of a text in language ``here`` that must be in ``other``, by their script."""
    tells = language(here).spaced and not language(other).spaced
    return unspaced_runs(text) if tells else []


def joins(before: str, after: str) -> bool:
    """Whether a line break between two characters stands for nothing.

    So it does between unspaced scripts, and beside their punctuation, which brings its own space.
    """
    marks = [unspaced(c) and unicodedata.category(c).startswith("P") for c in (before, after)]
    return any(marks) or (unspaced(before) and unspaced(after))


SMALL_KANA = str.maketrans("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ")
VOWELS = ("あかさたなはまやらわ", "いきしちにひみり", "うくすつぬふむゆる", "えけせてねへめれ",
          "おこそとのほもよろを")  # fmt: skip


def hiragana(text: str) -> str:
    """``text`` with katakana of any width turned into hiragana."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in folded)


def kana_key(reading: str) -> str:
    """The letters by which a Japanese reading sorts: JIS X 4061's first level.

    Voicing, size and script of a kana do not count, and a long-vowel mark counts as its vowel.
    """
    plain = "".join(
        c for c in unicodedata.normalize("NFD", hiragana(reading)) if not unicodedata.combining(c)
    ).translate(SMALL_KANA)
    key = ""
    for char in plain:
        if char == "ー" and key:
            char = next((row[0] for row in VOWELS if key[-1] in row), "")
        if char.isalnum():
            key += char
    return key


def sort_key(text: str, code: str) -> tuple[str, str]:
    """The key by which ``text`` (a headword, or its reading) sorts in a list of this language."""
    if language(code).kana:
        return kana_key(text), hiragana(text)
    letters = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if c.isalnum())
    return letters, text


def head(text: str, code: str) -> str:
    """The head of the row under which ``text`` is listed: ``か行``, ``F``."""
    first = sort_key(text, code)[0][:1]
    rows = language(code).rows
    return next((title for title, letters in rows if first and first in letters), first.upper())
