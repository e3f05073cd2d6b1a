"""What only a browser can tell: the real site in a real Chromium."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

LANGUAGES = ("ja", "en")
OTHER = {"ja": "en", "en": "ja"}
WIDTHS = (320, 390, 1440, 2560)


def is_in_view(page: Page, anchor: str) -> None:
    expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_start_page_leads_to_the_edition(page, address, language):
    page.goto(f"{address}/index.html#choose")
    page.locator(f".start-editions a[lang={language}]").click()
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_term_leads_to_its_entry_and_back(page, address, language):
    page.goto(f"{address}/{language}/pamphlet.html")
    term = page.locator("a.term").first
    anchor = term.get_attribute("href").split("#")[1]
    term.click()
    expect(page).to_have_url(re.compile(f"/{language}/glossary.html#{anchor}$"))
    is_in_view(page, anchor)
    page.go_back()
    expect(page).to_have_url(re.compile(f"/{language}/pamphlet.html$"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("sentence", ["main-3.2", "panel-1.4", "note-1.1"])
def test_the_switch_of_language_lands_on_the_same_sentence(
    page, address, language, sentence, width
):
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{address}/{language}/pamphlet.html")
    page.locator(f"[id='{sentence}']").evaluate(
        "e => scrollTo(0, e.getBoundingClientRect().top + scrollY - innerHeight / 4 + 5)"
    )
    page.locator("a.switch").click()
    expect(page).to_have_url(re.compile(f"/{OTHER[language]}/pamphlet.html#{sentence}$"))
    is_in_view(page, sentence)


def test_the_switch_by_keyboard_keeps_the_place_too(page, address):
    page.goto(f"{address}/ja/pamphlet.html#panel-1")
    page.locator("a.switch").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/en/pamphlet.html#panel-1$"))


def test_the_switch_at_the_top_of_a_page_leads_to_the_top(page, address):
    page.goto(f"{address}/ja/pamphlet.html")
    page.locator("a.switch").click()
    expect(page).to_have_url(re.compile("/en/pamphlet.html$"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_javascript_each_paragraph_leads_to_itself_in_the_other_language(
    browser, address, language
):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{language}/pamphlet.html")
    page.locator("[id=main-3] ~ .tools a.edition").click()
    expect(page).to_have_url(re.compile(f"/{OTHER[language]}/pamphlet.html#main-3$"))
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_note_opens_and_comes_back(page, address, language):
    page.goto(f"{address}/{language}/pamphlet.html")
    page.locator("#main-1 a", has_text=re.compile("註|Note")).click()
    expect(page).to_have_url(re.compile("#note-1$"))
    is_in_view(page, "note-1")
    page.locator("#note-1 a", has_text=re.compile("註|Note")).click()
    expect(page).to_have_url(re.compile("#main-1$"))
    is_in_view(page, "main-1")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_editors_note_leads_to_its_paragraph_and_back(page, address, language):
    page.goto(f"{address}/{language}/pamphlet.html")
    page.locator("[id=main-2] a.note-call").first.click()
    expect(page).to_have_url(re.compile(f"/{language}/notes.html#notes-last-september$"))
    page.locator(".segment:has(#notes-last-september) .on a").click()
    expect(page).to_have_url(re.compile(f"/{language}/pamphlet.html#main-2$"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fragment_leads_to_its_paragraph_and_back(page, address, language):
    page.goto(f"{address}/{language}/source.html#f07")
    is_in_view(page, "f07")
    page.locator("#f07 a", has_text="main-4").click()
    expect(page).to_have_url(re.compile("/pamphlet.html#main-4$"))
    page.locator("[id=main-4] ~ .tools a", has_text="F07").click()
    expect(page).to_have_url(re.compile("/source.html#f07$"))


def test_no_gap_follows_a_japanese_full_stop(page, address):
    page.goto(f"{address}/ja/pamphlet.html")
    text = page.locator("main").inner_text()
    gaps = [m for m in re.findall(r"。[ \t]+\S", text) if not m.endswith("答")]
    assert gaps == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["pamphlet", "notes", "glossary", "source", "about"])
def test_no_raw_markup_is_seen(page, address, language, name):
    page.goto(f"{address}/{language}/{name}.html")
    assert not re.search(r":\w+:`|``|\*\*|`__?|\.\. \w+::", page.locator("body").inner_text())


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["pamphlet", "notes", "glossary", "source", "about", "index"])
def test_no_page_is_wider_than_its_window(page, address, name, width):
    page.set_viewport_size({"width": width, "height": 800})
    for language in LANGUAGES:
        page.goto(f"{address}/{language}/{name}.html")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "low", "high"), [(390, 18, 24), (1440, 36, 41), (2560, 36, 41)])
def test_a_japanese_line_has_a_good_measure(page, address, width, low, high):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}/ja/pamphlet.html")
    wide, size = page.locator("#main-2").evaluate(
        "e => [e.clientWidth, parseFloat(getComputedStyle(e).fontSize)]"
    )
    assert low <= wide / size <= high


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_paper_have_enough_contrast(browser, address, scheme):
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{address}/ja/pamphlet.html")
    colours = page.evaluate(
        """() => [getComputedStyle(document.documentElement).backgroundColor,
        ...['#main-2', '.tools a', 'a.gap', 'header.site nav a', '#main-1 a'].map(
            s => getComputedStyle(document.querySelector(s)).color)]"""
    )
    context.close()
    paper, *inks = [luminance(colour) for colour in colours]
    for ink in inks:
        assert (max(paper, ink) + 0.05) / (min(paper, ink) + 0.05) >= 4.5


def luminance(colour: str) -> float:
    """The relative luminance of an rgb() colour (WCAG 2.2)."""
    parts = [int(n) / 255 for n in re.findall(r"\d+", colour)[:3]]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_site_works_in_a_subfolder_and_from_the_disk(page, site):
    page.goto((site / "index.html").as_uri() + "#choose")
    page.locator(".start-editions a[lang=en]").click()
    page.locator("nav.pages a").first.click()
    expect(page.locator("h1")).to_contain_text("Individual Number Card")
    page.locator("a.switch").click()
    expect(page.locator("html")).to_have_attribute("lang", "ja")
