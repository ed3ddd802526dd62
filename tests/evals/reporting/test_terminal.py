"""The report as tables: complete, aligned, and deaf to what articles say to a terminal."""

from __future__ import annotations

from io import StringIO

from rich.console import Console

from evals.reporting.terminal import markdown_table, report_view
from tests.evals.reporting.made import answer, metric, report, result, sample


def printed(view, width=100):
    told = StringIO()
    Console(file=told, width=width, force_terminal=True, color_system="truecolor").print(view)
    return told.getvalue()


def plainly(view, width=100):
    told = StringIO()
    Console(file=told, width=width).print(view)
    return told.getvalue()


def row(text, start):
    return next(line.split() for line in text.splitlines() if line.strip().startswith(start))


def test_a_metric_has_value_interval_and_counts():
    told = plainly(
        report_view(
            report(
                metrics=[
                    metric("hit@5", 0.934, 0.9, 0.96, 57, no_gold=3),
                    metric("time_total_p50", 4600, 4300, 5100, 60, unit="ms"),
                    metric("all_gold", None, None, None, 0, one_answer_is_wanted=60),
                ]
            )
        )
    )
    assert row(told, "Hit@5") == ["Hit@5", "0.93", "0.90", "to", "0.96", "57", "3"]
    assert row(told, "Time to whole")[5:] == ["4.6", "s", "4.3", "to", "5.1", "s", "60"]
    assert row(told, "All gold") == ["All", "gold", "–", "–", "0", "60"]
    assert told.index("Retrieval") < told.index("Answers") < told.index("Time and tokens")


def test_kinds_have_their_main_metrics_and_how_many_were_asked():
    results = [result(sample(str(n), kind="exact-number")) for n in range(3)]
    by_kind = {
        "exact-number": (metric("hit@5", 1.0), metric("answered_right", 0.67)),
        "near-miss": (metric("hit@5", None), metric("answered_right", 0.5)),
    }
    told = plainly(report_view(report(*results, by_kind=by_kind)))
    assert row(told, "exact-number") == ["exact-number", "3", "1.00", "0.67"]
    assert row(told, "near-miss") == ["near-miss", "0", "0.50"]
    assert "Citation F1" not in told, "a column that no kind has is left out"


def test_reasons_are_told_once_with_the_metrics_that_share_them():
    names = "hit@1 hit@5 hit@10 recall@5 recall@10 mrr ndcg@10".split()
    taken = [metric(name, it_names_no_evidence=11) for name in names]
    told = " ".join(plainly(report_view(report(metrics=taken)), width=160).split())
    assert told.count("it names no evidence") == 1
    assert "11 it names no evidence Hit@1, Hit@5, Hit@10, Recall@5, Recall@10 and 2 more" in told


def test_errors_notes_and_provenance_are_told():
    told = plainly(report_view(report(result(error="down"), result(), notes=("English only.",))))
    assert told.startswith("seeds: 2 questions, 1 error, generated")
    assert "Note: English only." in told
    for fact in ("corpus c0ffee", "model qwen2.5-coder-1.5b", "prompts 9d8c7b", "top_k 10"):
        assert fact in " ".join(told.split())


def test_a_hash_is_shortened_and_what_is_empty_left_out():
    from dataclasses import replace

    from tests.evals.reporting.made import PROVENANCE

    server = replace(PROVENANCE, embedding_sha256="53" * 32, model_sha256="")
    told = " ".join(plainly(report_view(report(provenance=server))).split())
    assert "embedding sha256 5353535353535353 ·" in told
    assert "model sha256" not in told


def test_nothing_that_a_terminal_would_obey_gets_through():
    hostile = "\x1b[2J[bold]x[/bold]\x07\u202egnp"
    shown = report(
        result(sample(kind=hostile), answer()),
        metrics=[metric(hostile, 0.5), metric("mrr", **{hostile: 1})],
        by_kind={hostile: (metric("hit@5", 1.0),)},
        dataset=hostile,
        notes=(hostile,),
    )
    told = printed(report_view(shown))
    assert "\x1b[2J" not in told
    assert "\x07" not in told
    assert "\u202e" not in told
    assert told.count("[bold]x[/bold]") >= 5


def test_a_narrow_terminal_still_shows_every_value():
    told = plainly(report_view(report(metrics=[metric("refusal_auroc", 0.5, 0.4, 0.6)])), width=60)
    assert "0.50" in told
    assert "0.40 to 0.60" in told


def test_the_table_of_the_readme():
    taken = [metric("hit@5", 0.934, 0.9, 0.96, 57), metric("a|b", 1.0, 1.0, 1.0, 3)]
    assert markdown_table(report(metrics=taken), ["hit@5", "aurc", "a|b"]) == (
        "| metric | value | 95 % interval | samples |\n"
        "|---|---|---|---|\n"
        "| Hit@5 | 0.93 | 0.90 to 0.96 | 57 |\n"
        "| Area under risk–coverage | – | – | 0 |\n"
        "| a\\|b | 1.00 | no spread | 3 |\n"
    )
