"""Carry the source into the catalogues: extract, merge, and bring the comments up to date."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.pofile import read_po

from taiyaku import catalog, files, po
from taiyaku.catalog import Catalogue, Entry
from taiyaku.model import Finding, Place, Problems
from taiyaku.pairing import Pairing
from taiyaku.project import Project, current
from taiyaku.records import NOT_OWN, fault
from taiyaku.site import sphinx

NOT_FILLED_IN = re.compile(
    r"""\#\ (SOME\ DESCRIPTIVE\ TITLE|Copyright\ \(C\)|This\ file\ is\ distributed|FIRST\ AUTHOR)
      | \#\s*$ | \#,\ fuzzy
      | "(POT-Creation-Date:|PO-Revision-Date:\ YEAR|Last-Translator:\ FULL\ NAME)
      | "(Language-Team:.*LL@li\.org|Report-Msgid-Bugs-To:\ (EMAIL@ADDRESS)?\\n|Generated-By:)""",
    re.VERBOSE,
)


def update(project: Project, targets: list[str]) -> int:
    """Extract the messages and merge them into the catalogues of ``targets``.

    Returns the exit status of the first command that failed, else 0. Raises
    :class:`~taiyaku.model.Problems`, and touches nothing, where a catalogue is broken: to merge it
    would take both sides of a conflict, or half a sentence, for the translation.
    """
    faults = [*_languages(project, targets), *_broken(project, targets)]
    if faults:
        raise Problems(faults)
    templates, locale = project.root / "build" / "gettext", project.folder("locale")
    before = {target: _translated(project, target) for target in targets}
    extract = sphinx(project, "gettext", project.source, templates, "-n", "-W", "--keep-going")
    languages = [option for target in targets for option in ("-l", target)]
    merge = [
        sys.executable, "-m", "sphinx_intl", "update",
        "-d", str(locale), "-p", str(templates), "-w", "0", *languages,
    ]  # fmt: skip
    _forget(templates)
    for command in (extract, merge):
        done = subprocess.run(
            command, cwd=project.root, env=os.environ | {"SOURCE_DATE_EPOCH": "0"},
            stdout=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            print(done.stdout, end="")
            return done.returncode
    for target in targets:
        merged = Project.open(project.root)
        refresh(templates, locale / target / "LC_MESSAGES", merged.pairing(target), before[target])
    return 0


def _languages(project: Project, targets: list[str]) -> Iterator[Finding]:
    for target in targets:
        try:
            Locale.parse(target.replace("-", "_"))
        except (ValueError, UnknownLocaleError):
            hint = "write its code: fr, pt_BR, zh_Hant"
            yield fault(Place("locale"), f"“{target}” is no language", hint)
        if target == project.source:
            hint = "name a language to translate into"
            yield fault(Place("locale"), f"“{target}” is the language of the source", hint)


def _broken(project: Project, targets: list[str]) -> Iterator[Finding]:
    for target in targets:
        for catalogue in project.catalogues(target).values():
            unread = () if catalogue.findings else _unmergeable(project.root, catalogue.path)
            yield from (*catalogue.findings, *unread)
        for path in sorted((project.folder("locale") / target).rglob("*")):
            if path.is_symlink():
                shown = path.relative_to(project.root).as_posix()
                yield fault(Place(shown), NOT_OWN, "put the folder itself there")


def _unmergeable(root: Path, shown: str) -> Iterator[Finding]:
    """What sphinx-intl, which reads with Babel, could not read."""
    try:
        with (root / shown).open("rb") as file:
            read_po(file)
    except Exception as error:  # Babel raises whatever a header's value makes Python raise
        yield fault(Place(shown), f"Babel cannot read it: {error}", "mend its header")


def _translated(project: Project, target: str) -> dict[str, str]:
    """The source of each translation, by the translation, before anything is merged."""
    catalogues = project.catalogues(target).values()
    return {m.target.text: m.source.text for c in catalogues for m in current(c) if m.target.text}


def _forget(templates: Path) -> None:
    """Drop the templates of documents that may be gone."""
    for path in templates.rglob("*.pot"):
        path.unlink()


def refresh(templates: Path, catalogues: Path, pairing: Pairing, before: Mapping[str, str]) -> None:
    """Bring the comments of the catalogues up to date.

    The extracted ones come from the templates; below them stands what the glossary says of the
    message's terms, so that every editor of PO files shows it. A fuzzy entry is told what its
    translation translated before (``#|``), so that its translator sees what has changed.
    """
    for path in sorted(catalogues.rglob("*.po")):
        template = templates / path.relative_to(catalogues).with_suffix(".pot")
        if template.exists():
            said = {
                entry.key: entry.texts(".")
                for entry in catalog.read(template, template.name).entries
                if not entry.broken
            }
            catalogue = _commented(catalog.read(path, path.name), said, pairing)
            files.write(path, _tidied(_remembering(catalogue, before)).data)


def _in_use(catalogue: Catalogue) -> Iterator[tuple[int, Entry]]:
    for index, entry in enumerate(catalogue.entries):
        if not (entry.broken or entry.obsolete or entry.is_header):
            yield index, entry


def _commented(catalogue: Catalogue, said: Mapping, pairing: Pairing) -> Catalogue:
    wanted = {
        index: said[entry.key] + pairing.hints(entry.strings["msgid"].text)
        for index, entry in _in_use(catalogue)
        if entry.key in said
    }
    return catalogue.with_comments(".", wanted)


def _remembering(catalogue: Catalogue, before: Mapping[str, str]) -> Catalogue:
    wanted = {}
    for index, entry in _in_use(catalogue):
        old = before.get(entry.strings["msgstr"].text) if "msgstr" in entry.strings else None
        if "fuzzy" not in entry.flags:
            wanted[index] = []
        elif old and old != entry.key[1]:
            wanted[index] = [f"msgid {po.quoted(old)}"]
    return catalogue.with_comments("|", wanted)


def _tidied(catalogue: Catalogue) -> Catalogue:
    """The catalogue with what nobody filled in taken out of its header, and its template's date."""
    header = next((e for e in catalogue.entries if not e.broken and e.is_header), None)
    if header is None:
        return catalogue
    head = [line for line in catalogue.lines[: header.end] if not NOT_FILLED_IN.match(line)]
    text = "".join((*head, *catalogue.lines[header.end :])).lstrip("\r\n")
    return catalog.parse(text, catalogue.path, catalogue.encoding, catalogue.mark)
