"""What a reader can do on a page, in a real Chromium: on a desk, on a phone, by keyboard, without script."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from taiyaku.exchange import terms
from taiyaku.policy import POLICY
from taiyaku.project import Project

pytestmark = pytest.mark.browser

TINY = Path(__file__).parent / "tiny"
LANGUAGES = ("ja", "en")
WIDTHS = (390, 1440)
both_languages = pytest.mark.parametrize("language", LANGUAGES)
both_widths = pytest.mark.parametrize("width", WIDTHS)


def wide(page: Page, width: int) -> Page:
    page.set_viewport_size({"width": width, "height": 844})
    return page


def choose(page: Page, name: str, value: str) -> None:
    options = page.locator(".options")
    if options.get_attribute("open") is None:
        options.locator("summary").click()
    page.locator(f".options input[name={name}][value={value}]").check()
    page.keyboard.press("Escape")


# --- what is said of a term ----------------------------------------------------------------------


def shows_the_card(page: Page, project, language: str) -> None:
    concept = next(c for c in project.concepts_in(language) if c.id == "individual-number-card")
    other = {"ja": "en", "en": "ja"}[language]
    number = terms.counted([project.text("en")], but="glossary")[concept.id]
    card = page.locator(".card")
    expect(card).to_be_visible()
    expect(card.locator(".headword")).to_have_text(concept.terms[language].preferred)
    expect(card.locator(".rendering")).to_have_text(concept.terms[other].preferred)
    expect(card.locator(".rendering")).to_have_attribute("lang", other)
    expect(card.locator(".reading")).to_have_text(concept.terms["ja"].reading)
    expect(card.locator(".definition")).to_have_text(concept.definition)
    expect(card.locator("a")).to_contain_text(str(number))
    box, width = card.bounding_box(), page.viewport_size["width"]
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


def the_term(page: Page):
    return page.locator("#main-1 a.term[href$='#individual-number-card']")


@both_widths
@both_languages
def test_focus_on_a_term_shows_what_it_is_and_escape_closes_it(
    page, address, project, language, width
):
    wide(page, width).goto(f"{address}/{language}/pamphlet.html")
    page.locator("#main-1 a.gap").focus()
    for _ in range(8):
        page.keyboard.press("Tab")
        if the_term(page).evaluate("e => e === document.activeElement"):
            break
    shows_the_card(page, project, language)
    page.keyboard.press("Escape")
    expect(page.locator(".card")).to_have_count(0)
    assert the_term(page).evaluate("e => e === document.activeElement")


@both_languages
def test_the_card_of_a_term_is_next_for_the_keyboard_and_for_those_who_listen(
    page, address, language
):
    page.goto(f"{address}/{language}/pamphlet.html")
    page.keyboard.press("Tab")
    the_term(page).focus()
    expect(page.locator(".card")).to_be_visible()
    described = the_term(page).get_attribute("aria-describedby")
    assert described
    assert page.locator(f"#{described} .definition").is_visible()
    page.keyboard.press("Tab")
    expect(page.locator(".card a")).to_be_focused()
    page.keyboard.press("Escape")
    expect(the_term(page)).to_be_focused()
    expect(page.locator(".card")).to_have_count(0)


@both_languages
def test_the_link_of_the_card_leads_to_the_entry(page, address, language):
    page.goto(f"{address}/{language}/pamphlet.html")
    page.keyboard.press("Tab")
    the_term(page).focus()
    page.locator(".card a").click()
    expect(page).to_have_url(re.compile(f"/{language}/glossary.html#individual-number-card$"))


@both_languages
def test_a_tap_on_a_term_shows_what_it_is_and_a_tap_elsewhere_closes_it(
    phone, address, project, language
):
    phone.goto(f"{address}/{language}/pamphlet.html")
    the_term(phone).tap()
    shows_the_card(phone, project, language)
    phone.locator("h1").tap()
    expect(phone.locator(".card")).to_have_count(0)


@both_languages
def test_a_second_tap_follows_the_link(phone, address, language):
    phone.goto(f"{address}/{language}/pamphlet.html")
    the_term(phone).tap()
    expect(phone.locator(".card")).to_be_visible()
    the_term(phone).tap()
    expect(phone).to_have_url(re.compile("/glossary.html#individual-number-card$"))


@both_languages
def test_the_pointer_on_a_term_shows_what_it_is_and_may_go_over_to_it(
    page, address, project, language
):
    page.goto(f"{address}/{language}/pamphlet.html")
    the_term(page).hover()
    shows_the_card(page, project, language)
    page.locator(".card .definition").hover()
    page.wait_for_timeout(500)
    expect(page.locator(".card")).to_be_visible()
    page.locator("h1").hover()
    expect(page.locator(".card")).to_have_count(0)


@both_widths
@both_languages
def test_without_javascript_a_term_is_a_link_to_its_entry(scriptless, address, language, width):
    wide(scriptless, width).goto(f"{address}/{language}/pamphlet.html")
    the_term(scriptless).click()
    expect(scriptless).to_have_url(re.compile(f"/{language}/glossary.html#individual-number-card$"))


def test_showing_what_a_term_is_moves_nothing(page, address):
    page.goto(f"{address}/ja/pamphlet.html")
    page.keyboard.press("Tab")
    before = page.locator("#main-4").bounding_box()["y"] + page.evaluate("scrollY")
    the_term(page).focus()
    expect(page.locator(".card")).to_be_visible()
    assert page.locator("#main-4").bounding_box()["y"] + page.evaluate("scrollY") == before


# --- which terms are marked ----------------------------------------------------------------------


def marks(page: Page) -> tuple[int, int]:
    """(how many occurrences are marked and can be reached, how many there are)."""
    marked = page.locator("main .term").evaluate_all(
        "all => all.filter(e => e.matches('a[href]') && getComputedStyle(e).textDecorationLine === 'underline').length"
    )
    return marked, page.locator("main .term").count()


@both_widths
@both_languages
def test_terms_are_marked_at_the_first_place_or_all_or_none_and_that_is_remembered(
    page, address, language, width
):
    wide(page, width).goto(f"{address}/{language}/pamphlet.html")
    first, there_are = marks(page)
    assert 30 < first < there_are
    choose(page, "terms", "all")
    assert marks(page) == (there_are, there_are)
    page.reload()
    assert marks(page) == (there_are, there_are)
    choose(page, "terms", "none")
    assert marks(page) == (0, there_are)
    page.goto(f"{address}/{language}/about.html")
    page.go_back()
    assert marks(page) == (0, there_are)
    choose(page, "terms", "first")
    assert marks(page) == (first, there_are)


def test_a_later_mark_leads_to_the_same_entry_as_the_first(page, address):
    page.goto(f"{address}/ja/pamphlet.html")
    choose(page, "terms", "all")
    later = page.locator("#main-2 a.concept-individual-number-card").first
    later.click()
    expect(page).to_have_url(re.compile("/glossary.html#individual-number-card$"))


# --- emendations, gaps, notes --------------------------------------------------------------------


@both_widths
@both_languages
def test_emendations_gaps_and_notes_can_be_hidden_and_that_is_remembered(
    page, address, language, width
):
    wide(page, width).goto(f"{address}/{language}/pamphlet.html")
    signs = page.locator("main :is(.sign, a.gap)")
    number = signs.count()
    assert number > 20
    assert all(sign.is_visible() for sign in signs.all())
    choose(page, "marks", "hidden")
    page.reload()
    assert not any(sign.is_visible() for sign in signs.all())
    assert not any(beside.is_visible() for beside in page.locator(".beside").all())
    choose(page, "marks", "shown")
    assert all(sign.is_visible() for sign in signs.all())


@both_languages
@pytest.mark.parametrize(
    ("segment", "entry"), [("main-1", "E1"), ("main-2", "E3"), ("panel-1", "E6"), ("note-1", "E8")]
)
def test_the_sign_of_an_emendation_leads_to_the_apparatus(page, address, language, segment, entry):
    page.goto(f"{address}/{language}/pamphlet.html")
    page.locator(f"[id={segment}] a.apparatus", has_text=entry).click()
    expect(page).to_have_url(re.compile(f"/{language}/source.html#{entry.lower()}$"))


@both_languages
def test_a_gap_leads_to_the_apparatus(page, address, language):
    page.goto(f"{address}/{language}/pamphlet.html")
    page.locator("#panel-2 a.gap").click()
    expect(page).to_have_url(re.compile(f"/{language}/source.html#g3$"))


def test_what_was_supplied_deleted_and_doubtful_looks_so(page, address):
    page.goto(f"{address}/ja/pamphlet.html")
    style = "(e, name) => getComputedStyle(e)[name]"
    certain = page.locator("#main-1 .emendation.supplied:not(.doubtful)")
    doubtful = page.locator("#main-1 .emendation.doubtful")
    assert certain.evaluate(style, "borderBottomStyle") == "solid"
    assert doubtful.evaluate(style, "borderBottomStyle") == "dashed"
    assert (
        page.locator("#main-2 .apparatus .struck").evaluate(style, "textDecorationLine")
        == "line-through"
    )


@both_languages
def test_the_signs_are_not_copied_with_the_text(page, address, language, project):
    page.goto(f"{address}/{language}/pamphlet.html")
    copied = page.evaluate(
        "() => { getSelection().selectAllChildren(document.getElementById('main-3')); return String(getSelection()) }"
    )
    (segment,) = (s for s in project.text("en") if s.id == "main-3")
    wanted = segment.source if language == "ja" else segment.target
    assert re.sub(r"\s+", " ", copied.strip()) == re.sub(r"\s+", " ", wanted)


@both_languages
@pytest.mark.parametrize(("width", "beside"), [(1440, True), (390, False)])
def test_notes_stand_at_the_side_where_there_is_room_and_else_below(
    page, address, language, width, beside
):
    wide(page, width).goto(f"{address}/{language}/pamphlet.html")
    text = page.locator("#main-2").bounding_box()
    note = page.locator(".segment:has(#main-2) > .beside").bounding_box()
    if beside:
        assert note["x"] >= text["x"] + text["width"]
        assert abs(note["y"] - text["y"]) < 10
    else:
        assert note["y"] >= text["y"] + text["height"]


@both_languages
def test_a_note_bears_the_number_by_which_the_text_calls_it(page, address, language):
    page.goto(f"{address}/{language}/pamphlet.html")
    called = [re.search(r"\d+$", t)[0] for t in page.locator("main .note-call").all_inner_texts()]
    listed = page.locator("main .beside .number").all_inner_texts()
    assert (
        sorted(called, key=int)
        == sorted(listed, key=int)
        == [str(n + 1) for n in range(len(called))]
    )


# --- language, colours, choices ------------------------------------------------------------------


@both_widths
@both_languages
def test_the_switch_of_language_is_on_screen_wherever_the_reader_is(page, address, language, width):
    wide(page, width).goto(f"{address}/{language}/pamphlet.html")
    for share in (0, 0.5, 1):
        page.evaluate("share => scrollTo(0, share * document.body.scrollHeight)", share)
        expect(page.locator("a.switch")).to_be_in_viewport()


@both_languages
def test_a_page_bears_title_and_description_in_its_own_language(page, address, language, project):
    page.goto(f"{address}/{language}/pamphlet.html")
    title = project.settings.title[language]
    assert page.title() == title
    page.goto(f"{address}/{language}/notes.html")
    assert page.title().endswith(f" — {title}")
    described = page.locator("meta[name=description]").get_attribute("content")
    assert 0 < len(described) <= 160
    assert bool(re.search("[ぁ-ん]", described)) is (language == "ja")


@pytest.mark.parametrize(("spoken", "edition"), [("ja-JP", "ja"), ("en-GB", "en"), ("ja", "ja")])
def test_the_start_page_follows_the_language_of_the_browser_once(browser, address, spoken, edition):
    context = browser.new_context(locale=spoken)
    page = context.new_page()
    page.goto(address)
    expect(page).to_have_url(re.compile(f"/{edition}/index.html$"))
    page.goto(address)
    expect(page.locator(".start-editions")).to_be_visible()
    context.close()


def test_the_start_page_remembers_a_choice(browser, address):
    context = browser.new_context(locale="ja-JP")
    page = context.new_page()
    page.goto(f"{address}/index.html#choose")
    page.locator("a[hreflang=en]").click()
    page.goto(address)
    expect(page).to_have_url(re.compile("/en/index.html$"))
    page.locator("a.switch").click()
    expect(page).to_have_url(re.compile("/ja/"))
    page.goto(address)
    expect(page).to_have_url(re.compile("/ja/index.html$"))
    context.close()


def test_the_start_page_stays_for_a_language_that_there_is_not(browser, address):
    context = browser.new_context(locale="sw-KE")
    page = context.new_page()
    page.goto(address)
    expect(page.locator(".start-editions")).to_be_visible()
    context.close()


def test_without_javascript_the_start_page_offers_the_editions(scriptless, address):
    scriptless.goto(address)
    scriptless.locator("a[hreflang=ja]").click()
    expect(scriptless).to_have_url(re.compile("/ja/index.html$"))


PAPER = "getComputedStyle(document.documentElement).backgroundColor"


@both_widths
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_follow_the_system_or_the_hand_and_that_is_remembered(
    browser, address, scheme, width
):
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 844})
    page = context.new_page()
    page.goto(f"{address}/ja/pamphlet.html")
    dark = "rgb(23, 24, 26)"
    assert (page.evaluate(PAPER) == dark) is (scheme == "dark")
    choose(page, "scheme", "dark")
    page.goto(f"{address}/en/notes.html")
    assert page.evaluate(PAPER) == dark
    choose(page, "scheme", "light")
    assert page.evaluate(PAPER) != dark
    context.close()


@both_widths
@both_languages
def test_the_choices_can_be_made_by_keyboard_alone(page, address, language, width):
    wide(page, width).goto(f"{address}/{language}/pamphlet.html")
    summary = page.locator(".options summary")
    for _ in range(8):
        page.keyboard.press("Tab")
        if summary.evaluate("e => e === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.documentElement.dataset.terms") == "all"
    page.keyboard.press("Escape")
    expect(summary).to_be_focused()
    assert page.locator(".options").get_attribute("open") is None


def test_without_javascript_no_choice_is_offered_that_could_not_be_kept(scriptless, address):
    scriptless.goto(f"{address}/ja/pamphlet.html")
    expect(scriptless.locator(".options")).to_be_hidden()


def test_a_remembered_choice_moves_nothing_when_the_page_is_opened(page, address):
    page.goto(f"{address}/ja/pamphlet.html")
    choose(page, "marks", "hidden")
    choose(page, "terms", "all")
    page.add_init_script(
        "globalThis.shift = 0; new PerformanceObserver(l => l.getEntries().forEach(e => shift += e.value))"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    page.reload()
    page.wait_for_timeout(300)
    assert page.evaluate("shift") == 0


# --- the page and the model ----------------------------------------------------------------------

SENTENCES = """all => all.map(e => {
  const copy = e.cloneNode(true);
  copy.querySelectorAll('.sign, .gap').forEach(sign => sign.remove());
  return [e.id, copy.textContent];
})"""


def expected(segments, translated: bool) -> list[tuple[str, str]]:
    """(id, text) of the sentences that a page must show of its segments."""
    found = []
    for segment in segments:
        number = 0
        for pair in segment.pairs:
            shown = pair.target if translated and segment.state == "translated" else pair.source
            text = segment.target if shown is pair.target else segment.source
            for place, span in enumerate(shown):
                has_id = place < len(pair.source)
                id_ = f"{segment.id}.{number + place + 1}" if has_id else ""
                found.append((id_, text[slice(*span)]))
            number += len(pair.source)
    return found


def normal(sentences) -> list[tuple[str, str]]:
    return [(id_, " ".join(text.split())) for id_, text in sentences]


@both_languages
@pytest.mark.parametrize("name", ["pamphlet", "notes", "about", "index", "promises"])
def test_the_sentences_of_a_page_are_those_of_the_model(page, address, project, language, name):
    page.goto(f"{address}/{language}/{name}.html")
    shown = page.locator("main .segment > p[id] .sentence:not(.answer *)").evaluate_all(SENTENCES)
    ids = page.locator("main .segment > p[id]").evaluate_all("all => all.map(e => e.id)")
    known = {s.id: s for s in project.text("en")}
    wanted = expected([known[id_] for id_ in ids], language == "en")
    assert normal(shown) == normal(wanted)


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_sentences_of_another_projects_page_are_those_of_the_model(
    page, tiny_address, language
):
    page.goto(f"{tiny_address}/{language}/letter.html")
    shown = page.locator("main .segment > p[id] .sentence:not(.answer *)").evaluate_all(SENTENCES)
    segments = Project.open(TINY).text("ar" if language == "ar" else "fr")
    text = [s for s in segments if s.document == "letter" and s.id.endswith(("-1", "-2"))]
    assert normal(shown) == normal(expected(text, language != "en"))


# --- the page as a page --------------------------------------------------------------------------


def test_nothing_is_kept_but_in_the_readers_own_memory(browser, address):
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/ja/pamphlet.html")
    page.keyboard.press("Tab")
    page.locator("a.switch").click()
    assert context.cookies() == []
    context.close()


@pytest.mark.parametrize("name", ["ja/pamphlet", "en/glossary", "index", "404"])
def test_every_page_states_the_policy(page, address, name):
    page.goto(f"{address}/{name}.html#choose")
    stated = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
    assert stated == POLICY
    assert stated.startswith("default-src 'none'")
    assert "unsafe" not in stated


def test_the_policy_stops_a_script_that_somebody_brought_in(browser, address):
    context = browser.new_context()
    page, told = context.new_page(), []
    page.on("console", lambda message: told.append(message.text))
    page.goto(f"{address}/ja/pamphlet.html")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'globalThis.ran = 1'}))"
    )
    assert page.evaluate("globalThis.ran") is None
    assert any("Content Security Policy" in text for text in told)
    context.close()


def test_the_page_for_a_lost_address_speaks_every_language(page, address):
    page.goto(f"{address}/404.html")
    for language in LANGUAGES:
        page.locator(f"main p[lang={language}] a").click()
        expect(page.locator("html")).to_have_attribute("lang", language)
        page.go_back()


@both_languages
def test_on_paper_there_is_the_text_with_its_notes_and_nothing_to_click(page, address, language):
    page.goto(f"{address}/{language}/pamphlet.html")
    page.emulate_media(media="print")
    for gone in ("header.site", "nav.pages", ".contents", ".tools", "footer.site"):
        assert not any(each.is_visible() for each in page.locator(gone).all()), gone
    assert page.locator("#main-2").is_visible()
    assert page.locator(".beside").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@both_languages
def test_the_first_load_of_the_text_is_at_most_35_kilobytes(page, site, address, language):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/{language}/pamphlet.html")
    page.wait_for_load_state("networkidle")
    files = [site / Path(url.removeprefix(f"{address}/")) for url in asked]
    assert len(files) >= 4
    assert sum(len(gzip.compress(file.read_bytes(), 6)) for file in files) <= 35 * 1024


def test_one_script_at_most_is_waited_for_and_it_is_small(site):
    for path in site.rglob("*.html"):
        waited = re.findall(r'<script src="([^"]+)"', path.read_text("utf-8"))
        assert len(waited) <= 1, path
        for source in waited:
            assert (path.parent / source).stat().st_size < 1024


# --- another project -----------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_another_project_has_it_all_by_one_line(page, tiny_address, language):
    page.goto(f"{tiny_address}/{language}/letter.html")
    page.keyboard.press("Tab")
    page.locator("a.term[href$='#lamp']").first.focus()
    card = page.locator(".card")
    expect(card.locator(".headword")).to_have_text(
        {"en": "lamp", "fr": "lampe", "ar": "المصباح"}[language]
    )
    others = {"en": ("ar", "المصباح"), "fr": ("en", "lamp"), "ar": ("en", "lamp")}[language]
    expect(card.locator(".rendering")).to_have_text(others[1])
    expect(card.locator(".rendering")).to_have_attribute("lang", others[0])
    page.keyboard.press("Escape")
    page.locator("#letter-1 .note-call").click()
    expect(page).to_have_url(re.compile(f"/{language}/notes.html#notes-hours$"))


def test_a_page_of_the_source_shows_the_language_that_the_reader_chose(page, tiny_address):
    page.goto(f"{tiny_address}/en/letter.html")
    choose(page, "other", "fr")
    page.reload()
    page.keyboard.press("Tab")
    page.locator("a.term[href$='#lamp']").first.focus()
    expect(page.locator(".card .rendering")).to_have_text("lampe")


def test_a_page_of_the_source_shows_the_language_that_the_reader_came_from(page, tiny_address):
    page.goto(f"{tiny_address}/fr/letter.html")
    page.locator("a.switch[lang=en]").click()
    expect(page).to_have_url(re.compile("/en/letter.html"))
    page.wait_for_load_state()
    page.keyboard.press("Tab")
    page.locator("a.term[href$='#lamp']").first.focus()
    expect(page.locator(".card .rendering")).to_have_text("lampe")


@both_widths
def test_a_page_from_right_to_left_is_one_from_its_head_to_its_foot(page, tiny_address, width):
    wide(page, width).goto(f"{tiny_address}/ar/letter.html")
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    title, switch = (page.locator(s).first.bounding_box() for s in ("header .title a", "a.switch"))
    assert title["x"] > switch["x"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_sentence_left_in_another_language_keeps_its_direction(page, tiny_address):
    page.goto(f"{tiny_address}/ar/letter.html")
    left = page.locator("#harbour-1")
    expect(left).to_have_attribute("lang", "en")
    end = left.evaluate(
        "e => { const r = document.createRange(), t = e.lastElementChild.lastChild;"
        " r.setStart(t, t.length - 1); r.setEnd(t, t.length); return r.getBoundingClientRect().right }"
    )
    begin = left.evaluate("e => e.firstElementChild.getBoundingClientRect().left")
    assert end > begin + 100


def test_a_group_of_sentences_is_reached_by_the_number_of_each(page, tiny_address):
    page.goto(f"{tiny_address}/en/letter.html#letter-2.2")
    page.locator("a.switch[lang=ar]").click()
    expect(page).to_have_url(re.compile("/ar/letter.html#letter-2.2$"))
    assert page.locator("[id='letter-2.2']").evaluate(
        "e => e.closest('#letter-2').getBoundingClientRect().bottom > 0"
    )


# --- found by fresh eyes -------------------------------------------------------------------------


@pytest.mark.parametrize("fragment", ["#panel", "#text", "#main-1", "#%E3"])
def test_the_switch_leads_to_what_is_read_and_not_to_what_was_linked_to_long_ago(
    page, address, fragment
):
    page.goto(f"{address}/en/pamphlet.html{fragment}")
    page.locator("[id='panel-1.4']").evaluate(
        "e => scrollTo(0, e.getBoundingClientRect().top + scrollY - innerHeight / 4 + 5)"
    )
    page.locator("a.switch").click()
    expect(page).to_have_url(re.compile("/ja/pamphlet.html#panel-1.4$"))


def test_a_pointer_at_rest_closes_nothing_that_the_keyboard_opened(page, address):
    page.set_viewport_size({"width": 1280, "height": 500})
    page.goto(f"{address}/en/pamphlet.html")
    page.mouse.move(640, 300)
    term = page.locator("#panel-1 a.term").first
    term.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(page.locator(".card")).to_be_visible()
    page.mouse.move(645, 303)
    page.wait_for_timeout(500)
    expect(page.locator(".card")).to_be_visible()


@pytest.mark.parametrize(("width", "height"), [(1440, 844), (640, 400), (390, 300), (320, 568)])
def test_what_is_said_of_a_term_stays_in_the_window_and_off_the_term(page, address, width, height):
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{address}/en/pamphlet.html")
    page.keyboard.press("Tab")
    for term in page.locator("a.term").all()[::9]:
        term.evaluate("e => e.scrollIntoView({block: 'center'})")
        term.focus()
        expect(page.locator(".card")).to_be_visible()
        inside, apart = term.evaluate(
            """e => {
              const card = document.querySelector('.card').getBoundingClientRect();
              const boxes = [...e.getClientRects()];
              return [card.top >= 0 && card.bottom <= innerHeight + 1 && card.left >= 0 && card.right <= innerWidth,
                      boxes.every(box => card.bottom <= box.top + 1 || card.top >= box.bottom - 1)];
            }"""
        )
        assert (inside, apart) == (True, True), term.inner_text()
        page.keyboard.press("Escape")


def test_a_term_leads_to_its_entry_where_its_data_cannot_be_had(browser, address):
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.route("**/terms/*.js", lambda route: route.abort())
    page.goto(f"{address}/ja/pamphlet.html")
    the_term(page).tap()
    expect(page).to_have_url(re.compile("/glossary.html#individual-number-card$"))
    context.close()


def test_escape_takes_back_what_has_not_come_yet(page, address):
    page.route("**/terms/*.js", lambda route: (page.wait_for_timeout(600), route.continue_()))
    page.goto(f"{address}/ja/pamphlet.html")
    page.keyboard.press("Tab")
    the_term(page).focus()
    page.keyboard.press("Escape")
    page.wait_for_function("document.querySelector('script[src*=terms]')")
    page.wait_for_timeout(1200)
    expect(page.locator(".card")).to_have_count(0)


def test_the_choices_close_when_the_reader_goes_on(page, address):
    page.goto(f"{address}/ja/pamphlet.html")
    page.locator(".options summary").focus()
    page.keyboard.press("Enter")
    for _ in range(7):
        page.keyboard.press("Tab")
    assert page.locator(".options").get_attribute("open") is None


def test_a_choice_made_elsewhere_is_taken_up(browser, address):
    context = browser.new_context()
    one, two = context.new_page(), context.new_page()
    one.goto(f"{address}/ja/pamphlet.html")
    two.goto(f"{address}/ja/about.html")
    choose(two, "scheme", "dark")
    one.wait_for_function("document.documentElement.dataset.scheme === 'dark'")
    context.close()


def test_paper_is_white_though_the_reader_chose_dark(page, address):
    page.goto(f"{address}/ja/pamphlet.html")
    choose(page, "scheme", "dark")
    page.emulate_media(media="print")
    ink = page.locator("#main-2").evaluate("e => getComputedStyle(e).color")
    assert ink == "rgb(31, 29, 26)"


def test_the_text_of_several_paragraphs_is_copied_without_the_tools_beside_them(
    page, address, project
):
    page.goto(f"{address}/en/pamphlet.html")
    copied = page.evaluate(
        "() => { const s = getSelection(); s.setBaseAndExtent(document.getElementById('main-3'), 0,"
        " document.getElementById('main-4'), 1); return String(s) }"
    )
    assert "F05" not in copied
    assert "main-3" not in copied


# --- type, and what a page holds -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "selector", "name", "value"),
    [
        ("ja", "#main-2", "lineBreak", "strict"), ("ja", "#main-2", "textAutospace", "normal"),
        ("ja", "h1", "wordBreak", "auto-phrase"), ("ja", "#main-2", "hyphens", "manual"),
        ("en", "#main-2", "hyphens", "auto"), ("en", "h1", "hyphens", "manual"),
    ],
)  # fmt: skip
def test_each_script_is_set_as_its_readers_expect(page, address, language, selector, name, value):
    page.goto(f"{address}/{language}/pamphlet.html")
    style = page.locator(selector).evaluate("(e, name) => getComputedStyle(e)[name]", name)
    assert style == value


@both_widths
@both_languages
def test_the_contents_of_a_page_lead_to_its_parts_by_their_bare_names(
    page, address, language, width
):
    wide(page, width).goto(f"{address}/{language}/pamphlet.html")
    links = page.locator("nav.contents a")
    assert [link.get_attribute("href") for link in links.all()] == ["#panel", "#draft"]
    assert not re.search(r"\d", " ".join(links.all_inner_texts()))
    links.first.click()
    expect(page.locator("#panel > h2")).to_be_in_viewport()


def test_a_page_has_lines_of_its_own_height_in_each_language(page, address):
    heights = {}
    for language in LANGUAGES:
        page.goto(f"{address}/{language}/pamphlet.html")
        heights[language] = page.locator("#main-2").evaluate(
            "e => parseFloat(getComputedStyle(e).lineHeight) / parseFloat(getComputedStyle(e).fontSize)"
        )
    assert heights["ja"] == pytest.approx(1.75)
    assert heights["en"] == pytest.approx(1.6)


@both_widths
@pytest.mark.parametrize("name", ["index", "404"])
def test_the_pages_before_the_editions_stand_in_the_middle(page, address, name, width):
    wide(page, width).goto(f"{address}/{name}.html#choose")
    box = page.locator("h1").bounding_box()
    assert box["x"] + box["width"] / 2 == pytest.approx(width / 2, abs=8)


@both_languages
@pytest.mark.parametrize("name", ["about", "promises", "notes", "pamphlet", "glossary", "source"])
def test_what_stands_beside_a_paragraph_does_not_reach_into_it(page, address, language, name):
    page.goto(f"{address}/{language}/{name}.html")
    over = page.locator(".segment > .tools a").evaluate_all(
        """all => all.filter(a => {
          const text = a.closest('.segment').querySelector(':scope > p[id]').getBoundingClientRect();
          return a.getBoundingClientRect().right > text.left;
        }).map(a => a.textContent)"""
    )
    assert over == []
