"""The glossary: one YAML file a concept, read into :class:`~taiyaku.model.Concept`.

The file's name is the concept's id. Its keys:

``terms``
    for each language: ``preferred``; ``reading`` (how it is pronounced, for sorting); ``admitted``,
    a list of ``{form, when}``; ``deprecated``, a list of ``{form, why}``.
``definition``, ``note``
    prose in the source language, as are ``when`` and ``why``; translated through ``glossary.po``.
``sources``
    a list of ``{title, url, form, seen}``: where a rendering was decided; without one, the
    rendering is the editors' own and the page says so.
``examples``
    a list of ``{<language>: sentence, <language>: sentence, expect: ok or a check's code}``.
    The entry does not load while one of them does not hold.
``see``
    ids of related concepts.
``scope``
    ``text`` (the concept occurs in the text, the default) or ``background``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

from taiyaku import records
from taiyaku.checks import CHECKS, check_message, code
from taiyaku.languages import sort_key
from taiyaku.model import (
    EXACT,
    Concept,
    Entry,
    Example,
    Finding,
    Message,
    Place,
    Problems,
    Severity,
    Source,
    Wording,
)
from taiyaku.pairing import Pairing
from taiyaku.records import NOT_OWN, Record, fault

ADDRESS = re.compile(r"https?://[^\s<>\"\\]+")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}([_-][A-Za-z0-9]{2,8})*")
MOST_FORMS = 50  # of one concept in one language: more is no glossary, and slow to look for
ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@dataclass(frozen=True)
class ConceptFile:
    """A concept as its file holds it."""

    __pydantic_config__: ClassVar = EXACT

    terms: dict[str, Entry]
    definition: str
    note: str = ""
    sources: tuple[Source, ...] = ()
    examples: tuple[dict[str, str], ...] = ()
    see: tuple[str, ...] = ()
    scope: Literal["text", "background"] = "text"

    def concept(self, path: str) -> Concept:
        """The concept that the file at ``path`` (relative to the project) describes."""
        examples = tuple(
            Example({k: v for k, v in e.items() if k != "expect"}, e.get("expect", "ok"))
            for e in self.examples
        )
        fields = vars(self) | {"examples": examples}
        return Concept(id=Path(path).stem, path=path, **fields)


def load(folder: Path, source: str) -> tuple[list[Concept], list[Finding]]:
    """The concepts of a glossary folder, by id, and the notes about them.

    ``source`` is the language in which terms are looked for. Raises
    :class:`~taiyaku.model.Problems` with every fault of every file.
    """
    loaded, faults = _read(folder)
    concepts = [record.value.concept(record.shown) for record in loaded]
    faults += _references(loaded, concepts, {path.stem for path in folder.glob("*.y*ml")})
    for judge in (_languages, _addresses, _shared_terms, _examples):
        if judge is not _examples or not any(f.severity is Severity.ERROR for f in faults):
            faults += judge(loaded, concepts, source)
    errors = [f for f in faults if f.severity is Severity.ERROR]
    if errors:
        raise Problems(errors)
    return concepts, faults


def languages(folder: Path) -> set[str]:
    """The languages in which the concepts of a folder have terms.

    Raises :class:`~taiyaku.model.Problems` where a file cannot be read.
    """
    loaded, faults = _read(folder)
    if faults:
        raise Problems(faults)
    return {language for record in loaded for language in record.value.terms}


def _read(folder: Path) -> tuple[list[Record[ConceptFile]], list[Finding]]:
    """The files of a folder that can be read, and what is wrong with the others."""
    faults: list[Finding] = []
    loaded: list[Record[ConceptFile]] = []
    for path in sorted(folder.glob("*.y*ml")):
        shown = f"{folder.name}/{path.name}"
        if not records.is_own(path, folder.parent):
            faults.append(fault(Place(shown), NOT_OWN, "put the file itself there"))
            continue
        if not ID.fullmatch(path.stem):
            hint = "name the file in small letters, figures and hyphens: individual-number-card"
            faults.append(fault(Place(shown), f"“{path.stem}” cannot be an id", hint))
        try:
            loaded.append(records.read(path, shown, ConceptFile, "`taiyaku explain glossary`"))
        except Problems as problems:
            faults += problems.findings
    return loaded, faults


Judgement = Iterator[Finding]


def _languages(files: list[Record[ConceptFile]], concepts: list[Concept], source: str) -> Judgement:
    """Each concept has an entry in the source language, and no form that is empty or both."""
    if concepts and not any(source in concept.terms for concept in concepts):
        hint = "mend `source` under [tool.taiyaku], or the glossary"
        yield fault(Place("glossary"), f"no concept has a term in “{source}”", hint)
        return
    for record, concept in zip(files, concepts, strict=True):
        if source not in concept.terms:
            hint = f"add terms.{source}.preferred"
            yield fault(record.place("terms"), f"“terms.{source}” is missing", hint)
        for language, entry in concept.terms.items():
            terms = (*entry.approved, *entry.refused)
            if not LANGUAGE.fullmatch(language) or len(terms) > MOST_FORMS:
                message = f"“terms.{language}” is no language, or has more than {MOST_FORMS} forms"
                yield fault(record.place("terms", language), message, "write its code: en, pt_BR")
            for term in terms:
                if not term.form.strip() or re.search(r"[\n\t]", term.form):
                    where = f"terms.{language}.{term.standing}"
                    place = record.place("terms", language, str(term.standing))
                    yield fault(place, f"“{where}” holds a form that is empty or broken", "fill it")
            approved = {term.form.casefold() for term in entry.approved}
            for term in entry.refused:
                if term.form.casefold() in approved:
                    place = record.place("terms", language, "deprecated")
                    yield fault(place, f"“{term.form}” is approved and deprecated", "decide")


def _references(
    files: list[Record[ConceptFile]], concepts: list[Concept], known: set[str]
) -> Judgement:
    """Each ``see`` names a concept that there is, though its own file may be at fault."""
    for record, concept in zip(files, concepts, strict=True):
        for index, id_ in enumerate(concept.see):
            if id_ not in known:
                message = f"“see” names “{id_}”, and there is no such concept"
                yield fault(record.place("see", index), message, "name a file of this folder")


def _addresses(files: list[Record[ConceptFile]], concepts: list[Concept], source: str) -> Judgement:
    """A source's address leads to a page: http or https, and nothing that could act."""
    for record, concept in zip(files, concepts, strict=True):
        for index, cited in enumerate(concept.sources):
            if cited.url and not ADDRESS.fullmatch(cited.url):
                place = record.place("sources", index, "url")
                message = f"“{cited.url}” is no address of a page"
                yield fault(place, message, "write it with http:// or https://, or leave it out")


