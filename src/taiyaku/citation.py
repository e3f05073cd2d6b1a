"""What edition this is, and how to cite it: from ``CITATION.cff``, if the project has one.

Read are ``version`` and ``date-released`` (https://citation-file-format.github.io/), and the names
of the ``authors``, who are those of the edition; titles are the edition's own, by language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from taiyaku.model import Finding, Place, Problems

NAME = "CITATION.cff"
SPECIAL = re.compile(r"([#$%&_{}])")


@dataclass(frozen=True)
class Citation:
    """The edition's version, the date of its release (ISO 8601), and who made it."""

    version: str = ""
    released: str = ""
    authors: tuple[str, ...] = ()

    @property
    def edition(self) -> str:
        """``0.1.0 (2026-11-24)``."""
        return f"{self.version} ({self.released})" if self.released else self.version

    def bibtex(self, title: str, key: str, url: str = "") -> str:
        """The entry for a bibliography; only what is known stands in it."""
        fields = {
            "title": f"{{{_escaped(title)}}}",
            "author": " and ".join(f"{{{_escaped(name)}}}" for name in self.authors),
            "year": self.released[:4],
            "version": self.version,
            "url": url,
        }
        lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
        return f"@misc{{{key},\n{lines}}}\n"


def _escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text)


def load(path: Path) -> Citation:
    """The citation in a file, if there is one.

    Raises :class:`~taiyaku.model.Problems` if the file holds none.
    """
    if not path.is_file():
        return Citation()
    try:
        data = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
        released = data.get("date-released", "")
        if released:
            date.fromisoformat(released)
        names = (
            a.get("name") or f"{a.get('given-names', '')} {a.get('family-names', '')}".strip()
            for a in data.get("authors", [])
        )
        return Citation(data.get("version", ""), released, tuple(names))
    except (yaml.YAMLError, AttributeError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(NAME, mark.line + 1, mark.column + 1) if mark else Place(NAME)
        hint = "see https://citation-file-format.github.io/ for what it may hold"
        kinds = {AttributeError: "it must have keys, and a list of authors with their names"}
        said = kinds.get(type(error)) or f"not a citation file: {str(error).splitlines()[0]}"
        raise Problems([Finding("file-invalid", said, hint, place)]) from None
