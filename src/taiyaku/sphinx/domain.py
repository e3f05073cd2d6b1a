"""What the pages of an edition know of each other: where segments, notes and the glossary are."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment

THEME = "taiyaku"


class Note(NamedTuple):
    """An editors' note: its id, the segment it is on, the words of it, and what it says first."""

    id: str
    segment: str
    words: str
    begins: str


class EditionDomain(Domain):
    """The edition's own registry.

    ``segments``: document to the ids of its segments. ``notes``: document to its editors' notes.
    ``pages``: document to the feature it shows (``glossary``, ``witness``) and a digest of that.
    ``begins``: document to the beginning of its text.
    """

    name = "taiyaku"
    label = "Edition"
    data_version = 3
    initial_data = {"segments": {}, "notes": {}, "pages": {}, "begins": {}}  # noqa: RUF012

    def clear_doc(self, docname: str) -> None:
        """Forget a document."""
        for table in self.initial_data:
            self.data[table].pop(docname, None)

    def merge_domaindata(self, docnames: Iterable[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process has read."""
        for table in self.initial_data:
            self.data[table] |= {d: v for d, v in otherdata[table].items() if d in docnames}

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Nothing of its own goes into the inventory; terms stand there as Sphinx's terms."""
        return iter(())

    def document_of(self, segment: str) -> str | None:
        """The document in which a segment stands."""
        return next((d for d, ids in self.data["segments"].items() if segment in ids), None)

    def notes_on(self, segment: str) -> list[tuple[str, Note]]:
        """The editors' notes on a segment, each with its document."""
        found = [(d, note) for d, notes in self.data["notes"].items() for note in notes]
        return [(d, note) for d, note in found if note.segment == segment]

    def show(self, feature: str) -> None:
        """Note that the present document shows a feature of the project."""
        shown = (feature, _digest(self.env, feature))
        self.data["pages"][self.env.current_document.docname] = shown

    def page(self, feature: str) -> str | None:
        """The document that shows a feature."""
        return next((d for d, shown in self.data["pages"].items() if shown[0] == feature), None)


def ours(config: Config) -> bool:
    """Whether the pages are made with the theme that comes with the extension."""
    return config.html_theme == THEME


def is_text(env: BuildEnvironment) -> bool:
    """Whether the present page is one of text, with all ways of reading it.

    The glossary is none; nor is any page with another theme, whose style sheet knows nothing of
    them, or in another format than HTML.
    """
    html = env._app.builder.format == "html"
    glossary = edition(env).page("glossary")
    return html and ours(env.config) and env.current_document.docname != glossary


def changed(env: BuildEnvironment, name: str, state: str) -> bool:
    """Whether something is otherwise than at the last build; the first time it is not."""
    digest = hashlib.sha256(state.encode("utf-8", "surrogatepass")).hexdigest()
    known: dict[str, str] = env.__dict__.setdefault("taiyaku_states", {})
    before = known.get(name, digest)
    known[name] = digest
    return before != digest


def edition(env: BuildEnvironment) -> EditionDomain:
    """The registry of an environment."""
    return env.domains["taiyaku"]


def _digest(env: BuildEnvironment, feature: str) -> str:
    """What a page that shows a feature depends on: its content, new files and all."""
    shown = {"glossary": "concepts", "audit": "concepts", "witness": "witness"}[feature]
    content = repr(getattr(env.taiyaku_project, shown))
    return hashlib.sha256(content.encode()).hexdigest()


def _outdated(app: Sphinx, env: BuildEnvironment, *_: set[str]) -> list[str]:
    """The pages whose feature has changed since they were read."""
    pages = edition(env).data["pages"].items()
    return [docname for docname, (feature, old) in pages if _digest(env, feature) != old]


def setup(app: Sphinx) -> None:
    """Take up the feature."""
    app.add_domain(EditionDomain)
    app.connect("env-get-outdated", _outdated)
