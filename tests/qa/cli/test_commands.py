"""The commands as such: their help, settings, models, upkeep."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from qa.cli.app import app
from qa.cli.examination import Examination
from qa.errors import StoreLocked
from qa.models import catalogue
from qa.server import Ready

ROOT = Path(__file__).parents[3]


def commands():
    group = get_command(app)
    for name, command in group.commands.items():
        inner = getattr(command, "commands", None)
        yield from ([name, each] for each in inner) if inner else [[name]]


@pytest.mark.parametrize("words", list(commands()), ids=" ".join)
def test_every_command_has_help_with_an_example_and_json(run, words):
    result = run(*words, "--help")
    assert result.exit_code == 0
    assert re.search(rf"Example: .*qa (--data \S+ )?{' '.join(words)}", result.stdout)
    assert "--json" in result.stdout


@pytest.mark.parametrize("group", [[], ["models"], ["eval"]], ids="-".join)
def test_no_command_is_described_in_half_a_sentence_or_a_type_of_python(run, group):
    shown = run(*group, "--help", env={"COLUMNS": "80"}).stdout
    listed = shown.partition("Commands:")[2].splitlines()[1:]
    assert listed
    assert all(line.endswith(".") and not line.endswith("...") for line in listed), listed
    for line in listed:
        options = run(*group, line.split()[0], "--help").stdout.partition("Options:")[2]
        assert not re.search(r"<(list|str|int|float|Path|path)\b", options), options


def test_the_commands_are_those_of_the_design():
    names = {"add", "list", "show", "remove", "search", "ask", "chat", "serve", "doctor"}
    assert set(get_command(app).commands) == names | {"models", "reindex", "backup", "restore"}


def run_alone(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "qa", *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, **environment},
        check=False,
        timeout=60,
    )


def test_help_loads_nothing_heavy():
    code = (
        "import sys\nfrom qa.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
        "heavy = {'torch', 'gradio', 'chromadb', 'numpy', 'pydantic', 'fastapi', 'httpx', 'rich'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--help"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Commands:" in done.stdout


def test_python_m_qa_is_qa():
    import qa

    done = run_alone("--version")
    assert (done.returncode, done.stdout) == (0, f"{qa.__version__}\n")


def test_a_setting_that_does_not_exist_is_one_line():
    done = run_alone("list", QA_MODLE="x")
    assert done.returncode == 1
    assert done.stderr == (
        "error: unknown setting QA_MODLE: unset it, or see `qa doctor` for the names that exist\n"
    )


def test_a_host_without_token_is_refused(tmp_path):
    done = run_alone("--data", str(tmp_path / "x"), "serve", "--host", "0.0.0.0")
    assert done.returncode == 1
    assert "needs a token" in done.stderr
    assert not (tmp_path / "x").exists()


def test_the_data_folder_comes_from_the_main_option(run, tmp_path, monkeypatch):
    opened = []

    def serve(settings, on_ready, *, browser):
        opened.append((settings.data_dir, settings.port, browser))
        on_ready(Ready("http://127.0.0.1:1", 7, 2))

    monkeypatch.setattr("qa.server.serve", serve)
    result = run("--data", tmp_path, "chat", "--port", "1")
    assert result.stdout == (
        "Article QA is at http://127.0.0.1:1 with 2 articles; stop it with Ctrl-C\n"
    )
    run("--data", tmp_path, "chat", "--no-browser")
    assert json.loads(run("serve", "--json").stdout)["address"] == "http://127.0.0.1:1"
    assert opened[:2] == [(tmp_path, 1, True), (tmp_path, 7860, False)]


def test_the_models_are_listed_with_their_state(run, run_json, monkeypatch, tmp_path):
    monkeypatch.setenv("QA_MODELS_DIR", str(tmp_path))
    listed = run_json("models", "list")
    assert [each["name"] for each in listed] == [model.name for model in catalogue()]
    assert {each["state"] for each in listed} == {"missing"}
    assert f"{listed[0]['name']}: missing. " in run("models", "list").stdout


def test_pulling_needs_a_name_that_exists(run, monkeypatch, tmp_path):
    monkeypatch.setenv("QA_MODELS_DIR", str(tmp_path))
    assert "no model was named" in run("models", "pull").stderr
    result = run("models", "pull", "gpt-9")
    assert result.exit_code == 1
    assert "no model is named 'gpt-9'" in result.stderr


def test_a_backup_is_written_where_asked(run, run_json, tmp_path):
    path = tmp_path / "backup"
    assert f"Backed up to {path}." in run("backup", path).stdout
    assert path.exists()
    assert run_json("backup", path) == {"path": str(path)}


class TestDoctor:
    @pytest.fixture(autouse=True)
    def _machine(self, monkeypatch, tmp_path):
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("QA_MODELS_DIR", str(tmp_path / "models"))

    def test_it_names_what_stands_in_the_way(self, run):
        result = run("doctor")
        assert result.exit_code == 1
        assert "all-minilm-l6-v2 is missing: run `qa models pull all-minilm-l6-v2`" in result.stdout
        assert "articles: none yet" in result.stdout
        assert not Path("data").exists()

    def test_each_setting_has_its_origin_and_bounds(self, run_json, monkeypatch, tmp_path):
        monkeypatch.setenv("QA_TOP_K", "7")
        monkeypatch.setenv("QA_TOKEN", "a secret of 16 or more")
        Path("qa.toml").write_text("port = 9000\ntop_k = 5\n")
        Path(".env").write_text("QA_LLM_SLOTS=3\n")
        found = run_json("--data", tmp_path, "doctor")
        settings = {each["name"]: each for each in found["settings"]}
        assert settings["top_k"]["value"] == "7"
        assert settings["top_k"]["origin"] == "environment"
        assert settings["top_k"]["bounds"] == "at least 1, at most 100"
        assert settings["model"]["bounds"] == "not empty"
        assert settings["token"]["bounds"] == "at least 16 characters"
        assert settings["port"]["origin"] == "qa.toml"
        assert settings["llm_slots"]["origin"] == ".env"
        assert settings["data_dir"]["origin"] == "argument"
        assert settings["host"]["origin"] == "default"
        assert settings["token"]["value"] == "(set)"
        assert "a secret" not in json.dumps(found)

    def test_without_articles_it_says_to_add_some(self, run_json, tmp_path, assistant):
        assistant.store.clear()
        found = run_json("--data", tmp_path, "doctor")
        assert found["here"]["articles"] == "none yet"
        told = Examination({}, found["here"], (), (), ()).conclusion
        assert told == "Nothing to do but qa add: there are no articles to ask yet."
        assert Examination({}, {"articles": "3"}, (), (), ()).conclusion == (
            "Nothing to do: questions can be answered."
        )

    def test_it_counts_the_articles_and_names_the_owner(self, run_json, tmp_path, assistant):
        here = run_json("--data", tmp_path, "doctor")["here"]
        assert (here["articles"], here["owner"]) == ("3", "nobody else")
        assistant.failure = StoreLocked("in use", pid=77)
        assert run_json("--data", tmp_path, "doctor")["here"]["owner"] == "process 77"
