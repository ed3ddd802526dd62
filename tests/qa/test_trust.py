"""What an assistant says for itself: evaluation, licences, folders, what leaves the machine."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from index.types import Article
from qa.assistant import Assistant
from qa.confidence import CALIBRATION_NAME, FittedOn, load_calibration, to_toml
from qa.settings import Settings
from qa.trust import EVALUATION_NAME, evaluation_json, latest_evaluation, read_evaluation
from qa.trust.changes import changed_since
from qa.trust.leaving import is_private, leaves, server_address, server_name
from tests.fakes.trust import EVALUATION, PROVENANCE


def put(folder, evaluation=EVALUATION):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / EVALUATION_NAME).write_bytes(evaluation_json(evaluation))


def of_settings(**given):
    return Settings(_env_file=None, **given)


# -- the file


def test_an_evaluation_is_read_back_as_it_was_written(tmp_path):
    put(tmp_path)
    assert read_evaluation(tmp_path) == EVALUATION


def test_a_name_that_is_no_text_does_not_stop_it_being_written(tmp_path):
    put(tmp_path, replace(EVALUATION, name="caf\udce9"))
    assert read_evaluation(tmp_path).name == "caf?"


def test_without_a_file_nothing_was_evaluated(tmp_path, caplog):
    assert read_evaluation(tmp_path) is None
    assert not caplog.records


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: "",
        lambda content: json.dumps(content)[:-20],
        lambda content: json.dumps([content]),
        lambda content: json.dumps(content | {"format": 2}),
        lambda content: json.dumps(content | {"sort": "something else"}),
        lambda content: json.dumps(content | {"evaluation": {}}),
        lambda content: json.dumps(content).replace("0.75", "NaN"),
        lambda content: json.dumps(content).replace("0.25]", "2.5]"),
        lambda content: json.dumps(content).replace("+00:00", ""),
    ],
)
def test_what_cannot_be_read_is_as_good_as_none_and_is_told(tmp_path, caplog, spoil):
    put(tmp_path)
    path = tmp_path / EVALUATION_NAME
    path.write_text(spoil(json.loads(path.read_text())))
    assert read_evaluation(tmp_path) is None
    assert "run `qa eval` again" in caplog.text


# -- which evaluation is about a collection


def test_the_data_folder_s_own_evaluation_counts_first(tmp_path):
    put(tmp_path / "data")
    newer = replace(EVALUATION, name="seeds", when=datetime(2027, 1, 1, tzinfo=UTC))
    put(tmp_path / "evals" / "seeds" / "collection", newer)
    found = latest_evaluation(tmp_path / "data", tmp_path / "evals", "corpus")
    assert found.name == "mine"


def test_else_the_newest_of_a_collection_with_the_very_same_articles(tmp_path):
    for name, year, corpus in (("a", 2024, "corpus"), ("b", 2025, "corpus"), ("c", 2026, "other")):
        made = replace(
            EVALUATION,
            name=name,
            when=datetime(year, 1, 1, tzinfo=UTC),
            provenance=replace(PROVENANCE, corpus=corpus),
        )
        put(tmp_path / name / "collection", made)
    assert latest_evaluation(tmp_path / "data", tmp_path, "corpus").name == "b"
    assert latest_evaluation(tmp_path / "data", tmp_path, "unknown") is None


# -- what has changed


def test_nothing_has_changed_where_all_is_the_same():
    assert changed_since(PROVENANCE, PROVENANCE) == ()


def test_what_has_changed_is_named_once():
    now = replace(
        PROVENANCE,
        corpus="more",
        model="another",
        model_sha256="2" * 64,
        code="newer",
        settings={"top_k": "20", "calibration": "c0ffee"},
    )
    assert changed_since(PROVENANCE, now) == (
        "the articles",
        "the answering model",
        "the program",
        "the setting top_k",
        "the calibration",
    )


def test_quotes_alone_do_not_depend_on_the_model_that_is_there_now():
    before = replace(PROVENANCE, model="", model_sha256="", prompts="")
    assert changed_since(before, PROVENANCE) == ()
    assert changed_since(before, replace(PROVENANCE, corpus="more")) == ("the articles",)


# -- what leaves


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8080/v1", "http://localhost:1/v1", "http://[::1]:8080/v1", None]
)
def test_nothing_leaves_with_a_model_on_this_machine(address):
    settings = of_settings(llm_base_url=address, llm_model="any" if address else None)
    assert is_private(settings)
    (fetched,) = leaves(settings)
    assert "web address" in fetched


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("https://api.example.com/v1", "api.example.com"),
        ("http://me:secret@10.0.0.7:8000/v1", "10.0.0.7:8000"),
        ("http://localhost.example.com/v1", "localhost.example.com"),
        ("http://[::1/v1", "an address that cannot be read"),
    ],
)
def test_a_model_elsewhere_is_named_and_nothing_of_its_password(address, named):
    settings = of_settings(llm_base_url=address, llm_model="any")
    assert not is_private(settings)
    told = " ".join(leaves(settings))
    assert f"go to {named}, where the model runs" in told
    assert "secret" not in told
    assert server_name(address) == named


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("http://me:secret@10.0.0.7:8000/v1?key=secret#x", "http://10.0.0.7:8000/v1"),
        ("http://10.0.0.7:8000/another/v1", "http://10.0.0.7:8000/another/v1"),
        ("http://[::1/v1", "an address that cannot be read"),
    ],
)
def test_a_server_s_address_is_told_without_password_and_query(address, told):
    assert server_address(address) == told


def test_others_who_may_come_in_are_told_of():
    settings = of_settings(token="a-token-of-sixteen")
    assert not is_private(settings)
    assert "can read every article" in leaves(settings)[0]


def test_a_cross_encoder_that_is_a_name_is_looked_up_and_a_folder_is_not(tmp_path):
    named = leaves(of_settings(cross_encoder="some/cross-encoder"))
    assert "some/cross-encoder up on the Hugging Face hub" in named[0]
    assert len(leaves(of_settings(cross_encoder=str(tmp_path)))) == 1


# -- of an assistant


def test_an_assistant_tells_its_models_folder_and_counts(assistant):
    told = assistant.trust()
    assert (told.model.name, told.model.licence) == ("qwen2.5-coder-1.5b", "Apache-2.0")
    assert told.model.title.startswith("Qwen2.5-Coder-1.5B-Instruct")
    assert (told.embedding_model.name, told.embedding_model.licence) == ("words", "")
    assert told.articles == 3
    assert told.data_dir == str(assistant.settings.data_dir.absolute())
    assert told.models_dir == str(assistant.settings.models_dir.absolute())
    assert told.evaluation is None
    assert told.private
    assert told.calibration.samples > 0
    assert not told.calibrated_here


def test_it_tells_its_evaluation_and_what_has_changed_since(assistant):
    now = assistant.status().provenance
    put(assistant.settings.data_dir, replace(EVALUATION, provenance=now))
    told = assistant.trust()
    assert told.evaluation.name == "mine"
    assert told.changed == ()
    assistant.add_articles([Article(id="new", title="New", text="Something else happened.")])
    assert assistant.trust().changed == ("the articles",)


def test_the_suite_over_the_same_articles_is_about_them(assistant, settings, tmp_path, embedder):
    elsewhere = settings.model_copy(update={"evals_dir": tmp_path / "evals"})
    now = assistant.status().provenance
    put(tmp_path / "evals" / "seeds" / "collection", replace(EVALUATION, provenance=now))
    assistant.close()
    with Assistant(elsewhere, embedder=embedder) as again:
        assert again.trust().evaluation.name == "mine"


def test_a_calibration_of_one_s_own_is_told_as_such(settings, embedder):
    fitted = replace(
        load_calibration(settings.data_dir), fitted_on=FittedOn(44, ("mine",), date(2026, 3, 1))
    )
    settings.data_dir.mkdir(parents=True)
    (settings.data_dir / CALIBRATION_NAME).write_text(to_toml(fitted))
    with Assistant(settings, embedder=embedder) as assistant:
        told = assistant.trust()
    assert told.calibrated_here
    assert told.calibration == FittedOn(44, ("mine",), date(2026, 3, 1))


@pytest.mark.parametrize(
    "given", [{"token": "a-token-of-sixteen"}, {"allowed_hosts": ("desk.example",)}]
)
def test_where_others_may_come_in_the_folder_is_named_without_its_path(settings, embedder, given):
    with Assistant(settings.model_copy(update=given), embedder=embedder) as assistant:
        told = assistant.trust()
    assert (told.data_dir, told.models_dir) == ("data", settings.models_dir.name)


def test_a_model_of_one_s_own_is_named_without_its_path_and_licence(settings, embedder):
    own = settings.model_copy(update={"model": "/somewhere/of/mine/model.gguf"})
    with Assistant(own, embedder=embedder) as assistant:
        told = assistant.trust()
    assert (told.model.name, told.model.licence, told.model.server) == ("model.gguf", "", "")


def test_a_server_s_model_is_told_with_its_server(settings, embedder):
    given = {"llm_base_url": "http://me:secret@127.0.0.1:9/v1", "llm_model": "any"}
    with Assistant(settings.model_copy(update=given), embedder=embedder) as assistant:
        told = assistant.trust()
    assert (told.model.name, told.model.server, told.private) == ("any", "127.0.0.1:9", True)


@pytest.fixture
def status_of(settings, embedder):
    """Return the status of an assistant under further settings."""

    def status_of(**given):
        with Assistant(settings.model_copy(update=given), embedder=embedder) as assistant:
            return assistant.status()

    return status_of


def test_neither_status_nor_provenance_holds_a_password(status_of):
    address = "http://me:secret@127.0.0.1:9/v1"
    status = status_of(llm_base_url=address, llm_model="any")
    assert status.model_server == "http://127.0.0.1:9/v1"
    assert status.provenance.model == "any at http://127.0.0.1:9/v1"
    assert "secret" not in json.dumps(status.to_dict())


def test_two_servers_are_two_models(status_of):
    addresses = ("http://127.0.0.1:9/v1", "http://127.0.0.1:9/b/v1", "http://127.0.0.1:10/v1")
    made = [status_of(llm_base_url=each, llm_model="any").provenance.model for each in addresses]
    assert len(set(made)) == len(addresses)


def test_provenance_tells_folders_of_cross_encoders_apart_but_not_where_they_are(
    status_of, tmp_path
):
    folders = [tmp_path / name / "reranker" for name in ("one", "two")]
    for each in folders:
        each.mkdir(parents=True)
    names = ["org/reranker", *map(str, folders)]
    told = [status_of(cross_encoder=each).provenance.settings["cross_encoder"] for each in names]
    assert told[0] == "org/reranker"
    assert all(each.startswith("reranker ") for each in told[1:])
    assert len(set(told)) == len(names)


def test_a_model_file_that_is_not_there_is_told_by_its_name(status_of, tmp_path):
    status = status_of(model=str(tmp_path / "gone.gguf"))
    assert status.provenance.model == "gone.gguf"
