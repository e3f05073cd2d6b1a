"""What an edition publishes beside its pages: the paired text, and what is said of its terms."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx

from taiyaku import files
from taiyaku.exchange import segments, terms
from taiyaku.sphinx.domain import edition


def languages_beside(app: Sphinx) -> list[str]:
    """The languages that a page carries besides its own.

    A translated page carries its source's; a page of the source all, of which the reader
    chooses one.
    """
    project = app.taiyaku_project
    return project.targets if app.config.language == project.source else [project.source]


def targets(app: Sphinx) -> list[str]:
    """The translations that belong to an edition: all to the source, its own to a translation."""
    here, project = app.config.language, app.taiyaku_project
    return [target for target in project.targets if here in (project.source, target)]


def terms_script(docname: str) -> str:
    """Where the script of a page's terms lies, from the root of the edition."""
    return f"_static/terms/{docname}.js"


def has_terms(app: Sphinx, docname: str) -> bool:
    """Whether there is something to say of a page's terms, beside the glossary itself."""
    glossary = edition(app.env).page("glossary")
    return docname != glossary and docname in app.taiyaku_project.terms_by_document


def _files(app: Sphinx) -> Iterator[tuple[str, str]]:
    """(name, content) of every file."""
    project, here = app.taiyaku_project, app.config.language
    texts = {target: project.text(target) for target in targets(app)}
    yield "segments.json", segments.as_json(project.source, texts)
    if project.citation.version:
        address = f"{project.address}/{here}/" if project.address else ""
        key = f"edition-{project.citation.version}-{here}"  # not of the folder: builds are alike
        yield "citation.bib", project.citation.bibtex(project.title(here), key, address)
    concepts, beside = project.concepts_in(here), languages_beside(app)
    counts = terms.counted(texts.values(), but=edition(app.env).page("glossary"))
    for docname, ids in project.terms_by_document.items():
        if not has_terms(app, docname):
            continue
        shown = (concept for concept in concepts if concept.id in ids)
        yield terms_script(docname), terms.as_script(shown, here, beside, counts)


def _publish(app: Sphinx, exception: Exception | None) -> None:
    """Write the files beside the pages."""
    if exception is None and app.builder.format == "html":
        for name, content in _files(app):
            path = Path(app.outdir, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            files.write(path, content.encode())


def setup(app: Sphinx) -> None:
    """Take up the feature."""
    app.connect("build-finished", _publish)
