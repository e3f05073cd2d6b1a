"""A project's folder: the one door through which the hosts come.

The settings stand in ``pyproject.toml`` under ``[tool.taiyaku]``; all have defaults:

``source``
    the language of the documents; by default the one language of the glossary that has no folder
    in ``locale``.
``title``
    the edition's title, by language.
``glossary``, ``locale``, ``docs``
    the folders; by default of the same names.
``witness``, ``apparatus``
    the files of the source as found, if there are any.
``allow``
    kinds of markup that a translation may have though its source has not; see
    :class:`taiyaku.markup.Rules`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import TypeAdapter, ValidationError

from taiyaku import catalog, glossary, witness
from taiyaku.catalog import Catalogue
from taiyaku.checks import check_message
from taiyaku.languages import language
from taiyaku.markup import KINDS, Rules
from taiyaku.model import (
    EXACT,
    Admitted,
    Concept,
    Deprecated,
    Entry,
    Finding,
    Message,
    Place,
    Problems,
)
from taiyaku.pairing import Pairing
from taiyaku.records import fault
from taiyaku.witness import Witness


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


@dataclass(frozen=True)
class Project:
    """An opened project. What it reads, it reads once, when it is first asked for."""

    root: Path
    settings: Settings

    @classmethod
    def open(cls, folder: Path) -> Project:
        """The project to which a folder belongs: the nearest above that holds its settings.

        Raises :class:`~taiyaku.model.Problems` if the settings are wrong.
        """
        folder = folder.resolve()
        for root in (folder, *folder.parents):
            if (root / "pyproject.toml").is_file():
                tools = _toml(root / "pyproject.toml").get("tool", {})
                if "taiyaku" in tools:
                    return cls(root, _settings(tools["taiyaku"], root))
            if (root / "glossary").is_dir():
                return cls(root, Settings())
        return cls(folder, Settings())

    @property
    def exists(self) -> bool:
        """Whether there is anything here for the toolchain to work on."""
        return self.folder("glossary").is_dir()

    def folder(self, name: str) -> Path:
        """One of the project's folders, by its setting's name."""
        return self.root / getattr(self.settings, name)

    @cached_property
    def targets(self) -> list[str]:
        """The languages into which the project is translated."""
        found = self.folder("locale").glob("*/LC_MESSAGES")
        return sorted(path.parent.name for path in found if path.is_dir())

    @cached_property
    def source(self) -> str:
        """The language of the documents."""
        if self.settings.source:
            return self.settings.source
        candidates = glossary.languages(self.folder("glossary")) - set(self.targets)
        if len(candidates) == 1:
            return candidates.pop()
        message = f"the source language is not clear: it may be {', '.join(sorted(candidates))}"
        hint = 'write source = "…" under [tool.taiyaku]'
        raise Problems([fault(Place("pyproject.toml"), message, hint)])

    @property
    def languages(self) -> list[str]:
        """The source language, then the others."""
        return [self.source, *(t for t in self.targets if t != self.source)]

    @cached_property
    def concepts(self) -> list[Concept]:
        """The glossary; raises :class:`~taiyaku.model.Problems` with all that is wrong in it."""
        return glossary.load(self.folder("glossary"), self.source)[0] if self.exists else []

    @cached_property
    def witness(self) -> Witness | None:
        """The source as found, with its apparatus, if the project has one."""
        if not self.settings.witness:
            return None
        return witness.load(
            self.root / self.settings.witness, self.root / self.settings.apparatus, self.root
        )

    @cached_property
    def _catalogues(self) -> dict[str, dict[str, Catalogue]]:
        return {target: dict(self._read(target)) for target in self.targets}

    def catalogues(self, target: str) -> dict[str, Catalogue]:
        """The catalogues of one language, by document."""
        return self._catalogues.get(target, {})

    def _read(self, target: str) -> Iterator[tuple[str, Catalogue]]:
        folder = self.folder("locale") / target / "LC_MESSAGES"
        for path in sorted(folder.rglob("*.po")):
            document = path.relative_to(folder).with_suffix("").as_posix()
            yield document, catalog.read(path, path.relative_to(self.root).as_posix())

    def pairing(self, target: str) -> Pairing:
        """The glossary made ready for one translation, its prose in that language."""
        spoken, allowed = language(target), frozenset(self.settings.allow)
        rules = Rules(allowed, not language(self.source).spaced, spoken.invisible)
        return Pairing(self.concepts_in(target), self.source, target, rules)

    def concepts_in(self, language: str) -> list[Concept]:
        """The glossary with its prose in ``language``, as far as it is translated."""
        prose = self.catalogues(language).get("glossary")
        if language == self.source or prose is None:
            return self.concepts
        known = {m.source.text: m.target.text for m in prose.messages if not m.fuzzy}
        return [_translated(concept, known) for concept in self.concepts]

    def check(self, target: str) -> Iterator[Finding]:
        """All that is wrong with one translation, file by file."""
        pairing = self.pairing(target)
        for catalogue in self.catalogues(target).values():
            yield from catalogue.findings
            for message in current(catalogue):
                yield from check_message(message, pairing)


def current(catalogue: Catalogue) -> list[Message]:
    """The messages of a catalogue that are in use."""
    return [message for message in catalogue.messages if not message.obsolete]


def _toml(path: Path) -> dict[str, dict]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        finding = fault(Place(path.name), f"not TOML: {error}", "mend it")
        raise Problems([finding]) from None


def _settings(data: object, root: Path) -> Settings:
    """The settings; an error names the key."""
    try:
        settings = TypeAdapter(Settings).validate_python(data)
    except ValidationError as error:
        keys = [".".join(map(str, each["loc"])) for each in error.errors()]
        known = ", ".join(Settings.__dataclass_fields__)
        raise Problems(
            [
                fault(Place("pyproject.toml"), f"tool.taiyaku.{key}: {e['msg']}", f"keys: {known}")
                for key, e in zip(keys, error.errors(), strict=True)
            ]
        ) from None
    missing = [
        fault(Place("pyproject.toml"), f"tool.taiyaku.{key}: there is no file “{name}”", "mend it")
        for key in ("witness", "apparatus")
        if (name := getattr(settings, key)) and not (root / name).is_file()
    ]
    if missing:
        raise Problems(missing)
    return settings


def _translated(concept: Concept, known: dict[str, str]) -> Concept:
    """The concept with its prose translated where there is a translation."""

    def said(text: str) -> str:
        return known.get(text) or text

    def entry(e: Entry) -> Entry:
        admitted = tuple(Admitted(a.form, said(a.when)) for a in e.admitted)
        deprecated = tuple(Deprecated(d.form, said(d.why)) for d in e.deprecated)
        return replace(e, admitted=admitted, deprecated=deprecated)

    terms = {language: entry(e) for language, e in concept.terms.items()}
    return replace(
        concept, terms=terms, definition=said(concept.definition), note=said(concept.note)
    )
