"""Risk against coverage as an inline SVG: colours are the page's, words are there for all readers.

Pure functions; nothing of an article, a model or a file name stands in the drawing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qa.ui.markup import Html, tag
from qa.ui.trust.figures import percent

__all__ = ["risk_figure"]

Point = tuple[float, float]
"""Coverage and risk, each 0..1: what share is answered, and what share of that is wrong."""

_WIDTH, _HEIGHT = 340, 224
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 14, 26, 44
_TOPS = (0.1, 0.2, 0.4, 0.6, 0.8, 1.0)
"""Risks that the axis may end at, each of which is halved in round numbers."""


def risk_figure(points: Sequence[Point]) -> Html:
    """Return the curve with its caption; nothing where nothing was answered."""
    if not points:
        return Html()
    told = _told(points)
    return tag("figure", _drawing(points, told), tag("figcaption", told), class_="plot")


def _told(points: Sequence[Point]) -> str:
    """Return in words what the curve shows: its end, and how much half of it would spare."""
    coverage, risk = points[-1]
    whole = f"{percent(coverage)} of the questions were answered; {percent(risk)} of these wrong."
    half = next(each for each in points if each[0] >= coverage / 2)
    if half == points[-1]:
        return whole
    return (
        f"{whole} Of the surest answers alone, given to {percent(half[0])} of the questions, "
        f"{percent(half[1])} were wrong."
    )


def _drawing(points: Sequence[Point], told: str) -> Html:
    highest = max(risk for _, risk in points)
    top = next(each for each in _TOPS if each >= highest)
    end = _at(*points[-1], top)
    return tag(
        "svg",
        tag("title", "Wrong answers against questions answered", id="risk-title"),
        tag("desc", told, id="risk-desc"),
        *_grid(top),
        tag("path", d=_steps(points, top), class_="curve"),
        tag("circle", cx=_number(end[0]), cy=_number(end[1]), r="4", class_="end"),
        _label("of these, wrong", _LEFT, 12, "start"),
        _label("questions answered, the surest first", _LEFT + _across(1) / 2, _HEIGHT - 6),
        role="img",
        aria_labelledby="risk-title",
        aria_describedby="risk-desc",
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
    )


def _grid(top: float) -> Iterable[Html]:
    """Yield a line and a number for each tick of both axes."""
    for risk in (0.0, top / 2, top):
        y = _at(0, risk, top)[1]
        yield _line((_LEFT, y), (_WIDTH - _RIGHT, y))
        yield _label(percent(risk), _LEFT - 6, y + 4, "end")
    for coverage in (0.0, 0.5, 1.0):
        x, y = _at(coverage, 0, top)
        yield _line((x, y), (x, y + 4))
        yield _label(percent(coverage), x, y + 18, "end" if coverage == 1 else "middle")


def _steps(points: Sequence[Point], top: float) -> str:
    """Return the path: each risk over the coverage that came in with it, as its area counts it."""
    first = _at(0, points[0][1], top)
    parts = [f"M{_number(first[0])} {_number(first[1])}"]
    for coverage, risk in points:
        x, y = _at(coverage, risk, top)
        parts.append(f"V{_number(y)}H{_number(x)}")
    return "".join(parts)


def _at(coverage: float, risk: float, top: float) -> tuple[float, float]:
    """Return where a point lies in the drawing, whose axis of risk ends at ``top``."""
    return _LEFT + _across(coverage), _HEIGHT - _BOTTOM - _up(risk / top)


def _across(share: float) -> float:
    return share * (_WIDTH - _LEFT - _RIGHT)


def _up(share: float) -> float:
    return share * (_HEIGHT - _TOP - _BOTTOM)


def _line(start: tuple[float, float], end: tuple[float, float]) -> Html:
    (x1, y1), (x2, y2) = start, end
    ends = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
    return tag("line", class_="grid", **{name: _number(at) for name, at in ends.items()})


def _label(words: str, x: float, y: float, anchor: str = "middle") -> Html:
    return tag("text", words, x=_number(x), y=_number(y), text_anchor=anchor)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
