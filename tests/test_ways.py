"""The ways of reading, in a real Chromium: on a desk and a phone, in both languages, by keyboard, without script."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

LANGUAGES = ("ja", "en")
OTHER = {"ja": "en", "en": "ja"}
VIEWS = ("one", "reveal", "side", "interleaved")
both_languages = pytest.mark.parametrize("language", LANGUAGES)
both_widths = pytest.mark.parametrize("width", [390, 1440])
each_view = pytest.mark.parametrize("view", VIEWS)

# What of the other language is to be seen, by view: (counterparts, answers)
SEEN = {
    "one": (False, False),
    "reveal": (False, False),
    "side": (True, False),
    "interleaved": (False, True),
}


@pytest.fixture
def clipped(browser: Browser) -> Iterator[Page]:
    """A page that may read the clipboard."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


def opened(page: Page, address: str, language: str, width: int = 1440, query: str = "") -> Page:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{address}/{language}/pamphlet.html{query}")
    return page


def segment_of(project, id_: str):
    return next(s for s in project.text("en") if s.id == id_)


def sentences(segment, language: str) -> list[str]:
    """The sentences of a segment in a language, each pair's together."""
    text = segment.source if language == "ja" else segment.target
    spans = (pair.source if language == "ja" else pair.target for pair in segment.pairs)
    return [text[some[0].start : some[-1].end] for some in spans]


def same(text: str) -> str:
    return " ".join(text.split())


def shown(page: Page) -> tuple[bool, bool]:
    segment = page.locator(".segment", has=page.locator("#main-2"))
    return (
        segment.locator(".counterpart").first.is_visible(),
        segment.locator(".answer").first.is_visible(),
    )


# --- views -----------------------------------------------------------------------------------------


@each_view
@both_widths
@both_languages
def test_a_view_shows_the_other_language_where_it_says(page, address, language, width, view):
    opened(page, address, language, width)
    page.locator(f".views a[data-view={view}]").click()
    assert shown(page) == SEEN[view]
    expect(page.locator(".views [aria-current]")).to_have_attribute("data-view", view)


@both_widths
@each_view
def test_a_view_has_a_key_and_stands_in_the_address(page, address, view, width):
    opened(page, address, "ja", width)
    page.keyboard.press(str(VIEWS.index(view) + 1))
    assert shown(page) == SEEN[view]
    assert page.evaluate("new URLSearchParams(location.search).get('view')") == view


@both_languages
def test_an_address_with_a_view_opens_in_it(page, address, language):
    opened(page, address, language, query="?view=interleaved#main-3")
    assert shown(page) == SEEN["interleaved"]


@both_languages
def test_the_view_is_remembered_on_the_next_page(page, address, language):
    opened(page, address, language)
    page.keyboard.press("3")
    page.goto(f"{address}/{language}/about.html")
    expect(page.locator(".counterpart").first).to_be_visible()


