"""Pulling from the hub: what comes, what is cut, what is wrong, and who is asked then."""

from __future__ import annotations

import hashlib

import pytest

from qa.errors import ModelDamaged, ModelPullFailed
from qa.models.catalogue import CatalogueFile, CatalogueModel
from qa.models.pulling import pull_model
from qa.models.sources import FolderSource, HuggingFaceSource
from tests.qa.models.fake_hub import FakeHub

WEIGHTS = bytes(range(256)) * 12_000
"""3 MB: more than is taken at once."""


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


MODEL = CatalogueModel(
    "tiny", "Tiny", "tests", "Apache-2.0", 128,
    (CatalogueFile("weights.gguf", len(WEIGHTS), sha(WEIGHTS)),),
    sources=("hugging-face", "folder"), hugging_face="owner/tiny",
)  # fmt: skip
CONFIG = CatalogueFile("sub/config.json", 2, sha(b"{}"))


@pytest.fixture
def hub(monkeypatch):
    for name in ("HF_HUB_OFFLINE", "HF_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    with FakeHub().running() as hub:
        hub.files["weights.gguf"] = WEIGHTS
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        yield hub


@pytest.fixture
def stick(tmp_path):
    """A folder that holds the right file, and is asked after the hub."""
    folder = tmp_path / "stick"
    folder.mkdir()
    (folder / "weights.gguf").write_bytes(WEIGHTS)
    return FolderSource(folder)


def pull(tmp_path, *others, model=MODEL, stall=60.0):
    said = []
    pull_model(model, tmp_path / "models", [HuggingFaceSource(stall), *others], said.append)
    return said


def pulled(tmp_path) -> bytes:
    return (tmp_path / "models/tiny/weights.gguf").read_bytes()


def messages(said) -> list[str]:
    return [each.message for each in said if each.message]


def begun_at(hub) -> int:
    """Return at which byte the last download began."""
    return int(hub.asked[-1].partition("bytes=")[2].strip("-") or 0)


def test_small_and_large_files_come_from_the_hub(tmp_path, hub):
    hub.files["sub/config.json"] = b"{}"
    model = CatalogueModel(
        "tiny", "Tiny", "tests", "Apache-2.0", 128, (CONFIG, *MODEL.files),
        hugging_face="owner/tiny",
    )  # fmt: skip
    said = pull(tmp_path, model=model)
    assert pulled(tmp_path) == WEIGHTS
    assert (tmp_path / "models/tiny/sub/config.json").read_bytes() == b"{}"
    assert messages(said) == ["pulled, verified"]
    assert said[-1].done == said[-1].total == len(WEIGHTS) + 2
    assert not (tmp_path / "models/tiny/.staging").exists()


def test_wrong_bytes_are_told_with_both_hashes_and_the_next_source_asked(tmp_path, hub, stick):
    hub.files["weights.gguf"] = wrong = WEIGHTS[:-1] + b"!"
    told, *_ = messages(pull(tmp_path, stick))
    assert f"weights.gguf has SHA-256 {sha(wrong)}, expected {sha(WEIGHTS)}" in told
    assert pulled(tmp_path) == WEIGHTS


def test_wrong_bytes_alone_are_an_error_that_says_what_to_do(tmp_path, hub):
    hub.files["weights.gguf"] = wrong = b"<html>" * 200
    with pytest.raises(ModelDamaged, match=f"{sha(wrong)}, expected {sha(WEIGHTS)}.*--from"):
        pull(tmp_path)


@pytest.mark.parametrize("status", [404, 500])
def test_a_hub_that_refuses_is_told_and_the_next_source_asked(tmp_path, hub, stick, status):
    hub.status = status
    told, *_ = messages(pull(tmp_path, stick))
    assert told.startswith("hugging-face failed: ")
    assert str(status) in told
    assert pulled(tmp_path) == WEIGHTS


def test_a_download_that_is_cut_goes_on_where_it_was(tmp_path, hub):
    hub.cuts = [2_000_000]
    said = pull(tmp_path)
    assert messages(said) == ["pulled, verified"]
    assert pulled(tmp_path) == WEIGHTS
    assert begun_at(hub) > 1_500_000


def test_a_later_pull_goes_on_where_an_earlier_one_was_cut(tmp_path, hub):
    hub.cuts = [1_000_000, 0]
    with pytest.raises(ModelPullFailed, match="hugging-face: "):
        pull(tmp_path)
    hub.asked.clear()
    pull(tmp_path)
    assert pulled(tmp_path) == WEIGHTS
    assert begun_at(hub) > 500_000


def test_a_hub_that_cuts_and_cannot_go_on_is_given_up(tmp_path, hub, stick):
    hub.cuts, hub.ranges = [1_000_000] * 9, False
    told, *_ = messages(pull(tmp_path, stick))
    assert told.startswith("hugging-face failed: ")
    assert pulled(tmp_path) == WEIGHTS
    assert len(hub.asked) < 12


def test_a_hub_that_falls_silent_is_given_up(tmp_path, hub, stick):
    hub.open.clear()
    told, *_ = messages(pull(tmp_path, stick, stall=1.0))
    assert told == "hugging-face failed: no byte came for 1 s; from folder instead"
    assert pulled(tmp_path) == WEIGHTS


def test_a_hub_that_cannot_be_reached_is_told(tmp_path, hub, stick, monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    told, *_ = messages(pull(tmp_path, stick))
    assert told.startswith("hugging-face failed: ConnectError: ")
    assert pulled(tmp_path) == WEIGHTS


def test_before_the_hubs_library_is_installed_the_hub_is_left_out(
    tmp_path, hub, stick, monkeypatch
):
    (tmp_path / "huggingface_hub.py").write_text("import not_installed_yet")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert messages(pull(tmp_path, stick)) == [
        "hugging-face skipped: huggingface_hub is not installed yet; from folder instead",
        "pulled, verified",
    ]
    assert not hub.asked
