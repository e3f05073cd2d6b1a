"""Carry the source into the catalogues: extract, merge, and bring the comments up to date."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from taiyaku import catalog
from taiyaku.catalog import Catalogue
from taiyaku.project import Project
from taiyaku.site import sphinx


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
            catalog.write(path, _undated(_commented(catalogue, said)).data)


def _commented(catalogue: Catalogue, said: dict) -> Catalogue:
    wanted = {
        index: said[entry.key]
        for index, entry in enumerate(catalogue.entries)
        if not entry.broken and not entry.obsolete and not entry.is_header and entry.key in said
    }
    return catalogue.with_comments(".", wanted)


def _undated(catalogue: Catalogue) -> Catalogue:
    """The catalogue without the date of its template, which says nothing and changes always."""
    kept = [line for line in catalogue.lines if not line.startswith('"POT-Creation-Date:')]
    return catalog.parse("".join(kept), catalogue.path, catalogue.encoding, catalogue.mark)