def _shared_terms(
    files: list[Record[ConceptFile]], concepts: list[Concept], source: str
) -> Judgement:
    """A source form belongs to one concept; one rendering for two concepts is worth a note."""
    owners: dict[tuple[str, str], Concept] = {}
    for record, concept in zip(files, concepts, strict=True):
        for language in concept.terms:
            for term in concept.approved(language):
                other = owners.setdefault((language, term.form.casefold()), concept)
                if other is concept:
                    continue
                place = record.place("terms", language, str(term.standing))
                message = f"“{term.form}” belongs to {other.path} too"
                if language == source:
                    yield fault(place, message, "one of the two concepts must do without it")
                else:
                    hint = "two concepts with one rendering: make sure that it is meant"
                    yield Finding("term-shared", message, hint, place, Severity.NOTE, concept.id)


def _examples(files: list[Record[ConceptFile]], concepts: list[Concept], source: str) -> Judgement:
    """Each example is judged by the checks as it says."""
    codes = {"ok", *map(code, CHECKS)}
    for record, concept in zip(files, concepts, strict=True):
        for index, example in enumerate(concept.examples[:MOST_FORMS]):
            place = record.place("examples", index)
            targets = [language for language in example.texts if language != source]
            if source not in example.texts or not targets or example.expect not in codes:
                message = f"an example needs “{source}”, another language, and “expect”"
                yield fault(place, message, f"“expect” is one of {', '.join(sorted(codes))}")
                continue
            for target in targets:
                found = _judged(concept, example, source, target)
                if found != example.expect:
                    message = f"the example is judged “{found}”, not “{example.expect}”"
                    yield fault(place, message, "mend the terms or the example")


def _judged(concept: Concept, example: Example, source: str, target: str) -> str:
    """The code of the first finding about ``concept`` in an example, or ``ok``."""
    message = Message(Wording(example.texts[source]), Wording(example.texts[target]))
    pairing = Pairing([concept], source, target)
    if not pairing.occurrences(example.texts[source]):
        return "term-absent"
    found = check_message(message, pairing, run=("term-missing", "term-deprecated"))
    found = [finding for finding in found if finding.severity is not Severity.NOTE]
    return found[0].code if found else "ok"


def in_order(concepts: list[Concept], language: str) -> list[Concept]:
    """The concepts as a list in ``language`` has them: by reading where there is one."""
    listed = [c for c in concepts if language in c.terms]
    return sorted(listed, key=lambda c: (*sort_key(sorted_by(c, language), language), c.id))


def sorted_by(concept: Concept, language: str) -> str:
    """What a concept is sorted by in ``language``: its reading, else its preferred term."""
    entry = concept.terms[language]
    return entry.reading or entry.preferred
