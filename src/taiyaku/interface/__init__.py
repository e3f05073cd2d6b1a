"""The words of the pages that are not the edition's own: labels, titles of links.

One TOML file a language; a language without one, or a word it lacks, falls back to English.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

FALLBACK = "en"


@cache
def words(language: str) -> dict[str, str]:
    """The words for ``language``, by key."""
    base = _read(FALLBACK)
    return base | _read(language.split("_")[0].split("-")[0]) | _read(language)


def _read(language: str) -> dict[str, str]:
    file = resources.files(__package__) / f"{language}.toml"
    return tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}
