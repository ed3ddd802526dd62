"""Answers in the terminal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.types import Filters
from qa.cli import asking
from qa.errors import ModelServerDown
from qa.types import AnswerSentence

QUESTION = "Who signed the agreement for Iran?"


def test_an_answer_comes_with_numbered_quotes(run):
    result = run("ask", QUESTION)
    assert result.exit_code == 0
    assert result.stdout == (
        "Ali Shamkhani signed the agreement for Iran. [1]\n"
        "\n"
        "Sources\n"
        '[1] "Ali Shamkhani signed the agreement for Iran."\n'
        "    Iran and Iraq sign a border pact. Example Wire, 19 March 2023.\n"
        "    https://example.org/pact, characters 60 to 104 of article pact\n"
    )


def test_an_abstention_says_so_and_names_the_nearest(run, assistant):
    found = assistant.ask("owls fen")
    assistant.scripted[QUESTION] = replace(
        found, text="The articles do not say.", abstained=True, citations=(), sentences=()
    )
    assert run("ask", QUESTION).stdout == (
        "The articles do not say.\n"
        "\n"
        "The nearest articles:\n"
        "  Owls return to Hollins Fen. County Wire, 2 November 2024. Article owls.\n"
    )


def test_an_abstention_that_names_them_itself_is_not_repeated(run, assistant):
    text = "The articles do not say. The nearest is “Owls return to Hollins Fen”."
    assistant.scripted[QUESTION] = replace(
        assistant.ask("owls fen"), text=text, abstained=True, citations=(), sentences=()
    )
    assert run("ask", QUESTION).stdout == f"{text}\n\nTo read them: qa show owls\n"


def test_an_abstention_without_anything_near_says_what_to_do(run):
    assert run("ask", "zebra?").stdout == (
        "The articles do not say.\n"
        "\n"
        "No article comes near: ask in other words, with fewer filters, or add some (qa add).\n"
    )


def test_a_notice_and_what_the_quotes_do_not_bear_out_are_shown(run, assistant):
    sentence = AnswerSentence("He was pleased.", (1,), "unsupported", "no quote says it")
    assistant.scripted[QUESTION] = replace(
        assistant.ask(QUESTION), notice="the model stopped: ask again", sentences=(sentence,)
    )
    output = run("ask", QUESTION).stdout
    assert "Notice: the model stopped: ask again\n" in output
    assert 'Note: the quotes bear this out not: "He was pleased." (no quote says it)\n' in output


def test_options_reach_the_assistant(run, assistant):
    run("ask", QUESTION, "--mode", "extractive", "--source", "x", "--from", "2024-01-01")
    filters = Filters(sources=("x",), published_from="2024-01-01")
    assert assistant.asked == [(QUESTION, [], filters, "extractive")]


def test_a_mode_that_does_not_exist_is_a_usage_error(run):
    assert run("ask", QUESTION, "--mode", "magic").exit_code == 2


def test_json_is_the_answers_own(run_json, assistant):
    assert run_json("ask", QUESTION) == assistant.ask(QUESTION).to_dict()


def test_a_failing_model_is_one_line(run, assistant):
    assistant.failure = ModelServerDown("the model server is down: start it")
    result = run("ask", QUESTION, "--mode", "generated")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "error: the model server is down: start it\n"


def test_control_characters_of_an_article_are_dropped(run):
    output = run("ask", "What does the hostile parrot speak?").stdout
    assert "\x1b" not in output
    assert "speaks Łódź 🦜 well" in output


def test_on_a_terminal_the_draft_is_drawn_and_the_answer_remains(assistant, capsys):
    answer = asking._drawn(assistant.stream(QUESTION))
    assert answer == assistant.ask(QUESTION)
    assert "\x1b" not in capsys.readouterr().out


def test_an_interrupt_is_quiet_and_130(run, assistant, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(assistant, "stream", interrupted)
    result = run("ask", QUESTION)
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "")
    assert assistant.closed


def test_an_unforeseen_error_is_no_traceback_unless_wanted(run, assistant):
    assistant.failure = RuntimeError("the wheels came off")
    result = run("ask", QUESTION)
    assert result.exit_code == 1
    assert "RuntimeError: the wheels came off" in result.stderr
    assert "--traceback" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assistant.failure = RuntimeError("the wheels came off")
    assert isinstance(run("--traceback", "ask", QUESTION).exception, RuntimeError)


@pytest.mark.parametrize("text", ["\ud800", "\x9b31m", "a\u202eb", "\r\n"])
def test_plain_text_holds_nothing_that_a_terminal_obeys(text):
    from qa.cli.terminal import plain

    assert not set(plain(text)) & {"\ud800", "\x9b", "\u202e", "\r"}
