"""The built site: both editions, whole, alike in their bones, and without a dead link."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

from taiyaku.interface import words

LANGUAGES = ("ja", "en")
PAGES = ("index", "pamphlet", "notes", "glossary", "source", "promises", "about", "audit")


class Elements(HTMLParser):
    """The elements of a page, with their attributes, and its visible text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text.append(data)

    def values(self, attribute: str) -> list[str]:
        return [a[attribute] for _, a in self.found if a.get(attribute) is not None]


class Languages(HTMLParser):
    """The texts of a piece of HTML, each with the nearest language that is declared."""

    VOID = ("br", "img", "wbr", "meta", "link")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = [""]
        self.found: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag not in self.VOID:
            self.open.append(dict(attrs).get("lang") or self.open[-1])

    def handle_endtag(self, tag):
        if tag not in self.VOID:
            self.open.pop()

    def handle_data(self, data):
        self.found.append((self.open[-1], data))


def read(path: Path) -> Elements:
    return Elements(path.read_text("utf-8"))


@pytest.fixture(scope="session")
def pages(site) -> dict[Path, Elements]:
    return {path: read(path) for path in sorted(site.rglob("*.html"))}


def test_every_page_is_there_in_both_languages(site):
    for language in LANGUAGES:
        parallel = {f"{page}-parallel" for page in PAGES if page != "glossary"}
        wanted = {*PAGES, *parallel, "glossary-concordance"}
        assert {path.stem for path in (site / language).glob("*.html")} == wanted


def test_a_page_has_the_same_anchors_in_both_languages(site):
    for name in PAGES:
        japanese, english = (set(read(site / language / f"{name}.html").values("id"))
                             for language in LANGUAGES)  # fmt: skip
        assert japanese == english, name


def test_no_id_stands_twice_on_a_page(pages):
    for path, page in pages.items():
        ids = page.values("id")
        assert len(ids) == len(set(ids)), path


def test_no_link_inside_the_site_is_dead(site, pages):
    dead = []
    for path, page in pages.items():
        for address in [*page.values("href"), *page.values("src")]:
            target, anchor = urldefrag(address)
            target = target.partition("?")[0]
            if "//" in target or target.startswith("mailto:"):
                continue
            file = (path.parent / unquote(target)).resolve() if target else path
            known = pages.get(file)
            if not file.is_file() or (
                anchor and known and unquote(anchor) not in known.values("id")
            ):
                dead.append((path.relative_to(site).as_posix(), address))
    assert dead == []


def test_every_address_inside_the_site_is_relative_so_that_it_works_in_a_subfolder(pages):
    for page in pages.values():
        for address in [*page.values("href"), *page.values("src")]:
            assert not address.startswith("/")


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(pages):
    for path, page in pages.items():
        for tag, attributes in page.found:
            assert "style" not in attributes, path
            assert not any(name.startswith("on") for name in attributes), path
            assert tag != "style", path
            if tag in ("script", "img", "link", "iframe"):
                assert "//" not in (attributes.get("src") or attributes.get("href") or ""), path
            if tag == "script" and attributes.get("type") != "application/ld+json":
                assert attributes.get("src"), path


def test_a_page_says_its_language_and_offers_the_other(site):
    for language, other in (LANGUAGES, LANGUAGES[::-1]):
        for name in PAGES:
            elements = read(site / language / f"{name}.html").found
            assert dict(elements)["html"]["lang"] == language
            switches = [a for tag, a in elements if tag == "a" and a.get("class") == "switch"]
            assert [(a["href"], a["lang"]) for a in switches] == [
                (f"../{other}/{name}.html", other)
            ]


@pytest.mark.parametrize("name", PAGES)
def test_japanese_words_in_the_english_say_that_they_are_japanese(site, name):
    html = (site / "en" / f"{name}.html").read_text("utf-8")
    main = re.search(r"<main.*?</main>", html, re.DOTALL)[0]
    unmarked = [text for lang, text in Languages(main).found if lang != "ja"]
    assert [text for text in unmarked if re.search(r"[ぁ-んァ-ヶ一-龠]", text)] == []


