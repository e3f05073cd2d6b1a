"""The audit of terms: ``.. edition-audit::``, the whole edition at a glance.

A picture of concepts by paragraphs, a table for those who cannot see it, the exceptions with their
reasons. All of it is read off the paired text when the page is written: the tests judge the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from taiyaku.concordance import Row, audit
from taiyaku.exchange import picture
from taiyaku.interface import words
from taiyaku.languages import language
from taiyaku.model import Concept, Message, Segment, Standing, Waiver
from taiyaku.project import current
from taiyaku.sphinx.concordance import in_page_order
from taiyaku.sphinx.domain import edition
from taiyaku.sphinx.exchange import targets
from taiyaku.sphinx.nodes import fixed, foreign, heading, link, mixed

PLACE = "taiyaku-audit"


class EditionAudit(SphinxDirective):
    """The place where the audit will stand."""

    def run(self) -> list[nodes.Node]:
        """An empty container."""
        edition(self.env).show("audit")
        place = nodes.container("", classes=["audit"])
        place[PLACE] = True
        return [place]


class FillAudit(SphinxPostTransform):
    """Put the audit of each translation there."""

    default_priority = 420
    formats = ("html",)

    def run(self, **_: object) -> None:
        """Fill the places of the page."""
        for place in [n for n in self.document.findall(nodes.container) if n.get(PLACE)]:
            self.said, self.sphinx = words(self.config.language), self.env._app
            compared = targets(self.sphinx)
            for target in compared:
                if len(compared) > 1:
                    place += heading(2, foreign(language(target).name, target))
                place += self._audit(target)

    def _audit(self, target: str) -> list[nodes.Node]:
        project = self.env.taiyaku_project
        glossary = edition(self.env).page("glossary")
        text = in_page_order(self.sphinx, project.text(target))
        rows = audit(text, glossary)
        concepts = {concept.id: concept for concept in project.concepts_in(self.config.language)}
        shown = [s for s in text if s.document != glossary]
        return [
            self._summary(rows),
            self._picture(rows, shown, concepts),
            self._legend(rows),
            self._table(rows, concepts, target),
            *self._exceptions(target),
        ]

    def _summary(self, rows: Sequence[Row]) -> nodes.paragraph:
        counts = sum((row.standings for row in rows), Counter())
        said = self.said["audit_summary"].format(
            occurrences=counts.total(), concepts=len(rows),
            **{str(standing): counts[standing] for standing in Standing},
        )  # fmt: skip
        return fixed(said, "summary")

    def _picture(
        self, rows: Sequence[Row], text: Sequence[Segment], concepts: dict[str, Concept]
    ) -> nodes.raw:
        code = self.config.language
        names = {row.concept: concepts[row.concept].terms[code].preferred for row in rows}
        titles = {s.document: self.env.titles[s.document].astext() for s in text}
        svg = picture.drawn(rows, text, names, titles, self.said["audit_picture"])
        label = escape(self.said["audit_picture"])
        html = f'<div class="picture" tabindex="0" role="group" aria-label="{label}">{svg}</div>'
        return nodes.raw("", html, format="html")

    def _legend(self, rows: Sequence[Row]) -> nodes.paragraph:
        """Which colour is which standing, of those that there are."""
        there = {standing for row in rows for standing in row.cells.values()}
        legend = nodes.paragraph("", "", classes=["legend"], translatable=False)
        for standing in Standing:
            if standing in there:
                legend += [
                    nodes.inline("", "", classes=["square", standing]),
                    nodes.inline("", self.said[f"standing_{standing}"]),
                    nodes.Text(" "),
                ]
        return legend

    def _table(self, rows: Sequence[Row], concepts: dict[str, Concept], target: str) -> nodes.table:
        """A line for each concept: how often, how rendered, what must not stand and does not."""
        keys = ("audit_concept", "audit_occurs", "audit_rendered", "audit_refused")
        heads = [self.said[key] for key in keys]
        body = nodes.tbody()
        for row in rows:
            concept = concepts[row.concept]
            refused = concept.refused(target)
            stand = row.standings[Standing.DEPRECATED]
            cells = [
                [self._concept(concept)],
                [nodes.Text(str(row.standings.total()))],
                self._rendered(row, target),
                [nodes.Text(f"{stand} / {len(refused)}" if refused else "–")],
            ]
            body += _row(cells)
        group = nodes.tgroup("", cols=len(heads))
        group += [nodes.colspec() for _ in heads]
        group += [nodes.thead("", _row([[nodes.Text(head)] for head in heads])), body]
        return nodes.table("", group)

    def _concept(self, concept: Concept) -> nodes.Node:
        page = edition(self.env).page("glossary")
        name = concept.terms[self.config.language].preferred
        here = self.env.current_document.docname
        if page is None:
            return nodes.Text(name)
        return link(name, f"{self.sphinx.builder.get_relative_uri(here, page)}#{concept.id}")

    def _rendered(self, row: Row, target: str) -> list[nodes.Node]:
        """``Individual Number Card × 12``, the preferred first."""
        parts: list[nodes.Node] = []
        order = list(Standing)
        for (form, standing), number in sorted(
            row.renderings.items(), key=lambda item: (order.index(item[0][1]), -item[1])
        ):
            parts += [nodes.Text(self.said["comma"])] if parts else []
            parts += [foreign(form, target, str(standing)), nodes.Text(f"\u00a0×\u00a0{number}")]
        for standing in (Standing.EXCEPTED, Standing.MISSING):
            if number := row.standings[standing]:
                parts += [nodes.Text(self.said["comma"])] if parts else []
                parts += [nodes.Text(f"{self.said[f'standing_{standing}']}\u00a0×\u00a0{number}")]
        return parts

    def _exceptions(self, target: str) -> list[nodes.Node]:
        """Every exception to a check, with the reason that its translator gives."""
        project = self.env.taiyaku_project
        items = [
            self._exception(waiver, message, document, target)
            for document, catalogue in project.catalogues(target).items()
            for message in current(catalogue)
            for waiver in message.waivers
        ]
        said = self.said["audit_exceptions"].format(number=len(items))
        counted = fixed(said, "label")
        return [counted, nodes.bullet_list("", *items)] if items else [counted]

    def _exception(
        self, waiver: Waiver, message: Message, document: str, target: str
    ) -> nodes.list_item:
        at = message.segments[0].id if message.segments else document
        uri = self.sphinx.builder.get_relative_uri(self.env.current_document.docname, document)
        what = " ".join(filter(None, (waiver.code, waiver.concept)))
        parts = [link(at, f"{uri}#{at}"), nodes.Text(f" {what}{self.said['colon']}")]
        reason = mixed(waiver.reason, target, self.env.taiyaku_project.source)
        parts.append(nodes.inline("", "", *reason, classes=["reason", f"language-{target}"]))
        return nodes.list_item("", nodes.paragraph("", "", *parts, translatable=False))


def _row(cells: Sequence[list[nodes.Node]]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *cell)) for cell in cells))


def setup(app: Sphinx) -> None:
    """Take up the feature."""
    app.add_directive("edition-audit", EditionAudit)
    app.add_post_transform(FillAudit)
