"""Where words begin and end in a script written without spaces, judged by the script alone.

It needs no dictionary; :mod:`taiyaku.dictionary` knows better where one is installed.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from taiyaku.languages import Language
from taiyaku.model import Span

# Whether a hit at a span of a folded text is a word.
Guard = Callable[[str, Span], bool]

KATAKANA = re.compile("[ァ-ヺー]+")
IDEOGRAPHS = re.compile("[㐀-鿿豈-﫿々〆]+")
BOUND = re.compile(f"{KATAKANA.pattern}|{IDEOGRAPHS.pattern}")  # what may go on with a word


def stands_alone(text: str, span: Span, spoken: Language) -> bool:
    """Whether a hit in an unspaced text is a word and no part of another, judged by its script."""
    start, end = span
    if not (BOUND.match(text, end) or BOUND.match(text, max(start - 1, 0), start)):
        return True
    return _katakana(text, start, end, spoken) and _ideographs(text, start, end, spoken)


def _run(pattern: re.Pattern[str], text: str, start: int, end: int) -> tuple[str, str]:
    """What of the same script stands before and after a hit, if its edges are of that script."""
    before = after = ""
    if pattern.match(text, start):
        while start > 0 and pattern.match(text[start - 1]):
            start -= 1
            before = text[start] + before
    if pattern.match(text, end - 1):
        match = pattern.match(text, end)
        after = match[0] if match else ""
    return before, after


def _katakana(text: str, start: int, end: int, spoken: Language) -> bool:
    """No form inside a longer word of katakana, but where the rest is a word known to join."""
    before, after = _run(KATAKANA, text, start, end)
    return all(rest in spoken.joining for rest in (before, after.removeprefix("ー")) if rest)


def _ideographs(text: str, start: int, end: int, spoken: Language) -> bool:
    """No single ideograph inside a word of ideographs; no two across the border of two words.

    Words of ideographs are mostly of two, so what stands beside a hit of two must come out even,
    but for what is known to stand before or behind words. So 京都 is not in 東京都, and 法人 is in
    新法人税.
    """
    before, after = _run(IDEOGRAPHS, text, start, end)
    if end - start == 1 and IDEOGRAPHS.match(text, start):
        return not before and not after
    if end - start != 2 or not IDEOGRAPHS.fullmatch(text, start, end):
        return True
    prefixed = text[start] in spoken.before  # 全国民 may be 全 and 国民
    follows = _comes_out(after, spoken, first=0) or (len(before) % 2 == 0 and not prefixed)
    return _comes_out(before, spoken, first=2) and follows


def _comes_out(run: str, spoken: Language, first: int) -> bool:
    """Whether ideographs can be words of two, one of them with an affix if their number is odd.

    ``first`` is where the first suffix may stand: behind a word.
    """
    if len(run) % 2 == 0:
        return True
    return any(
        run[at] in spoken.before or (at >= first and run[at] in spoken.behind)
        for at in range(0, len(run), 2)
    )
