"""Pages: the theme, the title in the page's own language, the switch of language."""

from __future__ import annotations

from importlib import resources
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from taiyaku.interface import words
from taiyaku.languages import language
from taiyaku.sphinx.domain import THEME, ours
from taiyaku.sphinx.exchange import has_terms, languages_beside, terms_script
from taiyaku.sphinx.overlays import menu
from taiyaku.sphinx.tools import other_editions

# What the keys of ways.js do, by the words for it.
KEYS = (
    ("j", "key_next"), ("k", "key_previous"), ("J", "key_next_sentence"),
    ("K", "key_previous_sentence"), ("1", "view_one"), ("2", "view_reveal"), ("3", "view_side"),
    ("4", "view_interleaved"), ("l", "key_language"), ("f", "key_furigana"),
    ("n", "key_notes"), ("?", "key_help"),
)  # fmt: skip


def _configure(app: Sphinx, config: Config) -> None:
    """Take the title from the project, by language, and leave out what the theme has no use for."""
    if "html_theme" not in {*config._raw_config, *config.overrides}:
        config.html_theme = THEME  # who asks for no other gets the pages that go with the text
    title = app.taiyaku_project.title(config.language)
    if title:
        config.project = config.html_title = config.html_short_title = title
    if ours(config):
        config.html_permalinks = False
        config.html_use_index = config.html_domain_indices = False
        config.html_copy_source = config.html_show_sourcelink = False


def _without_search(app: Sphinx) -> None:
    """No search page: Sphinx's own finds few Japanese words and needs inline script."""
    if ours(app.config):
        app.builder.search = False


def _context(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """What the theme's templates need to know."""
    here = app.config.language
    spoken = language(here)
    context["words"] = words(here)
    context["direction"] = spoken.direction
    context["here"] = spoken
    context["editions"] = [
        (language(code), uri) for code, uri in other_editions(app, pagename)
    ] if doctree else []  # fmt: skip
    context["pages"] = _pages(app, pagename) if doctree else []
    context["source_language"] = app.taiyaku_project.source
    context["others"] = languages_beside(app)
    context["furigana"] = "<ruby" in context.get("body", "")
    context["edition"] = app.taiyaku_project.citation.edition
    context["keys"] = [key for key in KEYS if key[1] != "key_furigana" or context["furigana"]]
    context["beside_choices"] = [(code, language(code).name) for code in languages_beside(app)]
    if doctree and has_terms(app, pagename):
        context["terms_script"] = context["pathto"](terms_script(pagename), resource=True)


def _pages(app: Sphinx, pagename: str) -> list[tuple[str, str, bool]]:
    """(title, address, whether it is this one) of the pages of the top level, in their order."""
    env = app.env
    listed = (
        (title or env.titles[document].astext(), document)
        for toctree in menu(app)
        for title, document in toctree["entries"]
        if document in env.titles
    )
    return [
        (title, app.builder.get_relative_uri(pagename, document), document == pagename)
        for title, document in listed
    ]


def setup(app: Sphinx) -> None:
    """Take up the feature."""
    app.add_html_theme(THEME, str(resources.files("taiyaku") / "theme"))
    app.connect("config-inited", _configure, priority=20)
    app.connect("builder-inited", _without_search)
    app.connect("html-page-context", _context)
