"""A project's folder: the one door through which the hosts come."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial, wraps
from pathlib import Path
from typing import TypeVar

from taiyaku import catalog, citation, glossary, readings, witness
from taiyaku.catalog import Catalogue
from taiyaku.checks import Memory, check_message, state
from taiyaku.citation import Citation
from taiyaku.exchange import terms
from taiyaku.guard import Guard
from taiyaku.languages import language
from taiyaku.markup import Rules
from taiyaku.model import (
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
from taiyaku.readings import Readings
from taiyaku.records import NOT_OWN, fault, is_own
from taiyaku.settings import CODES, Settings, language_of, read
from taiyaku.witness import Witness

T = TypeVar("T")

FIRST = "index"  # the first page of an edition


def by_language(made: Callable[[Project, str], T]) -> Callable[[Project, str], T]:
    """What is made for a language is made once, and kept with the project."""

    @wraps(made)
    def kept(project: Project, target: str) -> T:
        known = project.__dict__.setdefault(f"_{made.__name__}", {})
        if target not in known:
            known[target] = made(project, target)
        return known[target]

    return kept


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
            if (settings := read(root)) is not None:
                return cls(root, settings)
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
        named = candidates & {language_of(self.root / "conf.py")} or candidates
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
    def citation(self) -> Citation:
        """What edition this is."""
        return citation.load(self._own(self.root / citation.NAME))

    def _own(self, path: Path) -> Path:
        """A file of the project; raises :class:`~taiyaku.model.Problems` if it is not its own."""
        if path.exists() and not is_own(path, self.root):
            place = Place(path.relative_to(self.root).as_posix())
            raise Problems([fault(place, NOT_OWN, "put the file itself there")])
        return path

    @cached_property
    def readings(self) -> Readings:
        """How the words of the source are read, where its script leaves that open."""
        if not language(self.source).kana:
            return Readings()
        path = self._own(self.folder("glossary") / readings.NAME)
        shown = path.relative_to(self.root).as_posix()
        return readings.load(path, shown, self.concepts, self.source)

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
                yield document, Catalogue(shown, "", findings=(finding,))

    @by_language
    def pairing(self, target: str) -> Pairing:
        """The glossary made ready for one translation, its prose in that language."""
        spoken, allowed = language(target), frozenset(self.settings.allow)
        rules = Rules(allowed, not language(self.source).spaced, spoken.invisible)
        return Pairing(self.concepts_in(target), self.source, target, rules, self._guard())

    def _guard(self) -> Guard | None:
        """The dictionary that judges words, where the settings ask for it and it knows any."""
        if not (self.settings.dictionary and language(self.source).kana):
            return None
        from taiyaku.dictionary import borders  # an extra, and slow to load

        return borders()

    @by_language
    def text(self, target: str) -> list[Segment]:
        """The paired text of one translation, document by document, by name."""
        pairing = self.pairing(target)
        judge = partial(state, pairing=pairing)
        return [
            segment
            for document, catalogue in self.catalogues(target).items()
            for segment in segments(document, current(catalogue), pairing, judge)
        ]

    @by_language
    def by_id(self, target: str) -> dict[str, Segment]:
        """The segments of one translation, by id."""
        return {segment.id: segment for segment in self.text(target)}

    @by_language
    def memory(self, target: str) -> Memory:
        """How each source is translated anywhere in the project."""
        catalogues = self.catalogues(target).values()
        return Memory(message for catalogue in catalogues for message in current(catalogue))

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
        for part in ("concepts", "readings", "citation", "witness", "address"):
            try:
                getattr(self, part)
            except Problems as problems:
                faults += problems.findings
        if faults:
            raise Problems(list(dict.fromkeys(faults)))  # what needs the glossary tells of it too

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


def _document(path: Path, folder: Path) -> str:
    return path.relative_to(folder).with_suffix("").as_posix()


def current(catalogue: Catalogue) -> list[Message]:
    """The messages of a catalogue that are in use."""
    return [message for message in catalogue.messages if not message.obsolete]


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
