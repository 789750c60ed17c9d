"""The HTML report in Debian's Chromium: what a reader can do with it, and what an article cannot.

``TAIYAKU_SCREENSHOTS=folder`` keeps the pictures.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.checks import RULES
from pipeline.model.findings import Finding, Place, Report
from pipeline.model.source import Span
from pipeline.reports.html import format
from pipeline.reports.width import clean
from tests.reports.big import big
from tests.reports.hostile import NAME, TRICKS, compared, hostile
from tests.reports.sample import accepted, sample
from tests.support import document, links, report

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

# The extra `external` brings them.
playwright = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")
expect = playwright.expect
expect.set_options(timeout=30_000)  # In milliseconds; a loaded machine is slow, not wrong.

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

pytestmark = [
    pytest.mark.external,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]

Open = Callable[..., "Page"]


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    with playwright.sync_playwright() as browsers:
        made = browsers.chromium.launch_persistent_context(
            tmp_path_factory.mktemp("profile"),
            executable_path=CHROMIUM,
            args=FLAGS,
            headless=True,
            viewport={"width": 1360, "height": 900},
        )
        yield made
        made.close()


@pytest.fixture
def open_report(context: BrowserContext, tmp_path: Path) -> Iterator[Open]:
    """Opens a report; fails where the page complained, asked something or fetched anything."""
    complaints: list[str] = []
    pages: list[Page] = []

    def show(made: Report, where: str = "") -> Page:
        file = tmp_path / "report.html"
        file.write_bytes(format(made, RULES).encode())
        page = context.new_page()
        pages.append(page)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
        page.on(
            "request",
            lambda request: (
                complaints.append(request.url)
                if not request.url.startswith(("data:", file.as_uri()))
                else None
            ),
        )
        page.goto(f"{file.as_uri()}{where}")
        page.wait_for_selector("html[data-ready]", state="attached")
        return page

    yield show
    for page in pages:
        page.close()
    assert complaints == []


def picture(page: Page, name: str) -> None:
    folder = os.environ.get("TAIYAKU_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png")


def settle(page: Page) -> None:
    """Waits for a frame with the new style, then for all that moves, however slow the machine."""
    page.evaluate(
        """async () => {
            for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
            await Promise.allSettled(document.getAnimations().map((moving) => moving.finished));
        }"""
    )


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent"))


def test_a_click_jumps_between_the_two_texts(open_report: Open) -> None:
    page = open_report(sample(), "#/0")
    mark = page.locator(".side[lang=en] mark", has_text="前頭前野が主な標的です。").first
    mark.click()
    there = page.locator(".side[lang=ja] mark:focus")
    expect(there).to_have_text("前頭前野が主な標的です。")
    assert "on" in (there.get_attribute("class") or "")
    expect(there).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator(".side[lang=en] mark:focus")).to_have_text("前頭前野が主な標的です。")
    expect(page.locator("#said")).to_contain_text("untranslated-text")
    assert page.url.split("#")[1].startswith("/0/")


def test_a_mark_without_counterpart_leads_to_its_finding(open_report: Open) -> None:
    page = open_report(sample(), "#/0")
    page.locator("mark", has_text="Frequently asked questions").click()
    expect(page.locator(".card:focus")).to_contain_text("extra-section")


def test_linked_sections_stand_beside_each_other(open_report: Open) -> None:
    page = open_report(sample(), "#/0")
    row = page.locator(".row", has=page.locator(".side[lang=ja]", has_text="仕組み"))
    expect(row.locator(".side[lang=en]").first).to_contain_text("Mechanism")
    left, right = (row.locator(f".side[lang={lang}]").bounding_box() for lang in ("ja", "en"))
    assert left is not None
    assert right is not None
    assert abs(left["y"] - right["y"]) < 2
    assert left["x"] + left["width"] < right["x"]
    expect(page.locator(".row.gap .empty")).to_have_count(4)
    expect(page.locator(".row.link").first.locator(".join")).to_contain_text("0.90")


def test_filters_by_severity_and_rule(open_report: Open) -> None:
    page = open_report(sample(), "#/0")
    expect(page.locator(".card:visible")).to_have_count(7)
    page.get_by_role("button", name="errors").click()
    expect(page.locator(".card:visible")).to_have_count(2)
    expect(page.locator("mark.error")).to_have_count(0)
    page.get_by_role("button", name="errors").click()
    page.locator("details.rules summary").click()
    page.get_by_label("missing-section").uncheck()
    expect(page.locator(".card:visible")).to_have_count(5)
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    expect(page.locator("td.error")).to_have_text("3")


def test_the_keyboard_is_enough(open_report: Open) -> None:
    page = open_report(big(3))
    page.keyboard.press("n")
    expect(page.locator("h1#pair-title")).to_be_focused()
    page.keyboard.press("j")
    assert focused(page) == "眠り"
    page.keyboard.press("j")
    assert focused(page) == "朝の光"
    page.keyboard.press("k")
    assert focused(page) == "眠り"
    page.keyboard.press("Enter")
    assert focused(page) == "sleep"
    page.keyboard.press("n")
    expect(page.locator("h1#pair-title")).to_contain_text("0001")
    page.keyboard.press("p")
    expect(page.locator("h1#pair-title")).to_contain_text("0000")
    page.keyboard.press("u")
    expect(page.locator("#list")).to_be_visible()
    assert focused(page).endswith("article-0000")
    page.keyboard.press("/")
    page.keyboard.type("0002")
    expect(page.locator("tbody tr:visible")).to_have_count(1)
    page.keyboard.press("Tab")
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.locator("#single").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    expect(page.locator("#pair")).to_be_hidden()


def test_back_and_a_deep_link(open_report: Open) -> None:
    page = open_report(big(2), "#/1/0")
    expect(page.locator(".card.on")).to_have_count(1)
    page.locator("a.step", has_text="All pairs").click()
    expect(page.locator("#list")).to_be_visible()
    page.go_back()
    expect(page.locator("#pair-title")).to_contain_text("0001")
    page.goto(page.url.split("#")[0] + "#/99/banana")
    expect(page.locator("#list")).to_be_visible()


def test_the_page_of_a_rule_is_at_hand(open_report: Open) -> None:
    page = open_report(sample(), "#/0")
    page.locator(".card button", has_text="missing-section").first.click()
    expect(page.locator("#rule h3").first).to_have_text("Why")
    expect(page.locator("#rule pre").first).to_be_visible()
    assert axe.Axe().run(page).violations_count == 0
    picture(page, "rule")


def test_a_change(open_report: Open) -> None:
    page = open_report(compared(), "#/0")
    expect(page.locator(".card:visible")).to_have_count(1)
    expect(page.locator(".card:visible .status")).to_have_text("introduced")
    page.get_by_role("button", name="remaining").click()
    page.get_by_role("button", name="fixed").click()
    expect(page.locator(".card:visible")).to_have_count(7)
    picture(page, "change")


def test_what_changed_stands_beside_what_did_not(open_report: Open) -> None:
    made = sample()
    pair = made.pairs[0]
    words = [
        {"op": "equal", "before": "一日", "after": "一日"},
        {"op": "replace", "before": "10", "after": "100"},
        {"op": "equal", "before": "mg", "after": "mg"},
    ]
    data = {"changes": [{"words": words, "counterpart": ["Take 10 mg."]}]}
    first, *rest = pair.findings
    stale = replace(first, rule="stale-section", data=data, status="introduced")
    page = open_report(replace(made, pairs=(replace(pair, findings=(stale, *rest)),)), "#/0")
    change = page.locator(".change")
    expect(change.locator("[lang=ja]")).to_have_text("一日10100mg")
    expect(change.locator("del")).to_have_text("10")
    expect(change.locator("[lang=en]")).to_have_text("Take 10 mg.")
    assert axe.Axe().run(page).violations_count == 0


def test_the_narrowest_of_nested_marks_is_meant(open_report: Open) -> None:
    ja = document("ja", "# 用量\n一日100mgを続けます。\n")
    en = document("en", "# Dose\nTake 10 mg a day.\n")
    wide = Finding("stale-section", "error", "wide", Place("ja", Span(5, 18), 0), None, ("a",))
    narrow = Finding(
        "number-mismatch",
        "error",
        "narrow",
        Place("ja", Span(7, 12), 0),
        Place("en", Span(12, 17), 0),
        ("b",),
    )
    page = open_report(report(ja, en, [wide, narrow], links("0-0")), "#/0")
    page.locator("mark", has_text="100mg").click()
    assert focused(page) == "10 mg"
    page.locator("mark", has_text="を続けます").click()
    expect(page.locator(".card:focus")).to_contain_text("wide")


def test_what_was_accepted_is_quiet(open_report: Open) -> None:
    page = open_report(accepted())
    expect(page.locator(".failures")).to_contain_text("not UTF-8")
    page.keyboard.press("n")
    expect(page.locator("#list")).to_be_visible()
    page.get_by_role("button", name="accepted").click()
    page.keyboard.press("n")
    expect(page.locator(".card.quiet").first).to_contain_text("Accepted: meant · Hanako")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1360, 390])
@pytest.mark.parametrize("where", ["", "#/0", "#/1"])
def test_it_is_accessible(open_report: Open, theme: str, width: int, where: str) -> None:
    page = open_report(accepted() if where == "#/1" else sample(), where)
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 844})
    page.keyboard.press("j")
    settle(page)
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    picture(page, f"{theme}-{width}-{where.strip('#/') or 'list'}")


def test_landmarks_and_languages(open_report: Open) -> None:
    page = open_report(sample(), "#/0")
    for landmark in ("banner", "main", "contentinfo"):
        expect(page.get_by_role(landmark)).to_have_count(1)  # type: ignore[arg-type]
    expect(page.get_by_role("navigation", name="Filters")).to_be_visible()
    assert page.locator(".side:not([lang=ja]):not([lang=en])").count() == 0
    page.keyboard.press("Tab")
    page.evaluate("scrollTo(0, 0)")
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    line = session.send("DOM.querySelector", {"nodeId": root, "selector": "[lang=ja] .line"})
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": line["nodeId"]})["fonts"]
    assert any("CJK" in font["familyName"] or "IPA" in font["familyName"] for font in fonts)


def test_dark_light_and_calm(open_report: Open) -> None:
    page = open_report(sample(), "#/0")
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    page.emulate_media(color_scheme="light")
    light = page.evaluate(paper)
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate(paper)
    assert light != dark
    page.get_by_role("button", name="Dark").click()
    assert page.evaluate(paper) == light
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    page.keyboard.press("j")
    assert page.evaluate("getComputedStyle(document.activeElement).animationName") == "none"


def test_print(open_report: Open) -> None:
    page = open_report(sample(), "#/0")
    page.emulate_media(media="print", color_scheme="dark")
    for control in (".tools", "#filters", ".steps", ".places"):
        expect(page.locator(control).first).to_be_hidden()
    expect(page.locator(".card").first).to_contain_text("untranslated-text")
    assert page.evaluate("getComputedStyle(document.documentElement).color") == "rgb(0, 0, 0)"
    assert len(page.pdf()) > 10_000
    # A sheet is as narrow as a tablet, and still both texts stand beside each other.
    page.set_viewport_size({"width": 718, "height": 1040})
    left, right = (
        page.locator(f".side[lang={lang}]").first.bounding_box() for lang in ("ja", "en")
    )
    assert left is not None
    assert right is not None
    assert left["x"] + left["width"] < right["x"]
    picture(page, "print")


def test_a_hostile_article_stays_text(open_report: Open) -> None:
    page = open_report(hostile(), "#/0")
    assert page.title() == f"{clean(NAME)} – taiyaku"
    lines = page.locator(".side[lang=ja] .line").all_text_contents()
    assert lines[1:] == [clean(f"先{trick}後") for trick in TRICKS]
    assert (
        page.locator("img, iframe, object, embed, base, form[action], a[href^=http]").count() == 0
    )
    assert page.evaluate("document.scripts.length") == 3
    page.keyboard.press("u")
    expect(page.locator("tbody a")).to_have_text(clean(NAME))
    picture(page, "hostile")


def test_the_policy_holds_even_where_the_page_would_fail(
    context: BrowserContext, tmp_path: Path
) -> None:
    file = tmp_path / "report.html"
    file.write_bytes(format(sample(), RULES).encode())
    page = context.new_page()
    page.goto(file.as_uri())
    page.evaluate(
        """() => {
            const image = document.createElement('img');
            image.src = 'https://example.invalid/x.png';
            document.body.append(image);
            const link = document.createElement('style');
            link.textContent = 'body { color: rgb(1, 2, 3) }';
            document.head.append(link);
        }"""
    )
    for sink in (
        "document.body.innerHTML = '<p>x</p>'",
        "document.write('x')",
        "document.body.setAttribute('onclick', 'window.taken = 1')",
        "document.createElement('script').text = 'window.taken = 1'",
    ):
        with pytest.raises(Exception, match=r"Trusted(HTML|Script)"):
            page.evaluate(f"() => {{ {sink} }}")
    page.wait_for_timeout(300)
    assert page.evaluate("window.taken") is None
    assert page.evaluate("getComputedStyle(document.body).color") != "rgb(1, 2, 3)"
    page.close()


def test_a_thousand_pairs_stay_usable(open_report: Open) -> None:
    begun = time.perf_counter()
    page = open_report(big(1000))
    opened = time.perf_counter()
    page.get_by_text("article-0000", exact=False).first.click()
    expect(page.locator(".card").first).to_be_visible()
    shown = time.perf_counter()
    filtering = page.evaluate(
        """() => {
            const begun = performance.now();
            document.querySelector('.chip.error').click();
            document.body.offsetHeight;
            return performance.now() - begun;
        }"""
    )
    print(f"written and ready {opened - begun:.2f} s, a pair {shown - opened:.2f} s", filtering)
    assert opened - begun < 15
    assert shown - opened < 3
    assert filtering < 1000
