"""The parallel page: each page of text once more, both languages side by side, without script.

It is for readers without JavaScript, and for whoever wants an address that always shows both. The
page itself, with script, has the same among its ways of reading.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

SUFFIX = "-parallel"


def _context(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Link a page and its parallel page to each other, and write the second."""
    if context.get("parallel") or 'class="counterparts' not in context.get("body", ""):
        return
    behind, address = pagename + SUFFIX, app.builder.get_relative_uri
    context["parallel_page"] = address(pagename, behind)
    again = context | {"parallel": True, "parallel_page": address(behind, pagename)}
    app.builder.handle_page(behind, again, template, event_arg=doctree)


def setup(app: Sphinx) -> None:
    """Take up the feature."""
    app.connect("html-page-context", _context, priority=900)
