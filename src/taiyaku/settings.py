"""The settings of a project.

The settings stand in ``pyproject.toml`` under ``[tool.taiyaku]``; all have defaults:

``source``
    the language of the documents; by default the one language of the glossary that has no folder
    in ``locale``; where there are several, the one that conf.py names (Sphinx's default is ``en``).
``title``
    the edition's title, by language; by default that of its first page.
``glossary``, ``locale``, ``docs``
    the folders; by default of the same names.
``witness``, ``apparatus``
    the files of the source as found, if there are any.
``allow``
    kinds of markup that a translation may have though its source has not; see
    :class:`taiyaku.markup.Rules`.
``select``, ``ignore``
    codes of checks: those to run, by default all; those to leave out.
``dictionary``
    true: SudachiPy judges where Japanese words begin and end (``pip install taiyaku[dictionary]``).
"""

from __future__ import annotations

import ast
import re
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import TypeAdapter, ValidationError

from taiyaku.checks import CHECKS, code
from taiyaku.markup import KINDS
from taiyaku.model import EXACT, Finding, Place, Problems
from taiyaku.records import fault

CODES = tuple(map(code, CHECKS))


@dataclass(frozen=True)
class Settings:
    """What ``[tool.taiyaku]`` says."""

    __pydantic_config__: ClassVar = EXACT

    source: str = ""
    title: dict[str, str] = field(default_factory=dict)
    glossary: str = "glossary"
    locale: str = "locale"
    docs: str = "docs"
    witness: str = ""
    apparatus: str = ""
    allow: tuple[Literal[KINDS], ...] = ()
    select: tuple[Literal[CODES], ...] = ()
    ignore: tuple[Literal[CODES], ...] = ()
    dictionary: bool = False


def read(root: Path) -> Settings | None:
    """The settings in a folder's ``pyproject.toml``, if it has any.

    Raises :class:`~taiyaku.model.Problems` if they are wrong.
    """
    path = root / "pyproject.toml"
    tools = _toml(path).get("tool", {}) if path.is_file() else {}
    return _settings(tools["taiyaku"], root) if "taiyaku" in tools else None


def language_of(configuration: Path) -> str:
    """The language that a conf.py names, which is not run for that."""
    try:
        tree = ast.parse(configuration.read_text("utf-8"))
    except (OSError, SyntaxError, ValueError):
        return ""
    named = [
        node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and any(isinstance(t, ast.Name) and t.id == "language" for t in node.targets)
        and isinstance(node.value, ast.Constant)
    ]
    return named[-1] if named else "en"


def _toml(path: Path) -> dict[str, dict]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        finding = fault(Place(path.name), f"not TOML: {error}", "mend it")
        raise Problems([finding]) from None


def _settings(data: object, root: Path) -> Settings:
    """The settings; an error names the key and its line."""
    lines = (root / "pyproject.toml").read_text("utf-8").splitlines()

    def wrong(key: str, message: str, hint: str = "mend it") -> Finding:
        last = [part for part in key.split(".") if not part.isdigit()][-1]
        at = (
            n
            for n, line in enumerate(lines, 1)
            if re.match(rf"\s*\"?{re.escape(last)}\"?\s*=", line)
        )
        place = Place("pyproject.toml", next(at, 1))
        return fault(place, f"tool.taiyaku.{key}: {message}", hint)

    try:
        settings = TypeAdapter(Settings).validate_python(data)
    except ValidationError as error:
        known = "the keys are " + ", ".join(field.name for field in fields(Settings))
        faults = [wrong(".".join(map(str, e["loc"])), e["msg"], known) for e in error.errors()]
        raise Problems(faults) from None
    missing = [
        wrong(key, f"there is no “{name}”")
        for key in (field.name for field in fields(Settings))
        if key in data
        and isinstance(name := getattr(settings, key), str)
        and key not in ("source", "locale")
        and not (root / name).exists()
    ]
    if bool(settings.witness) != bool(settings.apparatus):
        missing.append(wrong("witness", "a witness needs its apparatus, and the other way round"))
    if missing:
        raise Problems(missing)
    return settings
