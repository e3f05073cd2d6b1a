"""An extra: SudachiPy's dictionary as the judge of where Japanese words begin and end.

``dictionary = true`` under ``[tool.taiyaku]``, and ``pip install taiyaku[dictionary]``. It takes
the place of the guard by script, knows more words, and costs some 0.2 s to load and a hundred
megabytes of disk.
"""

from __future__ import annotations

import re
import threading
from functools import lru_cache
from typing import Any

from taiyaku.guard import IDEOGRAPHS, KATAKANA
from taiyaku.model import Finding, Place, Problems, Span

# Only the run of ideographs or katakana around a hit is cut into words, and remembered.
RUN = re.compile(f"{IDEOGRAPHS.pattern}|{KATAKANA.pattern}")


class Borders:
    """Whether a hit begins and ends where words do. May be used by many threads at once."""

    def __init__(self, dictionary: Any, mode: Any) -> None:
        self._dictionary, self._mode, self._local = dictionary, mode, threading.local()
        self._of = lru_cache(maxsize=65536)(self._cut)

    def __call__(self, text: str, span: Span) -> bool:
        """Whether the stretch of a folded text is made of whole words."""
        before, after = text[: span.start], text[span.end :]
        start = span.start - len(_ending(before, text[span.start]))
        end = span.end + len(_beginning(after, text[span.end - 1]))
        borders = self._of(text[start:end])
        return span.start - start in borders and span.end - start in borders

    def _cut(self, run: str) -> frozenset[int]:
        if not hasattr(self._local, "tokenizer"):
            self._local.tokenizer = self._dictionary.tokenizer()
        words = self._local.tokenizer.tokenize(run, self._mode)
        return frozenset({0, len(run), *(word.end() for word in words)})


def _beginning(text: str, char: str) -> str:
    """What of the same script as ``char`` a text begins with."""
    same = next((m for m in RUN.finditer(char + text[:32]) if m.start() == 0), None)
    return same[0][1:] if same else ""


def _ending(text: str, char: str) -> str:
    """What of the same script as ``char`` a text ends with."""
    return _beginning(text[::-1], char)[::-1]


@lru_cache(maxsize=1)
def borders() -> Borders:
    """The judge; raises :class:`~taiyaku.model.Problems` where SudachiPy is not installed."""
    try:
        from sudachipy import Dictionary, SplitMode
    except ImportError:
        message = "tool.taiyaku.dictionary: SudachiPy is not installed"
        hint = "pip install taiyaku[dictionary], or take the setting out"
        raise Problems([Finding("file-invalid", message, hint, Place("pyproject.toml"))]) from None
    return Borders(Dictionary(), SplitMode.A)
