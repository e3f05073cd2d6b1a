"""The concordance and the audit say what the tests know."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from playwright.sync_api import expect

from taiyaku.concordance import audit, concordance, contexts
from taiyaku.model import Standing

LANGUAGES = ("ja", "en")
both_languages = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module")
def text(project):
    return [segment for segment in project.text("en") if segment.document != "glossary"]


def test_every_occurrence_is_in_the_concordance_once(text):
    hits = [hit for hits in concordance(text).values() for hit in hits]
    assert len(hits) == sum(len(segment.occurrences) for segment in text)
    assert len({(h.segment.id, h.occurrence.span, h.occurrence.concept.id) for h in hits}) == len(
        hits
    )


def test_what_is_marked_in_a_context_are_the_words_of_the_occurrence(text):
    for hits in concordance(text).values():
        for hit in hits:
            ours, theirs = contexts(hit)
            words = [ours.text[slice(*span)] for span in ours.marked]
            assert words == [hit.segment.source[slice(*hit.occurrence.span)]]
            rendered = {hit.segment.target[slice(*span)] for span, _ in hit.occurrence.renderings}
            assert {theirs.text[slice(*span)] for span in theirs.marked} <= rendered


def test_the_audit_counts_what_the_check_finds(text, project):
    """A deprecated or a missing rendering is a finding unless an exception gives its reason."""
    standings = sum((row.standings for row in audit(text)), Counter())
    codes = Counter(finding.code for finding in project.check("en"))
    assert standings[Standing.DEPRECATED] == codes["term-deprecated"] == 0
    assert standings[Standing.MISSING] == codes["term-missing"] == 0
    assert standings.total() == sum(len(segment.occurrences) for segment in text)


@pytest.mark.browser
@both_languages
def test_the_pages_of_the_audit_give_the_figures_of_the_audit(
    page, address, project, text, language
):
    rows = audit(text)
    counts = sum((row.standings for row in rows), Counter())
    page.goto(f"{address}/{language}/audit.html")
    said = [int(number) for number in re.findall(r"\d+", page.locator(".summary").inner_text())]
    wanted = [counts[standing] for standing in Standing]
    assert sorted(said) == sorted([counts.total(), len(rows), *wanted])
    assert page.locator(".audit tbody tr").count() == len(rows)
    drawn = page.locator(".audit-picture rect").count()
    assert drawn == sum(len(row.cells) for row in rows)
    listed = page.locator(".audit tbody td:nth-child(2)").all_inner_texts()
    assert sum(map(int, listed)) == counts.total()
    waivers = [w for c in project.catalogues("en").values() for m in c.messages for w in m.waivers]
    assert page.locator(".audit .reason").all_inner_texts() == [w.reason for w in waivers]


@pytest.mark.browser
@both_languages
def test_an_entry_of_the_glossary_leads_to_every_occurrence_and_that_to_its_sentence(
    scriptless, address, text, language
):
    page = scriptless
    hits = concordance(text)["individual-number-card"]
    page.goto(f"{address}/{language}/glossary.html")
    page.locator("#individual-number-card .hits a").click()
    place = page.locator("#individual-number-card")
    expect(place.locator("li")).to_have_count(len(hits))
    for mark in ("個人番号カード", "Individual Number Card"):
        assert place.locator(".mark", has_text=mark).count() >= len(hits)
    place.locator("li .where a").first.click()
    expect(page.locator(":target")).to_be_visible()
    assert page.url.rpartition("#")[2] in {hit.anchor for hit in hits}


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_another_project_has_a_concordance(page, tiny_address, language):
    page.goto(f"{tiny_address}/{language}/glossary.html")
    links = page.locator(".concept .hits a")
    for number in range(links.count()):
        links.nth(number).click()
        expect(page.locator(":target li .mark").first).to_be_visible()
        page.go_back()
    assert links.count() > 2


@pytest.mark.browser
@pytest.mark.parametrize(("language", "audits"), [("en", 2), ("fr", 1), ("ar", 1)])
def test_another_project_has_an_audit_of_each_translation(page, tiny_address, language, audits):
    page.goto(f"{tiny_address}/{language}/audit.html")
    expect(page.locator(".audit-picture")).to_have_count(audits)
    assert page.locator(".audit tbody tr").count() >= audits