def test_the_start_page_offers_every_edition(site):
    start = read(site / "index.html")
    offered = [(a["href"], a["lang"]) for tag, a in start.found if tag == "a"]
    assert offered == [("ja/index.html", "ja"), ("en/index.html", "en")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_markup_of_the_source_is_left_in_the_text(site, language):
    for name in PAGES:
        text = "".join(read(site / language / f"{name}.html").text)
        assert not re.search(r":ref:|``|\*\*|`_|\.\. |\\\s", text), name


def test_no_gap_follows_a_japanese_full_stop(site):
    for name in PAGES:
        html = (site / "ja" / f"{name}.html").read_text("utf-8")
        assert re.findall(r"。\s+(?!答)(?=[^<\s])[^\n]{0,10}", html) == [], name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("segment", ["main-1", "figure-1", "panel-2"])
def test_a_gap_is_visible_and_leads_to_the_apparatus(site, language, segment):
    html = (site / language / "pamphlet.html").read_text("utf-8")
    paragraph = re.search(rf'<p [^>]*id="{segment}"[^>]*>(.*?)</p>', html, re.DOTALL)[1]
    assert re.search(r'<a class="gap [^"]*" href="source\.html#g\d"', paragraph)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_paragraph_of_the_pamphlet_leads_to_its_fragments_and_every_fragment_back(
    site, project, language
):
    pamphlet, source = (read(site / language / f"{name}.html").values("href")
                        for name in ("pamphlet", "source"))  # fmt: skip
    for passage in project.witness.apparatus.passages:
        assert f"pamphlet.html#{passage.segment}" in source
        for fragment in passage.fragments:
            assert f"source.html#{fragment.lower()}" in pamphlet


def test_the_witness_stands_on_its_page_to_the_character(site, project):
    for language in LANGUAGES:
        html = (site / language / "source.html").read_text("utf-8")
        shown = re.findall(r'<p class="as-found">(.*?)</p>', html, re.DOTALL)
        bare = [re.sub(r'<span class="reading[^>]*>.*?</span>', "", each) for each in shown]
        found = ["".join(Elements(each).text) for each in bare]
        assert found == list(project.witness.texts.values())


def test_every_approved_form_is_in_the_inventory(site, project):
    from sphinx.util.inventory import InventoryFile

    for language in LANGUAGES:
        data = (site / language / "objects.inv").read_bytes()
        terms = InventoryFile.loads(data, uri="").data["std:term"]
        for concept in project.concepts:
            for code in project.languages:
                for term in concept.approved(code):
                    if re.search(r"\S \S+ \d+ ", term.form):
                        continue  # what Sphinx's own format cannot hold
                    assert term.form in terms
                    if term.form == concept.terms[code].preferred and code == "ja":
                        assert terms[term.form].uri == f"glossary.html#{concept.id}"


def test_every_concept_has_its_entry_in_the_order_of_the_language(site, project):
    from taiyaku.glossary import in_order

    for language in LANGUAGES:
        html = (site / language / "glossary.html").read_text("utf-8")
        listed = re.findall(r'<div class="concept [^"]*" id="([^"]+)"', html)
        assert listed == [c.id for c in in_order(project.concepts, language)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rendering_without_a_source_says_so(site, project, language):
    html = (site / language / "glossary.html").read_text("utf-8")
    entries = dict(re.findall(r'<div class="concept [^"]*" id="([^"]+)">(.*?)(?=<div class="concept|\Z)',
                              html, re.DOTALL))  # fmt: skip
    for concept in project.concepts:
        says_so = words(language)["no_source"] in entries[concept.id]
        assert says_so is not bool(concept.sources), concept.id


def test_a_term_is_linked_once_in_a_section_in_both_languages(site):
    for language in LANGUAGES:
        html = (site / language / "pamphlet.html").read_text("utf-8")
        sections = re.split(r"<section", html)[1:]
        for section in sections:
            terms = re.findall(r'<a class="term [^"]*" href="([^"]+)"', section)
            assert len(terms) == len(set(terms))
        assert html.count('class="term ') > 30
