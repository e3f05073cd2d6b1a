"""What a page says of itself to machines: description, addresses, linked data, what may run."""

from __future__ import annotations

import json
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from taiyaku.languages import language, sentences
from taiyaku.model import Concept
from taiyaku.policy import POLICY
from taiyaku.sphinx.domain import edition
from taiyaku.sphinx.segments import segments

LONGEST = 160  # characters of a description; search engines cut what is longer
SCHEMA = "https://schema.org"


def _configure(app: Sphinx, config: Config) -> None:
    """The address of this edition, if the site has one."""
    address = app.taiyaku_project.address
    if address and not config.html_baseurl:
        config.html_baseurl = f"{address}/{config.language}/"


def _begin(app: Sphinx, doctree: nodes.document) -> None:
    """Keep the beginning of a document, in the language in which it is shown."""
    paragraph = next((n for n in segments(doctree) if isinstance(n, nodes.paragraph)), None)
    if paragraph is not None:
        docname = app.env.current_document.docname
        edition(app.env).data["begins"][docname] = _begins(paragraph.astext(), app.config.language)


def _begins(text: str, code: str) -> str:
    """As many sentences of a text as a description may hold, or as much of the first."""
    ends = [span.end for span in sentences(text, code)]
    end = max((end for end in ends if end <= LONGEST), default=0)
    begun = text[:end] if end else text[: LONGEST - 1] + "…" * (len(text) > LONGEST)
    return " ".join(begun.split())


def _context(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """What the head of a page says."""
    context["policy"] = POLICY
    context["description"] = edition(app.env).data["begins"].get(pagename, "")
    context["alternates"] = _alternates(app, pagename) if doctree else []
    context["linked_data"] = _data(app, pagename, context) if doctree else ""


def _alternates(app: Sphinx, pagename: str) -> list[tuple[str, str]]:
    """(language, absolute address) of this page in every edition, with one for everyone else."""
    project = app.taiyaku_project
    if not project.address or app.outdir.name != app.config.language:
        return []
    page = app.builder.get_target_uri(pagename)
    found = [(language(code).tag, f"{project.address}/{code}/{page}") for code in project.languages]
    start = f"{project.address}/" if pagename == app.config.root_doc else found[0][1]
    return [*found, ("x-default", start)]


def _data(app: Sphinx, pagename: str, context: dict[str, Any]) -> str:
    """The page as linked data: a work, of which other works are translations, or terms."""
    project, here = app.taiyaku_project, app.config.language
    addresses = dict(_alternates(app, pagename))
    work = _work(context.get("title", ""), here, addresses)
    if here == project.source:
        others = [_work("", code, addresses) for code in project.targets]
        work |= {"workTranslation": others} if others else {}
    else:
        work["translationOfWork"] = _work("", project.source, addresses)
    if edition(app.env).page("glossary") == pagename:
        work["@type"] = "DefinedTermSet"
        work["hasDefinedTerm"] = [_term(c, here) for c in project.concepts_in(here)]
    return json.dumps({"@context": SCHEMA} | work, ensure_ascii=False).replace("<", "\\u003c")


def _work(name: str, code: str, addresses: dict[str, str]) -> dict[str, Any]:
    tag = language(code).tag
    work = {"@type": "CreativeWork", "name": name, "inLanguage": tag, "url": addresses.get(tag, "")}
    return {key: value for key, value in work.items() if value}


def _term(concept: Concept, code: str) -> dict[str, Any]:
    term = {
        "@type": "DefinedTerm",
        "@id": f"#{concept.id}",
        "name": concept.terms[code].preferred,
        "description": concept.definition,
    }
    return {key: value for key, value in term.items() if value}


def setup(app: Sphinx) -> None:
    """Take up the feature."""
    app.connect("config-inited", _configure, priority=20)
    app.connect("doctree-read", _begin, priority=200)
    app.connect("html-page-context", _context)
