"""The concordance: of each entry of the glossary every occurrence, in both languages.

An entry says how often its concept occurs and with what standing, and leads to its place on a page
behind the glossary, where each occurrence stands in its sentences, source and translation side by
side. It is made when the glossary is written, from the paired text; no script is needed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from taiyaku.concordance import Context, Hit, concordance, contexts
from taiyaku.glossary import in_order
from taiyaku.interface import words
from taiyaku.languages import language
from taiyaku.model import Concept, Occurrence, Segment, Standing
from taiyaku.sphinx.domain import changed, edition, ours
from taiyaku.sphinx.exchange import targets
from taiyaku.sphinx.nodes import foreign, heading, link

CONCEPT = "taiyaku-concept"
SUFFIX = "-concordance"


def place_for(concept: str) -> nodes.container:
    """Where the concordance of a concept will stand."""
    node = nodes.container("", classes=["hits"])
    node[CONCEPT] = concept
    return node


def in_page_order(app: Sphinx, text: Iterable[Segment]) -> list[Segment]:
    """Segments by the order of the documents in the tables of contents."""
    order = {document: number for number, document in enumerate(app.env.collect_relations())}
    return sorted(text, key=lambda segment: order.get(segment.document, len(order)))


def standing_of(occurrence: Occurrence, said: dict[str, str]) -> str:
    """``admitted: at first mention``."""
    standing = said[f"standing_{occurrence.standing}"]
    why = occurrence.condition or occurrence.reason
    return f"{standing}{said['colon']}{why}" if why else standing


def hits(app: Sphinx, target: str) -> dict[str, list[Hit]]:
    """Every occurrence of every concept, but in the glossary itself."""
    text = in_page_order(app, app.taiyaku_project.text(target))
    return concordance(text, edition(app.env).page("glossary"))


class CountOccurrences(SphinxPostTransform):
    """Say in each entry of the glossary how often its concept occurs, and lead to where."""

    default_priority = 420
    formats = ("html",)

    def run(self, **_: object) -> None:
        """Fill every place made for it."""
        places = [n for n in self.document.findall(nodes.container) if n.get(CONCEPT)]
        if places and ours(self.config):
            said, builder = words(self.config.language), self.env._app.builder
            here = self.env.current_document.docname
            uri = builder.get_relative_uri(here, here + SUFFIX)
            for target in targets(self.env._app):
                found = hits(self.env._app, target)
                for place in places:
                    if mine := found.get(place[CONCEPT]):
                        anchor = _anchor(self.env._app, place[CONCEPT], target)
                        shown = link(_counted(mine, said), f"{uri}#{anchor}")
                        place += nodes.paragraph("", "", shown, *self._named(target))

    def _named(self, target: str) -> list[nodes.Node]:
        """The name of a language, where there are several."""
        if len(targets(self.env._app)) == 1:
            return []
        return [nodes.Text(" "), foreign(language(target).name, target)]


def _anchor(app: Sphinx, concept: str, target: str) -> str:
    """Where the occurrences of a concept stand on the page behind the glossary."""
    return f"{concept}.{target}" if len(targets(app)) > 1 else concept


def _counted(found: Sequence[Hit], said: dict[str, str]) -> str:
    """``8 occurrences: 7 preferred, 1 admitted``."""
    number = said["hit" if len(found) == 1 else "hits"].format(number=len(found))
    standings = Counter(hit.occurrence.standing for hit in found)
    parts = (f"{said[f'standing_{s}']} {standings[s]}" for s in Standing if standings[s])
    return f"{number}{said['colon']}{said['comma'].join(parts)}"


def _write(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Write the page behind the glossary."""
    if pagename != edition(app.env).page("glossary") or context.get("behind"):
        return
    if doctree is None or not ours(app.config):
        return
    title = words(app.config.language)["concordance"]
    body = nodes.container("", heading(1, nodes.Text(title)), classes=["concordance"])
    for target in targets(app):
        body += _rows(app, target)
    html = app.builder.render_partial(body)["fragment"]
    behind = context | {"behind": True, "body": html, "title": title, "linked_data": ""}
    app.builder.handle_page(pagename + SUFFIX, behind, template, event_arg=doctree)


def _rows(app: Sphinx, target: str) -> list[nodes.Node]:
    """The concepts in the order of the glossary, each with its occurrences."""
    project, here = app.taiyaku_project, app.config.language
    found, rows = hits(app, target), []
    if len(targets(app)) > 1:
        rows.append(heading(2, foreign(language(target).name, target), classes=["row"]))
    for concept in in_order(project.concepts_in(here), here):
        if mine := found.get(concept.id):
            items = [_item(app, hit, target) for hit in mine]
            row = [_heading(app, concept), nodes.bullet_list("", *items)]
            ids = [_anchor(app, concept.id, target)]
            rows.append(nodes.container("", *row, ids=ids, classes=["hits"]))
    return rows


def _heading(app: Sphinx, concept: Concept) -> nodes.rubric:
    glossary = edition(app.env).page("glossary")
    uri = app.builder.get_relative_uri(glossary + SUFFIX, glossary)
    name = concept.terms[app.config.language].preferred
    level = 3 if len(targets(app)) > 1 else 2
    return heading(level, link(name, f"{uri}#{concept.id}"))


def _item(app: Sphinx, hit: Hit, target: str) -> nodes.list_item:
    source, said = app.taiyaku_project.source, words(app.config.language)
    ours, theirs = contexts(hit)
    glossary = edition(app.env).page("glossary")
    uri = app.builder.get_relative_uri(glossary + SUFFIX, hit.segment.document)
    where = nodes.paragraph("", "", link(hit.anchor, f"{uri}#{hit.anchor}"), classes=["where"])
    where += [nodes.Text(" "), nodes.inline("", standing_of(hit.occurrence, said))]
    return nodes.list_item("", _line(ours, source), _line(theirs, target), where)


def _line(context: Context, code: str) -> nodes.paragraph:
    """A line of a concordance, its words marked."""
    parts: list[nodes.Node] = []
    at = 0
    for start, end in context.marked:
        words_ = nodes.inline("", context.text[start:end], classes=["mark"])
        parts += [nodes.Text(context.text[at:start]), words_]
        at = end
    parts.append(nodes.Text(context.text[at:]))
    return nodes.paragraph("", "", *parts, classes=[f"language-{code}"], translatable=False)


def _rewrite_when_changed(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Write what shows other texts than its own anew when any translation has changed.

    That is the glossary and the audit, and in the source's language every page.
    """
    project = env.taiyaku_project
    texts = [c.text for target in project.targets for c in project.catalogues(target).values()]
    if not changed(env, "texts", "\0".join(texts)):
        return []
    if app.config.language == project.source:
        return sorted(env.found_docs)
    pages = (edition(env).page(feature) for feature in ("glossary", "audit"))
    return [page for page in pages if page]


def setup(app: Sphinx) -> None:
    """Take up the feature."""
    app.add_post_transform(CountOccurrences)
    app.connect("env-updated", _rewrite_when_changed)
    app.connect("html-page-context", _write, priority=890)
