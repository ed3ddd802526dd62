"""Adding, listing, showing, removing, searching."""

from __future__ import annotations

import pytest

from index.types import AddReport
from qa.errors import StoreFull, StoreLocked


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "story.md"
    path.write_text("# A new story\nOnce upon a time.")
    return path


def test_adding_names_each_source_and_counts_them(run, story):
    result = run("add", story, "https://example.org/x")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == f"added: A new story ({story})"
    assert lines[1].startswith("failed: https://example.org/x: ")
    assert "2 articles: 1 added, 0 updated, 0 unchanged, 1 failed." in lines
    assert lines[lines.index("Failed:") + 1].startswith("  https://example.org/x: ")
    assert lines[-1].startswith("Next: qa ask")


def test_adding_what_is_there_already_is_no_failure(run, story):
    run("add", story)
    result = run("add", story)
    assert result.exit_code == 0
    assert "1 article: 0 added, 0 updated, 1 unchanged, 0 failed." in result.stdout


def test_only_when_everything_failed_the_status_is_1(run, story):
    assert run("add", "https://example.org/x", "nowhere.txt").exit_code == 1
    assert run("add", "https://example.org/x", story).exit_code == 0


def test_the_reason_of_a_single_failure_is_told_once(run):
    told = run("add", "https://example.org/x").stdout
    assert told.startswith("failed: https://example.org/x: ")
    assert "Failed:" not in told


def test_a_folder_without_articles_is_no_failure_but_told(run, assistant, monkeypatch):
    monkeypatch.setattr(assistant, "add", lambda *_, **__: AddReport((), (), (), ()))
    result = run("add", "empty/")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1].startswith("Nothing was found there to add: ")


def test_adding_as_json(run_json, story):
    report = run_json("add", story)
    assert report["added"][0]["title"] == "A new story"
    assert set(report) == {"added", "updated", "unchanged", "failed"}


def test_the_list_is_newest_first_with_the_total(run):
    lines = run("list").stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["owls", "pact", "hostile", "3"]
    assert lines[0] == "owls  2024-11-02  County Wire  Owls return to Hollins Fen"
    assert lines[-1] == "3 articles."


def test_the_list_is_sorted_as_asked(run, run_json, story):
    run("add", story)
    assert run_json("list", "--sort", "added")[0]["title"] == "A new story"
    assert [each["id"] for each in run_json("list", "--sort", "title")][1:] == [
        "hostile", "pact", "owls",
    ]  # fmt: skip
    assert run("list", "--sort", "size").exit_code == 2


def test_the_list_takes_filters(run, run_json):
    assert run("list", "--source", "county wire").stdout.splitlines()[-1] == "1 article."
    assert [each["id"] for each in run_json("list", "--to", "2023-12-31")] == ["pact"]
    assert [each["id"] for each in run_json("list", "--article", "pact", "--article", "x")] == [
        "pact"
    ]


def test_a_date_that_is_none_is_explained(run):
    result = run("list", "--from", "soon")
    assert result.exit_code == 1
    assert result.stderr == "error: 'soon' is not a date: write it like 2024-11-02\n"


def test_a_period_that_ends_before_it_begins_is_explained(run, assistant):
    result = run("search", "owls", "--from", "2024-02-01", "--to", "2024-01-31")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "error: --from 2024-02-01 is later than --to 2024-01-31: exchange them\n"
    )
    assert run("list", "--from", "2024-11-02", "--to", "2024-11-02").exit_code == 0


def test_an_empty_library_says_what_to_do(run, assistant):
    assistant.store.clear()
    assert run("list").stdout == "0 articles.\nNext: qa add, with files, folders or URLs.\n"


def test_an_article_is_shown_with_its_facts_and_its_text(run, run_json, assistant):
    shown = run("show", "pact").stdout
    assert shown.startswith("Iran and Iraq sign a border pact\nPublisher: Example Wire\n")
    assert "Published: 19 March 2023\n" in shown
    assert "Names as its sources: Reuters\n" in shown
    assert shown.rstrip().endswith(assistant.article("pact").text)
    assert run_json("show", "pact") == assistant.article("pact").to_dict()


def test_an_article_that_is_not_there_is_one_line_on_stderr(run):
    result = run("show", "nothing")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "error: no article has the id 'nothing': `qa list` shows the ids\n"


def test_removing_asks_first(run, assistant):
    refused = run("remove", "pact", input="n\n")
    assert refused.exit_code == 1
    assert "pact" in assistant.store
    assert run("remove", "pact", input="y\n").exit_code == 0
    assert "pact" not in assistant.store


def test_removing_with_yes_does_not_ask(run, run_json, assistant):
    assert run("remove", "pact", "--yes").stdout == "Removed 'Iran and Iraq sign a border pact'.\n"
    assert run_json("remove", "owls", "-y") == {"removed": "owls"}


def test_search_shows_rank_score_article_date_and_passage(run, run_json, assistant):
    lines = run("search", "owls fen").stdout.splitlines()
    assert lines[0] == "1. Owls return to Hollins Fen. County Wire, 2 November 2024."
    assert lines[1].strip() == ("Score 1.000; rank 1 by meaning, not found by words. Article owls.")
    assert "Forty short-eared owls" in lines[2]
    assert run_json("search", "owls") == [each.to_dict() for each in assistant.search("owls")]


def test_a_search_without_result_says_what_to_try(run):
    assert run("search", "zebra").stdout == (
        "Nothing was found: try other words or fewer filters, or add articles with qa add.\n"
    )


@pytest.mark.parametrize("command", [["show", "hostile"], ["list"], ["search", "parrot"]])
def test_articles_cannot_command_the_terminal(run, command):
    output = run(*command).stdout
    assert "\x1b" not in output
    assert "\x07" not in output
    assert "[31mRed" in output


@pytest.mark.parametrize(
    "error", [StoreFull("no space is left: free some"), StoreLocked("in use by 7", pid=7)]
)
def test_errors_are_one_line_and_status_1(run, assistant, story, error):
    assistant.failure = error
    result = run("add", story)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"error: {error}\n"


def test_the_assistant_is_closed_whatever_happens(run, assistant):
    run("show", "nothing")
    assert assistant.closed
