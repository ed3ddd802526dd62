"""A matplotlib figure as SVG that can stand inside a page, next to others, on light and on dark.

Colours are named once here. In the SVG they become the page's own (``currentColor`` and custom
properties, with a fallback where there is no page), styles become attributes, so that a policy
without inline styles lets them through, and ids get a prefix, so that figures do not clash.
"""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from io import BytesIO
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from lxml import etree  # type: ignore[import-untyped]  # it has no types

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["INK", "LINE", "MUTED", "SERIES", "as_svg", "styled"]

INK, MUTED, LINE = "#010101", "#020202", "#030303"
SERIES = "#04042a", "#05052a", "#06062a"
_IN_PAGE = {
    INK: "currentColor",
    MUTED: "var(--muted, #767676)",
    LINE: "var(--line, #b0b0b0)",
    # ColorBrewer's Dark2: told apart with every sort of colour vision.
    SERIES[0]: "var(--plot-1, #1b9e77)",
    SERIES[1]: "var(--plot-2, #d95f02)",
    SERIES[2]: "var(--plot-3, #7570b3)",
}
_STYLE: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "report",
    "text.parse_math": False,
    "text.color": INK,
    "font.size": 9,
    "axes.edgecolor": MUTED,
    "axes.labelcolor": MUTED,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.grid": True,
    "grid.color": LINE,
    "grid.linewidth": 0.5,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "legend.frameon": False,
    "lines.linewidth": 1.6,
}
Element = Any
_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_REFERENCE = re.compile(r"#(\w+)")


def styled() -> AbstractContextManager[None]:
    """Return the settings to draw under: matplotlib's own defaults and ours, not the user's."""
    defaults: dict[Any, Any] = dict(mpl.rcParamsDefault)
    known = {name: value for name, value in defaults.items() if not name.startswith("backend")}
    return mpl.rc_context(known | _STYLE)


def as_svg(figure: Figure, name: str, title: str) -> str:
    """Return a figure as one ``svg`` element; ``title`` is what a screen reader says of it.

    ``name`` is the prefix of its ids, its own in the page. Text stays text.
    """
    written = BytesIO()
    with styled():
        figure.savefig(written, format="svg", transparent=True, metadata={"Date": None})
    parser = etree.XMLParser(remove_blank_text=True, remove_comments=True, no_network=True)
    root = etree.fromstring(written.getvalue(), parser)
    for element in [*root.iter(f"{_SVG}metadata", f"{_SVG}style")]:
        element.getparent().remove(element)
    _settle_ids(root, name)
    for element in root.iter():
        _settle_style(element)
    _entitle(root, title)
    etree.cleanup_namespaces(root)
    return str(etree.tostring(root, encoding="unicode"))


def _settle_ids(root: Element, name: str) -> None:
    """Keep the ids that something refers to, under a prefix."""
    for element in root.iter():
        if _XLINK in element.attrib:
            element.set("href", element.attrib.pop(_XLINK))
    pointing = ("href", "clip-path")
    named = [(each, key) for each in root.iter() for key in pointing if key in each.attrib]
    used = {match for each, key in named for match in _REFERENCE.findall(each.get(key, ""))}
    for each, key in named:
        each.set(key, _REFERENCE.sub(rf"#{name}-\1", each.get(key, "")))
    for element in root.iter():
        old = element.attrib.pop("id", None)
        if old in used:
            element.set("id", f"{name}-{old}")


def _settle_style(element: Element) -> None:
    """Turn a style into attributes, and our colours into those of the page."""
    for declaration in filter(str.strip, element.attrib.pop("style", "").split(";")):
        key, _, value = (part.strip() for part in declaration.partition(":"))
        if key != "font-family":  # the page has its own
            element.set(key, _IN_PAGE.get(value, value))
    if element.tag == f"{_SVG}text" and "fill" not in element.attrib:
        element.set("fill", "currentColor")


def _entitle(root: Element, title: str) -> None:
    for size in ("width", "height"):
        root.attrib.pop(size, None)
    root.set("role", "img")
    root.set("stroke-linejoin", "round")
    root.set("aria-label", title)
    told = etree.Element(f"{_SVG}title")
    told.text = title
    root.insert(0, told)
