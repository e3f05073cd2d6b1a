"""The glossary's page: ``.. edition-glossary::``.

Each concept has its id as a stable anchor, the same in every language. Sphinx's inventory knows it
under every approved form, so that ``:term:`` and other projects' intersphinx find it.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from taiyaku.glossary import in_order, sorted_by
from taiyaku.interface import words
from taiyaku.languages import head
from taiyaku.languages import language as spoken_language
from taiyaku.model import Concept
from taiyaku.project import Project
from taiyaku.sphinx.concordance import place_for
from taiyaku.sphinx.domain import edition
from taiyaku.sphinx.nodes import fixed, foreign, heading, joined, labelled, link, mixed, prose

# In the inventory's line format a name like “Act No. 65 of 2015” reads as a name, a type and a
# priority; Sphinx would not read it back.
UNREADABLE = re.compile(r"\s\S+\s+-?\d+(\s|$)")


class Page(NamedTuple):
    """What an entry needs to know of the page it stands on."""

    project: Project
    language: str
    words: dict[str, str]


class EditionGlossary(SphinxDirective):
    """Every concept, sorted as the page's language sorts, under the heads of its rows."""

    def run(self) -> list[nodes.Node]:
        """The sections of the page."""
        project, language = self.env.taiyaku_project, self.config.language
        edition(self.env).show("glossary")
        self._note_terms(project)
        page = Page(project, language, words(language))
        listed = in_order(project.concepts, language)
        rows = groupby(listed, key=lambda c: head(sorted_by(c, language), language))
        return [_row(page, title, list(concepts)) for title, concepts in rows]

    def _note_terms(self, project: Project) -> None:
        """Put every approved form of every language into the inventory, once."""
        standard, seen = self.env.domains.standard_domain, set()
        for preferred in (True, False):
            for concept in project.concepts:
                for entry in concept.terms.values():
                    for term in entry.approved[:1] if preferred else entry.approved[1:]:
                        if term.form not in seen and not UNREADABLE.search(term.form):
                            standard.note_object("term", term.form, concept.id)
                            seen.add(term.form)


def _row(page: Page, title: str, concepts: list[Concept]) -> nodes.container:
    opening = heading(2, nodes.Text(title), classes=["row"])
    return nodes.container("", opening, *(_entry(page, c) for c in concepts), classes=["row"])


def _entry(page: Page, concept: Concept) -> nodes.container:
    """One concept: what it is called, what it is, when to say what, and what decided it."""
    place = (str(page.project.root / concept.path), 1)
    body: list[nodes.Node] = [_headword(page, concept)]
    body += [_names(page, concept, language) for language in _others(page, concept)]
    if concept.definition:
        body.append(prose(concept.definition, place, id_=f"{concept.id}.definition"))
    if concept.note:
        body.append(prose(concept.note, place, "note", id_=f"{concept.id}.note"))
    for language in (page.language, *_others(page, concept)):
        body += _conditions(page, concept, language, place)
    body += _sources(page, concept)
    if concept.see:
        body.append(_see(page, concept))
    if concept.scope == "background":
        body.append(fixed(page.words["background"], "background"))
    body.append(place_for(concept.id))
    return nodes.container("", *body, ids=[concept.id], classes=["concept"])


def _others(page: Page, concept: Concept) -> list[str]:
    """The other languages of a concept: those with an edition first, in its order."""
    ordered = dict.fromkeys([*page.project.languages, *concept.terms])
    return [code for code in ordered if code in concept.terms and code != page.language]


def _headword(page: Page, concept: Concept) -> nodes.rubric:
    entry = concept.terms[page.language]
    parts: list[nodes.Node] = [foreign(entry.preferred, page.language, "headword")]
    if entry.reading:
        parts += [nodes.Text(" "), foreign(entry.reading, page.language, "reading")]
    permalink = link("#", f"#{concept.id}", "permalink", title=entry.preferred)
    return heading(3, *parts, nodes.Text(" "), permalink)


def _names(page: Page, concept: Concept, language: str) -> nodes.paragraph:
    """What the concept is called in another language."""
    entry = concept.terms[language]
    parts: list[nodes.Node] = [foreign(entry.preferred, language, "rendering")]
    if entry.reading:
        parts += [nodes.Text(" "), foreign(entry.reading, language, "reading")]
    return nodes.paragraph("", "", *parts, classes=["names"], translatable=False)


def _conditions(
    page: Page, concept: Concept, language: str, place: tuple[str, int]
) -> list[nodes.Node]:
    """The admitted forms with their conditions, the deprecated ones with their reasons."""
    entry = concept.terms[language]
    lists = []
    for label, terms in (("admitted", entry.approved[1:]), ("deprecated", entry.refused)):
        items = []
        for number, term in enumerate(terms, 1):
            form = foreign(term.form, language, "form")
            item = nodes.list_item("", nodes.paragraph("", "", form, translatable=False))
            if term.condition:
                id_ = f"{concept.id}.{language}.{label}.{number}"
                item += prose(term.condition, place, "condition", id_=id_)
            items.append(item)
        if items:
            named = fixed(page.words[label], "label")
            if language != page.language:
                name = foreign(spoken_language(language).name, language)
                named += [nodes.Text(page.words["comma"]), name]
            body = nodes.bullet_list("", *items)
            lists.append(nodes.container("", named, body, classes=["forms", label]))
    return lists


def _sources(page: Page, concept: Concept) -> list[nodes.Node]:
    if not concept.sources:
        return [fixed(page.words["no_source"], "sources")]
    items = []
    for source in concept.sources:
        here, other = page.language, page.project.source
        title = mixed(source.title, here, other)
        if source.url:
            title = [nodes.reference("", "", *title, refuri=source.url)]
        if source.form:
            title += [nodes.Text(page.words["colon"]), *mixed(source.form, here, other)]
        paragraph = nodes.paragraph("", "", *title, translatable=False)
        items.append(nodes.list_item("", paragraph))
    body = nodes.bullet_list("", *items)
    return [nodes.container("", fixed(page.words["sources"], "label"), body, classes=["sources"])]


def _see(page: Page, concept: Concept) -> nodes.paragraph:
    known = {c.id: c for c in page.project.concepts}
    links: list[nodes.Node] = []
    for id_ in concept.see:
        entry = known[id_].terms.get(page.language) or known[id_].terms[page.project.source]
        links.append(link(entry.preferred, f"#{id_}"))
    comma, colon = page.words["comma"], page.words["colon"]
    return labelled(page.words["see"], colon, joined(links, comma), "see")


def setup(app: Sphinx) -> None:
    """Take up the feature."""
    app.add_directive("edition-glossary", EditionGlossary)