@each_view
@both_widths
@both_languages
def test_nothing_moves_while_a_page_opens_in_a_view(page, address, language, width, view):
    page.add_init_script(
        "globalThis.shift = 0; new PerformanceObserver(l => l.getEntries().forEach(e => shift += e.value))"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    opened(page, address, language, width, f"?view={view}")
    page.wait_for_timeout(300)
    assert page.evaluate("shift") == 0


@pytest.mark.parametrize("view", VIEWS[1:])
@both_widths
@both_languages
def test_what_is_being_read_stays_where_it_is_when_the_view_changes(
    page, address, language, width, view
):
    opened(page, address, language, width)
    page.locator("#main-4").evaluate(
        "e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 150)"
    )
    sentence = page.evaluate("placeInView().id")
    top = "e => e.getBoundingClientRect().top"
    where = page.locator(f"[id='{sentence}']")
    before = where.evaluate(top)
    page.keyboard.press(str(VIEWS.index(view) + 1))
    page.wait_for_timeout(100)
    assert where.evaluate(top) == pytest.approx(before, abs=2)


@both_widths
@both_languages
def test_side_by_side_each_paragraph_stands_beside_or_over_its_counterpart(
    page, address, language, width
):
    opened(page, address, language, width, "?view=side")
    boxes = page.locator(".segment.paired").evaluate_all(
        """all => all.map(e => [e.querySelector(':scope > p[id]'), e.querySelector('.counterpart')]
             .map(p => p.getBoundingClientRect()).map(({left, right, top, bottom}) => ({left, right, top, bottom})))"""
    )
    assert len(boxes) >= 10
    for here, there in boxes:
        if width == 1440:
            assert there["left"] >= here["right"]
            assert there["top"] == pytest.approx(here["top"], abs=24)
        else:
            assert there["top"] >= here["bottom"]


@both_widths
@both_languages
def test_interleaved_each_sentence_is_followed_by_what_answers_it(
    page, address, project, language, width
):
    opened(page, address, language, width, "?view=interleaved")
    segment = segment_of(project, "main-2")
    answers = page.locator("#main-2 .answer").all_inner_texts()
    assert list(map(same, answers)) == list(map(same, sentences(segment, OTHER[language])))
    assert page.locator("#main-2 .answer").first.get_attribute("lang") == OTHER[language]


@both_widths
@pytest.mark.parametrize("view", ["side", "interleaved"])
@both_languages
def test_a_heading_stands_over_its_counterpart(page, address, project, language, view, width):
    opened(page, address, language, width, f"?view={view}")
    heading = page.locator("h1")
    other = page.locator("h1 + .counterparts .counterpart")
    segment = segment_of(project, "pamphlet")
    assert same(other.inner_text()) == same(sentences(segment, OTHER[language])[0])
    gap = other.bounding_box()["y"] - heading.bounding_box()["y"] - heading.bounding_box()["height"]
    assert 0 <= gap < 30


@both_widths
@both_languages
def test_sentences_that_answer_each_other_only_together_are_shown_as_a_group(
    page, address, project, language, width
):
    opened(page, address, language, width, "?view=interleaved")
    groups = [
        s.id
        for s in project.text("en")
        if s.document == "pamphlet" and any(len(p.source) != len(p.target) for p in s.pairs)
    ]
    assert groups
    shown = page.locator(".answer.group").evaluate_all("all => all.map(e => e.closest('p').id)")
    assert shown == groups
    other = page.locator("#main-2 .answer").first
    style = "e => getComputedStyle(e).borderInlineStartStyle"
    assert page.locator(".answer.group").first.evaluate(style) != other.evaluate(style)


@both_widths
@both_languages
def test_the_two_languages_look_different_and_say_what_they_are(page, address, language, width):
    for view in ("side", "interleaved"):
        opened(page, address, language, width, f"?view={view}")
        other = page.locator(".counterpart:visible, .answer:visible").nth(3)
        assert other.get_attribute("lang") == OTHER[language]
        style = "e => [getComputedStyle(e).fontFamily, getComputedStyle(e).borderInlineStartWidth]"
        assert other.evaluate(style) != page.locator("#main-1").evaluate(style)


# --- reveal ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["handle", "sentence", "Enter"])
@both_widths
@both_languages
def test_in_reveal_a_sentence_unfolds_its_answer_below_it(
    page, address, project, language, width, by
):
    opened(page, address, language, width, "?view=reveal")
    segment = segment_of(project, "main-3")
    handle = page.locator("#main-3 .handle").first
    if by == "handle":
        handle.click()
    elif by == "sentence":
        page.locator("#main-3 > .sentence").first.click(position={"x": 4, "y": 8})
    else:
        handle.focus()
        page.keyboard.press("Enter")
    answer = page.locator("#main-3 .answer").first
    expect(answer).to_be_visible()
    assert same(answer.inner_text()) == same(sentences(segment, OTHER[language])[0])
    assert handle.get_attribute("aria-expanded") == "true"
    assert answer.bounding_box()["y"] >= handle.bounding_box()["y"]
    expect(page.locator("#main-3 .answer").nth(1)).to_be_hidden()
    handle.click()
    expect(answer).to_be_hidden()


def test_pointing_alone_unfolds_nothing(page, address):
    opened(page, address, "ja", query="?view=reveal")
    page.locator("#main-2 > .sentence").first.hover()
    page.wait_for_timeout(400)
    expect(page.locator(".answer:visible")).to_have_count(0)


@both_languages
def test_a_handle_has_a_name_and_is_large_enough_to_be_met(page, address, language):
    opened(page, address, language, 390, "?view=reveal")
    name = {"ja": "English", "en": "日本語"}[language]
    handle = page.get_by_role("button", name=name).first
    box = handle.bounding_box()
    assert min(box["width"], box["height"]) >= 24


# --- without script ----------------------------------------------------------------------------------


@both_languages
def test_without_script_a_paragraph_unfolds_its_counterpart(scriptless, address, project, language):
    opened(scriptless, address, language, 390)
    segment = scriptless.locator(".segment", has=scriptless.locator("#main-3"))
    expect(segment.locator(".counterpart")).to_be_hidden()
    segment.locator("summary").click()
    expect(segment.locator(".counterpart")).to_be_visible()
    text = segment_of(project, "main-3")
    wanted = text.target if language == "ja" else text.source
    assert same(segment.locator(".counterpart").inner_text()) == same(wanted)


@both_widths
@both_languages
def test_without_script_there_is_a_page_with_both_languages(scriptless, address, language, width):
    opened(scriptless, address, language, width)
    scriptless.locator(".views .parallel").click()
    assert scriptless.url.endswith("/pamphlet-parallel.html")
    counterparts = scriptless.locator(".counterpart")
    assert counterparts.count() > 10
    for number in range(counterparts.count()):
        expect(counterparts.nth(number)).to_be_visible()
    scriptless.locator(".views .parallel").click()
    assert scriptless.url.endswith("/pamphlet.html")


# --- words that answer -----------------------------------------------------------------------------


def point_at(page: Page, selector: str, number: int = 0) -> None:
    """Move the pointer onto the last line of something."""
    page.mouse.move(2, 300)
    page.keyboard.press("Escape")
    mark = page.locator(selector).nth(number)
    mark.scroll_into_view_if_needed()
    x, y = mark.evaluate(
        "e => { const b = [...e.getClientRects()].at(-1); return [b.left + 4, (b.top + b.bottom) / 2]; }"
    )
    page.mouse.move(x, y)


def lit(page: Page, inside: str) -> list[str]:
    return page.locator(f"{inside} :is(.term, .word).lit:visible").all_inner_texts()


@both_widths
@pytest.mark.parametrize("by", ["pointer", "focus"])
@pytest.mark.parametrize("view", ["side", "interleaved"])
@both_languages
def test_a_term_lights_up_with_the_words_that_answer_it(page, address, language, view, by, width):
    opened(page, address, language, width, f"?view={view}")
    term = page.locator("#main-1 a.term[href$='#facial-recognition']").first
    if by == "pointer":
        term.hover()
    else:
        page.keyboard.press("Tab")
        term.focus()
    where = ".counterpart" if view == "side" else ".answer"
    words = {"ja": "facial recognition", "en": "顔認証"}[language]
    pair = ".segment:has(#main-1)"
    assert lit(page, f"{pair} {where}") == [words]
    assert len(lit(page, f"{pair} p[id] > .sentence")) == 1


@both_widths
@both_languages
def test_of_several_occurrences_each_lights_up_its_own_rendering(
    page, address, project, language, width
):
    opened(page, address, language, width, "?view=side")
    segment = segment_of(project, "main-1")
    ours = [n for n, o in enumerate(segment.occurrences, 1) if o.concept.id == "facial-recognition"]
    assert len(ours) > 1
    for number in ours:
        point_at(page, f"#main-1 .term.o{number}")
        seen = page.locator(".segment:has(#main-1) .counterpart .lit[class*='word']")
        assert [
            n in c.split()
            for n in [f"o{number}"]
            for c in seen.evaluate_all("a => a.map(e => e.className)")
        ] == [True]


@both_widths
@both_languages
def test_words_of_the_counterpart_light_up_the_text(page, address, language, width):
    opened(page, address, language, width, "?view=side")
    page.locator(".segment:has(#main-1) .counterpart .word.o3").hover()
    assert page.locator("#main-1 .term.o3.lit").count() == 1


@both_widths
@both_languages
def test_a_sentence_lights_up_with_its_answer(page, address, language, width):
    opened(page, address, language, width, "?view=side")
    point_at(page, "#main-2 > .sentence", 1)
    lit_ = page.locator(".segment:has(#main-2) .sentence.lit:visible")
    assert lit_.evaluate_all("all => all.map(e => e.className.includes('s2'))") == [True, True]


@both_widths
@pytest.mark.parametrize("view", ["side", "interleaved"])
@both_languages
def test_screen_readers_are_told_where_the_answer_is(page, address, language, view, width):
    opened(page, address, language, width, f"?view={view}")
    for mark in ("#main-2 > .sentence", "#main-2 .term"):
        marked = page.locator(mark).first
        answer = page.locator(f"[id='{marked.get_attribute('aria-details')}']")
        expect(answer).to_be_visible()
        assert answer.evaluate("e => e.closest('[lang]').lang") == OTHER[language]
    page.keyboard.press("1")
    expect(page.locator("[aria-details]")).to_have_count(0)


@both_languages
def test_a_tap_on_a_term_or_a_sentence_lights_up_what_answers_it(phone, address, language):
    phone.goto(f"{address}/{language}/pamphlet.html?view=interleaved")
    phone.locator("#main-2 > .sentence").nth(1).tap(position={"x": 4, "y": 8})
    phone.locator("#main-1 a.term[href$='#facial-recognition']").first.tap()
    words = {"ja": "facial recognition", "en": "顔認証"}[language]
    assert lit(phone, ".segment:has(#main-1) .answer") == [words]
    expect(phone.locator(".segment:has(#main-2) .lit")).to_have_count(0)


@both_languages
def test_in_reveal_a_tap_unfolds_a_sentence(phone, address, project, language):
    phone.goto(f"{address}/{language}/pamphlet.html?view=reveal")
    phone.locator("#main-3 .handle").nth(1).tap()
    wanted = sentences(segment_of(project, "main-3"), OTHER[language])[1]
    assert same(phone.locator("#main-3 .answer:visible").inner_text()) == same(wanted)


# --- copying ---------------------------------------------------------------------------------------


def copied(page: Page, script: str) -> str:
    page.evaluate(script)
    page.keyboard.press("Control+c")
    page.wait_for_timeout(100)
    return page.evaluate("navigator.clipboard.readText()")


SELECT = "getSelection().selectAllChildren(document.querySelector({0!r}))"


@both_widths
@each_view
@both_languages
def test_a_copied_paragraph_is_in_one_language_and_without_signs(
    clipped, address, project, language, view, width
):
    opened(clipped, address, language, width, f"?view={view}")
    text = copied(clipped, SELECT.format(".segment:has(#main-2)"))
    segment = segment_of(project, "main-2")
    assert same(text) == same(segment.source if language == "ja" else segment.target)


@both_widths
@both_languages
def test_a_copied_counterpart_is_in_its_own_language(clipped, address, project, language, width):
    opened(clipped, address, language, width, "?view=side")
    text = copied(clipped, SELECT.format(".segment:has(#main-2) .counterpart"))
    segment = segment_of(project, "main-2")
    assert same(text) == same(segment.target if language == "ja" else segment.source)


@both_widths
@both_languages
def test_copy_with_citation_gives_both_languages_and_where_they_stand(
    clipped, address, project, language, width
):
    opened(clipped, address, language, width)
    clipped.locator(".segment:has(#main-3) .cite").click()
    expect(clipped.locator("[role=status]")).not_to_be_empty()
    text = same(clipped.evaluate("navigator.clipboard.readText()"))
    segment = segment_of(project, "main-3")
    assert same(segment.source) in text
    assert same(segment.target) in text
    assert text.endswith(f"{language}/pamphlet.html#main-3")


# --- keys ------------------------------------------------------------------------------------------


@both_widths
@both_languages
def test_keys_lead_from_paragraph_to_paragraph_and_back(page, address, language, width):
    opened(page, address, language, width)
    ids = page.locator(".segment > p[id]").evaluate_all("all => all.map(e => e.id)")
    seen = []
    for key in ("j", "j", "j", "k"):
        page.keyboard.press(key)
        seen.append(page.evaluate("document.activeElement.id"))
    assert seen == [ids[0], ids[1], ids[2], ids[1]]
    head = page.locator("header.site").bounding_box()
    assert page.locator(f"#{ids[1]}").bounding_box()["y"] >= head["y"] + head["height"]


@both_widths
def test_keys_lead_from_sentence_to_sentence_and_light_them_up(page, address, width):
    opened(page, address, "en", width, "?view=side")
    for _ in range(3):
        page.keyboard.press("J")
    expect(page.locator("[id='main-2.1']")).to_be_focused()
    expect(page.locator(".segment:has(#main-2) .counterpart .s1.lit")).to_be_visible()


@both_widths
@each_view
@both_languages
def test_the_switch_of_language_keeps_the_sentence_in_every_view(
    page, address, language, view, width
):
    opened(page, address, language, width, f"?view={view}")
    page.locator("#main-3").evaluate("e => e.scrollIntoView()")
    place = page.evaluate("placeInView().id")
    assert place.startswith("main-")
    page.keyboard.press("l")
    page.wait_for_url(f"**/{OTHER[language]}/pamphlet.html?view={view}#{place}")
    assert shown(page) == SEEN[view]


@both_widths
@both_languages
def test_a_key_leads_to_the_other_language(page, address, language, width):
    opened(page, address, language, width)
    page.keyboard.press("l")
    page.wait_for_url(f"**/{OTHER[language]}/pamphlet.html*")
    page.go_back()
    page.keyboard.press("4")
    page.keyboard.press("l")
    page.wait_for_url(f"**/{OTHER[language]}/pamphlet.html?view=interleaved")


@both_widths
def test_a_key_hides_and_shows_the_editors_marks(page, address, width):
    opened(page, address, "ja", width)
    page.keyboard.press("n")
    expect(page.locator("#main-1 .sign").first).to_be_hidden()
    page.keyboard.press("n")
    expect(page.locator("#main-1 .sign").first).to_be_visible()


@both_widths
@both_languages
def test_a_question_mark_shows_the_keys_and_escape_hides_them(page, address, language, width):
    opened(page, address, language, width)
    page.keyboard.press("?")
    help_ = page.get_by_role("dialog")
    expect(help_).to_be_visible()
    page.keyboard.press("3")
    assert shown(page) == SEEN["one"]
    page.keyboard.press("Escape")
    expect(help_).to_be_hidden()


def test_every_key_that_works_is_in_the_list(page, address):
    opened(page, address, "en")
    listed = page.locator("dialog.keys kbd").all_text_contents()
    assert sorted(listed) == sorted(page.evaluate("Object.keys(KEYS)"))


def test_keys_with_a_modifier_are_left_to_the_browser(page, address):
    opened(page, address, "ja")
    page.keyboard.press("Alt+3")
    page.keyboard.press("Control+4")
    assert shown(page) == SEEN["one"]


def test_keys_can_be_switched_off(page, address):
    opened(page, address, "ja")
    page.locator(".options summary").click()
    page.locator("input[name=keys][value=off]").check()
    page.keyboard.press("Escape")
    page.keyboard.press("3")
    assert shown(page) == SEEN["one"]


# --- another project ---------------------------------------------------------------------------------


def test_a_page_with_two_translations_shows_the_one_that_is_chosen(page, tiny_address):
    def languages() -> set[str]:
        return set(page.locator(".counterpart:visible").evaluate_all("a => a.map(e => e.lang)"))

    page.goto(f"{tiny_address}/en/letter.html?view=side")
    assert languages() == {"ar"}
    page.locator(".options summary").click()
    page.locator("input[name=other][value=fr]").check()
    assert languages() == {"fr"}
    page.reload()
    assert languages() == {"fr"}


def test_an_answer_runs_in_its_own_direction(page, tiny_address):
    page.goto(f"{tiny_address}/ar/letter.html?view=interleaved")
    text, box = page.locator(".answer:visible").first.evaluate(
        """e => { const r = new Range(); r.selectNodeContents(e);
          return [r.getClientRects()[0].left, e.getBoundingClientRect().left]; }"""
    )
    assert text - box < 30


def test_a_copy_over_several_counterparts_has_the_language_in_view_alone(clipped, tiny_address):
    clipped.goto(f"{tiny_address}/en/letter.html?view=side")
    text = copied(
        clipped,
        """{ const all = [...document.querySelectorAll(".counterpart")].filter(e => e.checkVisibility());
             getSelection().setBaseAndExtent(all[1].firstChild, 0, all[2].lastChild, 1); }""",
    )
    assert re.search("[\u0600-\u06ff]", text)
    assert not re.search("[A-Za-z]", text)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_translation_of_another_project_reveals_its_source(page, tiny_address, language):
    page.goto(f"{tiny_address}/{language}/letter.html?view=reveal")
    page.locator("p .handle").first.click()
    assert page.locator(".answer:visible").first.get_attribute("lang") == "en"


# --- readings ----------------------------------------------------------------------------------------


def readings_in_view(page: Page) -> int:
    return page.locator("main ruby").evaluate_all(
        "all => all.filter(e => getComputedStyle(e.querySelector('rt')).display !== 'none').length"
    )


@both_widths
def test_readings_are_shown_all_or_the_first_of_a_section_or_none_and_remembered(
    page, address, width
):
    opened(page, address, "ja", width)
    everything = page.locator("main ruby").count()
    counts = {}
    for _ in range(3):
        chosen = page.locator("input[name=furigana]:checked").get_attribute("value")
        counts[chosen] = readings_in_view(page)
        page.keyboard.press("f")
    assert counts["none"] == 0
    assert 0 < counts["first"] < counts["all"] == everything
    page.keyboard.press("f")
    page.goto(f"{address}/ja/about.html")
    assert readings_in_view(page) > 0


def test_a_reading_is_that_of_the_glossary_and_stands_over_the_ideographs(page, address):
    opened(page, address, "ja")
    over = page.locator("#main-3 ruby").evaluate_all(
        "all => all.map(e => [e.textContent, e.querySelector('rt').dataset.r])"
    )
    assert ["安倍政権", "あべせいけん"] in over
    assert ["機関", "きかん"] in over


def test_a_reading_is_neither_copied_nor_text(clipped, address, project):
    opened(clipped, address, "ja")
    clipped.keyboard.press("f")
    clipped.keyboard.press("f")
    assert readings_in_view(clipped) > 0
    text = copied(clipped, SELECT.format("#main-2"))
    assert same(text) == same(segment_of(project, "main-2").source)


def test_an_edition_in_another_script_offers_no_readings(page, address):
    opened(page, address, "en")
    expect(page.locator("input[name=furigana]")).to_have_count(0)
    assert "f" not in page.locator("dialog.keys kbd").all_text_contents()


# --- the edition -------------------------------------------------------------------------------------


@both_languages
def test_a_citation_says_which_version_it_is(clipped, address, project, language):
    opened(clipped, address, language)
    clipped.locator(".cite").first.click()
    expect(clipped.locator("[role=status]")).not_to_be_empty()
    text = clipped.evaluate("navigator.clipboard.readText()")
    assert project.citation.edition in text
    assert project.title(language) in text


@both_languages
def test_the_bibliography_has_an_entry_for_the_edition(page, address, project, language):
    opened(page, address, language)
    link = page.locator("footer a", has_text="BibTeX").get_attribute("href")
    entry = page.request.get(f"{address}/{language}/{link}").text()
    assert entry.startswith("@misc{")
    assert project.title(language) in entry
    assert f"version = {{{project.citation.version}}}" in entry
