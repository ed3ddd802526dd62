"""The trust panel as HTML: what was measured and when, models, folders, what leaves the machine.

Pure functions from records to ``Html``; see ``qa.ui.markup`` for why nothing in them can be live.
Names of models, sets and folders stand in ``bdi``, so that none turns the words around it.
"""

from __future__ import annotations

from qa.trust import Evaluation, ModelCard, Trust
from qa.ui.markup import Html, join, named_date, tag, text
from qa.ui.notices import notice
from qa.ui.trust.figures import figures_table
from qa.ui.trust.plot import risk_figure

__all__ = ["trust_html"]

_STEPS = (
    ("qa eval new mine.yaml", "makes candidate questions about your articles: keep, mend or drop"),
    ("qa eval mine.yaml", "asks them, and the figures appear here"),
    ("qa calibrate mine.yaml", "fits on them when an answer is refused"),
)


def trust_html(trust: Trust) -> Html:
    """Return the whole panel, in sections under headings of the third level."""
    measured = _measured(trust.evaluation, trust.changed) if trust.evaluation else _unmeasured()
    sections = {
        "What was measured": measured,
        "When an answer is refused": _calibrated(trust),
        "Models": _models(trust),
        "Where it lies": _places(trust),
        "What leaves this machine": _leaving(trust),
    }
    parts = [tag("section", tag("h3", title), body) for title, body in sections.items()]
    return tag("div", *parts, class_="trust")


# -- what was measured -----------------------------------------------------------------------------


def _measured(evaluation: Evaluation, changed: tuple[str, ...]) -> Html:
    return join(
        [
            _asked(evaluation),
            _fresh(changed),
            *(tag("p", note, dir="auto", class_="aside") for note in evaluation.notes),
            figures_table(evaluation.figures),
            risk_figure(evaluation.coverage),
        ]
    )


def _asked(evaluation: Evaluation) -> Html:
    failed = f", of which {evaluation.errors:,} got no answer" if evaluation.errors else ""
    model = tag("bdi", evaluation.model) if evaluation.model else "quotes alone, without a model"
    return tag(
        "p",
        f"{_counted(evaluation.samples, 'question')}{failed}: those of ",
        tag("bdi", evaluation.name, class_="name"),
        ", asked about these articles on ",
        named_date(evaluation.when.date()),
        ". Answers by ",
        model,
        ".",
    )


def _fresh(changed: tuple[str, ...]) -> Html:
    if not changed:
        same = "Articles, models, program and settings are the same as then."
        return tag("p", same, class_="aside")
    return notice(
        f"Changed since then: {', '.join(changed)}. The figures may no longer hold; run the "
        "evaluation again."
    )


def _unmeasured() -> Html:
    steps = [tag("li", tag("code", command), f" {what}") for command, what in _STEPS]
    return join(
        [
            tag("p", "How far answers about these articles can be trusted was not measured yet."),
            tag("ol", *steps, class_="steps-to-take"),
        ]
    )


def _calibrated(trust: Trust) -> Html:
    fitted = trust.calibration
    names = [part for each in fitted.sets for part in (", ", tag("bdi", each))][1:]
    told = tag(
        "p",
        f"Fitted on {_counted(fitted.samples, 'question')} of ",
        *names,
        ", ",
        named_date(fitted.date),
        ".",
    )
    if trust.calibrated_here:
        return told
    command = tag("code", "qa calibrate mine.yaml")
    advice = tag("p", "These are not yours. ", command, " fits it on your own.", class_="aside")
    return join([told, advice])


# -- models, places, what leaves -------------------------------------------------------------------


def _models(trust: Trust) -> Html:
    return _facts({"Answers": _card(trust.model), "Search": _card(trust.embedding_model)})


def _card(card: ModelCard) -> Html:
    where = ("at ", tag("bdi", card.server)) if card.server else ("on this machine",)
    licence = f"licence {card.licence}" if card.licence else "licence not known here"
    about = tag("span", licence, ", ", *where, class_="about")
    return join([tag("bdi", card.title), about])


def _places(trust: Trust) -> Html:
    held = (
        f"{_counted(trust.articles, 'article')} in {_counted(trust.passages, 'passage')}, with "
        "their index, conversations and ratings"
    )
    return _facts(
        {
            "Held": text(held),
            "Data": tag("bdi", trust.data_dir, class_="path"),
            "Models": tag("bdi", trust.models_dir, class_="path"),
        }
    )


def _leaving(trust: Trust) -> Html:
    here = "Nothing by itself: articles, questions and answers stay here."
    told = [tag("li", each, dir="auto") for each in trust.leaves]
    return join([tag("p", here) if trust.private else "", tag("ul", *told)])


def _facts(facts: dict[str, Html]) -> Html:
    return tag("dl", *(tag("div", tag("dt", name), tag("dd", of)) for name, of in facts.items()))


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
