"""The trust panel as a browser draws it, with the page's own styles and nothing to protect it."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files

import pytest

from qa.trust import ModelCard
from qa.ui.trust import trust_html
from tests.fakes.trust import EVALUATION, TRUST

pytestmark = pytest.mark.browser

BEACON = "http://203.0.113.9/beacon.png"
HOSTILE = (
    f'<script>alert(1)</script>"><img src="{BEACON}" onerror="alert(1)"><svg onload=alert(1)>'
    f"</title></desc></svg></table><style>@import '{BEACON}';</style>\u202e"
)
LIVE = "script, img, iframe, style, link, a, form, button, svg svg"
LUMINANCE = """
(pairs) => pairs.map(([part, property]) => {
  const element = document.querySelector(part);
  const behind = getComputedStyle(document.querySelector("main")).backgroundColor;
  const shade = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map(each => each / 255)
    .map(each => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4)
    .reduce((sum, each, place) => sum + each * [0.2126, 0.7152, 0.0722][place], 0);
  const both = [shade(getComputedStyle(element)[property]), shade(behind)];
  return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
})
"""
"""WCAG 2 contrast of each part's colour with what lies behind it."""


@pytest.fixture
def shown(chromium):
    """Return a function that shows a panel, and the page that it is shown in."""
    page = chromium.new_page(viewport={"width": 375, "height": 800})
    page.set_default_timeout(20_000)
    sheets = sorted(files("qa.ui").joinpath("styles").iterdir(), key=lambda each: each.name)
    styles = "".join(each.read_text(encoding="utf-8") for each in sheets)
    frame = "html, body { height: auto; overflow: visible; margin: 0 } main { padding: 1rem; "
    frame += "background: var(--sheet) }"

    def show(trust, scheme=""):
        page.set_content(
            f"<!doctype html><style>{styles}{frame}</style><body class='{scheme}'>"
            f"<main class='gradio-container'>{trust_html(trust)}</main>"
        )
        return page

    yield show
    page.close()


def test_hostile_names_do_nothing_and_are_readable(shown, chromium):
    card = ModelCard(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    page = shown(TRUST)
    sent, dialogs = [], []
    page.on("request", lambda request: sent.append(request.url))
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    shown(
        replace(
            TRUST,
            model=card,
            embedding_model=card,
            data_dir=HOSTILE,
            evaluation=replace(EVALUATION, name=HOSTILE, model=HOSTILE, notes=(HOSTILE,)),
            changed=(HOSTILE,),
            leaves=(HOSTILE,),
        )
    )
    page.wait_for_load_state("networkidle")
    assert page.locator("main").locator(LIVE).count() == 0
    assert (sent, dialogs) == ([], [])
    assert page.locator("main").inner_text().count("<script>alert(1)</script>") >= 8


def test_it_fits_a_small_phone(shown):
    page = shown(TRUST)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    assert page.locator("svg").bounding_box()["height"] > 100


@pytest.mark.parametrize("scheme", ["", "dark"])
def test_words_and_curve_stand_out_in_both_schemes(shown, scheme):
    page = shown(TRUST, scheme)
    words = [(".trust p", "color"), (".about", "color"), ("h3", "color"), ("svg text", "fill")]
    assert min(page.evaluate(LUMINANCE, words)) >= 4.5
    assert min(page.evaluate(LUMINANCE, [(".curve", "stroke"), (".end", "fill")])) >= 3


def test_the_drawing_is_one_picture_with_a_name(shown):
    page = shown(TRUST)
    picture = page.get_by_role("img", name="Wrong answers against questions answered")
    assert picture.count() == 1
    assert page.get_by_role("table").get_by_role("row").count() == 4
