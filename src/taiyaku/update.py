"""Carry the source into the catalogues: extract, merge, and bring the comments up to date."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from taiyaku import catalog
from taiyaku.catalog import Catalogue
from taiyaku.project import Project
from taiyaku.site import sphinx

NOT_FILLED_IN = re.compile(
    r"""\#\ (SOME\ DESCRIPTIVE\ TITLE|Copyright\ \(C\)|This\ file\ is\ distributed|FIRST\ AUTHOR)
      | \#\s*$ | \#,\ fuzzy
      | "(POT-Creation-Date:|PO-Revision-Date:\ YEAR|Last-Translator:\ FULL\ NAME)
      | "(Language-Team:.*LL@li\.org|Report-Msgid-Bugs-To:\ \\n|Generated-By:)""",
    re.VERBOSE,
)


def update(project: Project, targets: list[str]) -> int:
    """Extract the messages and merge them into the catalogues of ``targets``.

    Returns the exit status of the first command that failed, else 0.
    """
    templates, locale = project.root / "build" / "gettext", project.folder("locale")
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
        refresh(templates, locale / target / "LC_MESSAGES")
    return 0


def _forget(templates: Path) -> None:
    """Drop the templates of documents that may be gone."""
    for path in templates.rglob("*.pot"):
        path.unlink()


def refresh(templates: Path, catalogues: Path) -> None:
    """Write the extracted comments of the templates into the catalogues, whose own may be old."""
    for path in sorted(catalogues.rglob("*.po")):
        template = templates / path.relative_to(catalogues).with_suffix(".pot")
        if template.exists():
            said = {
                entry.key: entry.texts(".")
                for entry in catalog.read(template, template.name).entries
                if not entry.broken
            }
            catalogue = catalog.read(path, path.name)
            catalog.write(path, _tidied(_commented(catalogue, said)).data)


def _commented(catalogue: Catalogue, said: dict) -> Catalogue:
    wanted = {
        index: said[entry.key]
        for index, entry in enumerate(catalogue.entries)
        if not entry.broken and not entry.obsolete and not entry.is_header and entry.key in said
    }
    return catalogue.with_comments(".", wanted)


def _tidied(catalogue: Catalogue) -> Catalogue:
    """The catalogue with what nobody filled in taken out of its header, and its template's date."""
    header = next((e for e in catalogue.entries if not e.broken and e.is_header), None)
    if header is None:
        return catalogue
    head = [line for line in catalogue.lines[: header.end] if not NOT_FILLED_IN.match(line)]
    text = "".join((*head, *catalogue.lines[header.end :]))
    return catalog.parse(text, catalogue.path, catalogue.encoding, catalogue.mark)
