"""The catalogue that comes with the product is whole and agrees with itself."""

from __future__ import annotations

import pytest

from qa.errors import ModelUnknown
from qa.models import catalogue, find

MODELS = {model.name: model for model in catalogue()}


def test_the_four_models_are_there_with_one_default_for_each_role():
    assert list(MODELS) == [
        "all-minilm-l6-v2",
        "qwen2.5-coder-1.5b",
        "qwen2.5-coder-0.5b",
        "smollm2-135m",
    ]
    defaults = [(model.role, model.name) for model in MODELS.values() if model.default]
    assert defaults == [("embeddings", "all-minilm-l6-v2"), ("answers", "qwen2.5-coder-1.5b")]


@pytest.mark.parametrize(
    ("name", "sha256"),
    [
        ("all-minilm-l6-v2", "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"),
        ("qwen2.5-coder-1.5b", "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"),
        ("qwen2.5-coder-0.5b", "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32"),
        ("smollm2-135m", "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"),
    ],
)
def test_the_weights_have_the_published_hash(name, sha256):
    assert find(name).weights.sha256 == sha256


@pytest.mark.parametrize("name", MODELS)
def test_parts_add_up_and_paths_stay_inside_the_models_folder(name):
    for file in MODELS[name].files:
        assert sum(part.size for part in file.parts) == file.size
        assert len(file.sha256) == 64
        assert not file.path.startswith("/")
        assert ".." not in file.path
        assert all("==" in part.package for part in file.parts)
    assert MODELS[name].licence == "Apache-2.0"


def test_the_embedding_model_has_all_that_its_library_reads():
    paths = {file.path for file in find("all-minilm-l6-v2").files}
    assert {"config.json", "modules.json", "tokenizer.json", "1_Pooling/config.json"} <= paths


def test_an_unknown_name_is_answered_with_those_that_exist():
    with pytest.raises(ModelUnknown, match=r"no model is named 'gpt'.*qwen2\.5-coder-1\.5b"):
        find("gpt")
