"""A cross-encoder by folder: loaded when asked for, one logit a text, clear errors."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.embedding import CrossEncoderScorer
from index.errors import SettingsError
from qa import Assistant
from tests.conftest import BRIDGE, OWLS, TREATY

WORDS = "who signed the border treaty for iran owls bridge council ? .".split()


@pytest.fixture
def saved(tmp_path):
    """Return a function that saves a tiny untrained model and gives its folder."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    def save(outputs=1):
        torch.manual_seed(7)
        tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]
        vocabulary = {token: number for number, token in enumerate(tokens)}
        config = BertConfig(
            vocab_size=len(tokens),
            hidden_size=8,
            num_hidden_layers=1,
            num_attention_heads=1,
            intermediate_size=8,
            num_labels=outputs,
            initializer_range=0.2,
        )
        folder = tmp_path / f"cross-{outputs}"
        BertForSequenceClassification(config).save_pretrained(folder)
        BertTokenizerFast(vocab=vocabulary).save_pretrained(folder)
        return str(folder)

    return save


def test_each_text_gets_a_logit_and_equal_texts_equal_ones(saved):
    score = CrossEncoderScorer(saved(), threads=1)
    logits = score("who signed the treaty ?", ["the treaty", "owls", "the treaty"])
    assert logits.shape == (3,)
    assert logits[0] == pytest.approx(logits[2])
    assert logits[0] != pytest.approx(logits[1])


def test_a_model_with_several_outputs_is_refused(saved):
    with pytest.raises(SettingsError, match="2 outputs"):
        CrossEncoderScorer(saved(outputs=2))("who ?", ["owls"])


def test_a_folder_that_holds_no_model_is_one_clear_error(tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(SettingsError, match="QA_CROSS_ENCODER"):
        CrossEncoderScorer(str(empty))("who ?", ["owls"])


def test_weights_that_are_cut_off_are_one_clear_error(saved):
    folder = Path(saved())
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:40])
    with pytest.raises(SettingsError, match="QA_CROSS_ENCODER"):
        CrossEncoderScorer(str(folder))("who ?", ["owls"])


def test_the_setting_ranks_the_evidence_once_more(settings, embedder, model, saved, monkeypatch):
    def owls_first(self, question, texts):
        import numpy as np

        return np.array([9.0 if "chicks" in text else -9.0 for text in texts])

    monkeypatch.setattr(CrossEncoderScorer, "__call__", owls_first)
    best = []
    for cross_encoder in (None, saved()):
        chosen = settings.model_copy(update={"cross_encoder": cross_encoder})
        with Assistant(chosen, embedder=embedder, model=model) as assistant:
            assistant.add_articles([TREATY, OWLS, BRIDGE])
            answer = assistant.ask("Who signed the border treaty for Iran?", mode="extractive")
            best.append(max(answer.evidence, key=lambda each: each.score).article_id)
    assert best == ["treaty", "owls"]


def test_one_that_cannot_be_loaded_is_told_when_a_server_starts(
    settings, embedder, model, tmp_path
):
    chosen = settings.model_copy(update={"cross_encoder": str(tmp_path)})
    with (
        Assistant(chosen, embedder=embedder, model=model) as assistant,
        pytest.raises(SettingsError, match="QA_CROSS_ENCODER"),
    ):
        assistant.warm()


def test_none_is_loaded_where_none_is_set(settings, embedder, model, monkeypatch):
    def loaded(*_):
        raise AssertionError("a cross-encoder was made")

    monkeypatch.setattr(CrossEncoderScorer, "__init__", loaded)
    with Assistant(settings, embedder=embedder, model=model) as assistant:
        assistant.add_articles([TREATY])
        assistant.warm()
        assert assistant.ask("Who signed the border treaty for Iran?").results
