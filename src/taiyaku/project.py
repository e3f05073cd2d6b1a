"""A project's folder: the one door through which the hosts come.

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
import os
import re
import tomllib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, fields, replace
from functools import cached_property, partial
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import TypeAdapter, ValidationError

from taiyaku import catalog, glossary, witness
from taiyaku.catalog import Catalogue
from taiyaku.checks import CHECKS, Memory, check_message, code, state
from taiyaku.exchange import terms
from taiyaku.languages import language
from taiyaku.markup import KINDS, Rules
from taiyaku.matching import Guard
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
    Segment,
)
from taiyaku.pairing import Pairing, segments
from taiyaku.records import NOT_OWN, fault, is_own
from taiyaku.witness import Witness

CODES = tuple(map(code, CHECKS))
FIRST = "index"  # the first page of an edition


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

    def __reduce__(self) -> tuple:
        """A copy in another process, or in Sphinx's memory, reads for itself."""
        return Project, (self.root, self.settings)

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
        used = glossary.languages(self.folder("glossary")) if self.exists else set()
        candidates = used - set(self.targets)
        named = candidates & {_language(self.root / "conf.py")} or candidates
        if len(named) == 1:
            return named.pop()
        message = f"the source language may be {' or '.join(sorted(candidates)) or 'anything'}"
        hint = 'write source = "…" under [tool.taiyaku]'
        raise Problems([fault(Place("pyproject.toml"), message, hint)])

    def title(self, language: str) -> str:
        """The edition's title in a language: as the settings say, else the first page's."""
        if title := self.settings.title.get(language):
            return title
        target = next(iter(self.targets), "") if language == self.source else language
        for segment in self.text(target):
            if segment.document == FIRST and not segment.headings:
                return segment.source if language == self.source else segment.target
        return ""

    @cached_property
    def address(self) -> str:
        """The site's own address, from the environment (``SITE_URL``), or nothing.

        What needs an absolute address is made when it is set, and left out when it is not.
        """
        address = os.environ.get("SITE_URL", "").rstrip("/")
        if address and not re.fullmatch(r"https?://[\w.:\[\]-]+(/[\w.~%/-]*)?", address):
            message = f"“{address}” is no address of a site"
            raise Problems([fault(Place("SITE_URL"), message, "write https://example.org/edition")])
        return address

    @cached_property
    def terms_by_document(self) -> dict[str, set[str]]:
        """The ids of the concepts that occur in each document."""
        return terms.by_document(self.text(target) for target in self.targets)

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
            shown = path.relative_to(self.root).as_posix()
            if is_own(path, self.root):
                yield document, catalog.read(path, shown)
            else:
                finding = Finding(
                    "catalogue-broken", NOT_OWN, "put the file itself there", Place(shown)
                )
                yield document, Catalogue(shown, (), findings=(finding,))

    def pairing(self, target: str) -> Pairing:
        """The glossary made ready for one translation, its prose in that language."""
        if target not in self._pairings:
            self._pairings[target] = self._pairing(target)
        return self._pairings[target]

    def _pairing(self, target: str) -> Pairing:
        spoken, allowed = language(target), frozenset(self.settings.allow)
        rules = Rules(allowed, not language(self.source).spaced, spoken.invisible)
        return Pairing(self.concepts_in(target), self.source, target, rules, self._guard())

    def _guard(self) -> Guard | None:
        """The dictionary that judges words, where the settings ask for it and it knows any."""
        if not (self.settings.dictionary and language(self.source).kana):
            return None
        from taiyaku.dictionary import borders  # an extra, and slow to load

        return borders()

    @cached_property
    def _pairings(self) -> dict[str, Pairing]:
        return {}

    @cached_property
    def _texts(self) -> dict[str, list[Segment]]:
        return {}

    def text(self, target: str) -> list[Segment]:
        """The paired text of one translation, document by document, by name."""
        if target not in self._texts:
            pairing = self.pairing(target)
            self._texts[target] = [
                segment
                for document, catalogue in self.catalogues(target).items()
                for segment in segments(
                    document, current(catalogue), pairing, partial(state, pairing=pairing)
                )
            ]
        return self._texts[target]

    def memory(self, target: str) -> Memory:
        """How each source is translated anywhere in the project."""
        if target not in self._memories:
            catalogues = self.catalogues(target).values()
            self._memories[target] = Memory(m for c in catalogues for m in current(c))
        return self._memories[target]

    @cached_property
    def _memories(self) -> dict[str, Memory]:
        return {}

    def concepts_in(self, language: str) -> list[Concept]:
        """The glossary with its prose in ``language``, as far as it is translated."""
        prose = self.catalogues(language).get("glossary")
        if language == self.source or prose is None:
            return self.concepts
        known = {m.source.text: m.target.text for m in prose.messages if not m.fuzzy}
        return [_translated(concept, known) for concept in self.concepts]

    def verify(self) -> None:
        """Read all that can be wrong; raises :class:`~taiyaku.model.Problems` with all of it."""
        faults: list[Finding] = []
        for part in ("concepts", "witness", "address"):
            try:
                getattr(self, part)
            except Problems as problems:
                faults += problems.findings
        if faults:
            raise Problems(faults)

    def gaps(self, target: str) -> Iterator[Finding]:
        """Documents without a catalogue, and concepts without a rendering, in one language.

        Neither can be checked: a page without a catalogue stays in the source language.
        """
        folder = self.folder("docs")
        for path in sorted([*folder.rglob("*.rst"), *folder.rglob("*.md")]):
            if (document := _document(path, folder)) not in self.catalogues(target):
                message = f"“{document}” has no catalogue in {target}"
                place = Place(path.relative_to(self.root).as_posix())
                yield Finding("catalogue-missing", message, "run `taiyaku update`", place)
        for concept in self.concepts:
            if target not in concept.terms:
                message = f"“{concept.id}” has no rendering in {target}, so none is looked for"
                hint = f"add terms.{target}"
                yield Finding(
                    "rendering-missing", message, hint, Place(concept.path), concept=concept.id
                )

    def check(
        self,
        target: str,
        select: Collection[str] = (),
        ignore: Collection[str] = (),
        seen: Callable[[], object] = int,
    ) -> Iterator[Finding]:
        """All that is wrong with one translation, file by file.

        ``select`` and ``ignore`` are codes of checks, in place of those in the settings; ``seen``
        is called after each file.
        """
        run = set(select or self.settings.select or CODES) - {*ignore, *self.settings.ignore}
        pairing = self.pairing(target)
        yield from self.gaps(target)
        catalogues = self.catalogues(target).values()
        memory = self.memory(target)
        for catalogue in catalogues:
            yield from catalogue.findings
            for message in current(catalogue):
                yield from check_message(message, pairing, memory, run)
            seen()


def _language(configuration: Path) -> str:
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


def _document(path: Path, folder: Path) -> str:
    return path.relative_to(folder).with_suffix("").as_posix()


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
