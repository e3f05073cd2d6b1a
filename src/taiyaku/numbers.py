"""The numbers that stand in a text, whatever their writing: figures, words, months, eras.

A *figure* is written in digits and must be found again in the translation; a *number* that is only
spelled (九条, September, twice) may answer a figure and need not be answered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from taiyaku.folding import Folded
from taiyaku.languages import language
from taiyaku.model import Span

FIGURE = re.compile(
    r"(?<![A-Za-z_\d.,])\d+(?:[.,'\u00a0\u202f](?=\d)\d+)*(?![\d_])"
)  # grouped, with decimals, or of several parts (5.14.3)
GROUPED = re.compile(r"\d{1,3}(?:([,.'\u00a0\u202f])\d{3})(?:\1\d{3})*")
NUMERALS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "壱": 1,
    "弐": 2,
    "参": 3,
}
TENS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "億": 10**8, "兆": 10**12}
IDEOGRAPHIC = re.compile("[〇零一二三四五六七八九壱弐参十百千]+")


@dataclass(frozen=True)
class Numbers:
    """The figures of a text, each with its place and all that it may mean; and what is spelled."""

    figures: tuple[tuple[Span, frozenset[str]], ...]
    spelled: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """Whatever any of them may mean."""
        return self.spelled.union(*(meant for _, meant in self.figures))


@lru_cache(maxsize=4096)
def numbers(text: Folded, code: str) -> Numbers:
    """The numbers of a folded text in a language."""
    spoken, figures, last = language(code), [], 0
    for match in FIGURE.finditer(text.text):
        if match.start() < last:
            continue
        meant = _readings(match[0]) | _era(text.text, match.start(), match[0], spoken.eras)
        last, scaled = _units(text.text, match) if not spoken.spaced else (match.end(), set())
        meant |= scaled | _scaled(text.text, match, spoken.scales)
        figures.append((text.original(Span(match.start(), last)), frozenset(meant)))
    spelled = {str(int(digits)) for digits in re.findall(r"\d+", text.text)}  # naka2656
    if not spoken.spaced:
        spelled |= {str(value) for value in _ideographic(text.text, spoken.eras)}
    if spoken.numbers:
        spelled |= _spelled(text.text, spoken.numbers)
    return Numbers(tuple(figures), frozenset(spelled))


def differences(source: Numbers, target: Numbers) -> tuple[list[Span], list[Span]]:
    """The figures of the source that the target has not, and the other way round."""
    return _unanswered(source, target.all), _unanswered(target, source.all)


def _unanswered(here: Numbers, there: frozenset[str]) -> list[Span]:
    return [span for span, meant in here.figures if not meant & there]


def _readings(figure: str) -> set[str]:
    """What digits may mean: 1,000 is a thousand, or one with three decimals."""
    parts = re.split(r"[.,'\u00a0\u202f]", figure)
    found = {".".join(str(int(part)) for part in parts)}
    if GROUPED.fullmatch(figure):
        found.add(str(int("".join(parts))))
    if len(parts) == 2:
        found.add(_plain(Decimal(f"{parts[0]}.{parts[1]}")))
    if len(parts) > 2 and GROUPED.fullmatch(figure[: -len(parts[-1]) - 1]):
        found.add(_plain(Decimal(f"{''.join(parts[:-1])}.{parts[-1]}")))
    return found


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


SCALE = re.compile(r"\s+([^\W\d_]+?)s?\b")
PART = re.compile(r"(\d[\d,]*(?:\.\d+)?)((?:[十百千]?[万億兆]|千|百)?)")


def _units(text: str, match: re.Match[str]) -> tuple[int, set[str]]:
    """A figure with the units that follow it (5万, 1億2000万): where it ends, and its value."""
    total, end = Decimal(0), match.start()
    while (part := PART.match(text, end)) and (part[2] or total):
        total += Decimal(part[1].replace(",", "")) * (_unit(part[2]) if part[2] else 1)
        end = part.end()
        if not part[2]:
            break
    return (end, {_plain(total)}) if total else (match.end(), set())


def _unit(written: str) -> int:
    product = 1
    for char in written:
        product *= TENS.get(char) or MYRIADS[char]
    return product


def _era(text: str, start: int, figure: str, eras: tuple[tuple[str, int], ...]) -> set[str]:
    """The year of the common era for a year of an era that stands before a figure."""
    if not figure.isdigit():
        return set()
    return {str(first + int(figure) - 1) for name, first in eras if text.endswith(name, 0, start)}


def _ideographic(text: str, eras: tuple[tuple[str, int], ...]) -> set[int]:
    found = set()
    for match in IDEOGRAPHIC.finditer(text):
        value = ideographic(match[0])
        found |= {value, *(first + value - 1 for name, first in eras
                           if text.endswith(name, 0, match.start()))}  # fmt: skip
    for name, first in eras:
        if f"{name}元年" in text:
            found.add(first)
    return found


def ideographic(written: str) -> int:
    """The value of a number in ideographs: 二十三, 百四十六, 二〇一六."""
    if not any(char in TENS for char in written):
        return int("".join(str(NUMERALS[char]) for char in written))
    total, digit = 0, 0
    for char in written:
        if char in TENS:
            total, digit = total + (digit or 1) * TENS[char], 0
        else:
            digit = digit * 10 + NUMERALS[char]
    return total + digit


def _spelled(text: str, known: dict[str, int]) -> set[str]:
    """The words for numbers in a text, with tens and ones put together (twenty-one)."""
    words = [known.get(word) for word in re.findall(r"[^\W\d_]+", text)]
    found = {value for value in words if value is not None}
    for tens, ones in pairwise(words):
        if tens is not None and ones is not None and 20 <= tens <= 90 and 0 < ones < 10:
            found.add(tens + ones)
    return {str(value) for value in found}


def _scaled(text: str, match: re.Match[str], scales: dict[str, int]) -> set[str]:
    """A figure with a word for a power of ten behind it: 1.5 million."""
    word = SCALE.match(text, match.end()) if scales else None
    if not word or word[1] not in scales:
        return set()
    readings = [reading for reading in _readings(match[0]) if reading.count(".") < 2]
    return {_plain(Decimal(reading) * scales[word[1]]) for reading in readings}
