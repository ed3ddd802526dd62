"""All settings, typed and bounded: arguments, ``QA_…`` variables, ``.env``, ``qa.toml``.

Arguments win over variables, variables over ``.env``, ``.env`` over the TOML file (``qa.toml`` in
the working folder, or the file that ``QA_CONFIG`` names). Unknown names are refused.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import Field, ValidationError, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from index.errors import SettingsError

__all__ = ["Settings"]


def _default_models_dir() -> Path:
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "article-qa" / "models"


class Settings(BaseSettings):
    """Every setting of the assistant, with its bounds and default."""

    model_config = SettingsConfigDict(
        env_prefix="QA_", env_file=".env", extra="forbid", frozen=True, protected_namespaces=()
    )

    # where things lie
    data_dir: Annotated[Path, Field(description="folder of the articles and their index")] = Path(
        "data"
    )
    models_dir: Annotated[Path, Field(description="folder that models are pulled into")] = Field(
        default_factory=_default_models_dir
    )

    evals_dir: Annotated[
        Path, Field(description="folder of evaluation runs: collections, answers, reports")
    ] = Path("evaluations")

    # the answering model
    model: Annotated[
        str, Field(min_length=1, description="name in the catalogue, or path of a GGUF file")
    ] = "qwen2.5-coder-1.5b"
    llm_base_url: Annotated[
        str | None, Field(description="OpenAI-compatible server to use instead of the embedded one")
    ] = None
    llm_model: Annotated[
        str | None, Field(description="model name at that server (needed with llm_base_url)")
    ] = None
    llm_api_key: Annotated[
        str | None, Field(repr=False, description="key for that server, where it asks for one")
    ] = None
    llm_threads: Annotated[
        int, Field(ge=0, le=256, description="threads of the embedded server; 0: every core")
    ] = 0
    llm_context: Annotated[
        int, Field(ge=1024, le=131072, description="context of each conversation, tokens")
    ] = 4096
    llm_slots: Annotated[
        int, Field(ge=1, le=64, description="answers that the embedded server writes at once")
    ] = 2
    first_token_timeout: Annotated[
        float, Field(gt=0, le=3600, description="longest wait for the first token, seconds")
    ] = 60.0
    token_timeout: Annotated[
        float, Field(gt=0, le=3600, description="longest wait between two tokens, seconds")
    ] = 30.0

    # the embedding model
    embedding_model: Annotated[str, Field(min_length=1, description="name in the catalogue")] = (
        "all-minilm-l6-v2"
    )
    embed_threads: Annotated[
        int, Field(ge=0, le=256, description="threads for embedding; 0: every core")
    ] = 0

    cross_encoder: Annotated[
        str | None,
        Field(min_length=1, description="name or folder of a CrossEncoder that ranks evidence too"),
    ] = None

    # splitting and searching
    passage_tokens: Annotated[
        int, Field(ge=32, le=240, description="longest passage, tokens of the embedding model")
    ] = 128
    top_k: Annotated[int, Field(ge=1, le=100, description="passages that a search returns")] = 10
    candidates: Annotated[
        int, Field(ge=10, le=1000, description="passages that each search method proposes")
    ] = 50

    # answering
    evidence_tokens: Annotated[
        int, Field(ge=50, le=8000, description="budget for evidence in the prompt, tokens")
    ] = 140
    more_evidence_tokens: Annotated[
        int,
        Field(ge=0, le=8000, description="more evidence where the model is unsure; 0: none"),
    ] = 200
    answer_tokens: Annotated[int, Field(ge=16, le=4096, description="longest answer, tokens")] = 120
    answer_threshold: Annotated[
        float | None,
        Field(ge=0, le=1, description="confidence below which is refused; none: as calibrated"),
    ] = None
    reword_follow_ups: Annotated[
        bool, Field(description="let the model word a follow-up that rules cannot complete well")
    ] = False
    show_unsupported: Annotated[
        bool, Field(description="show sentences that no quote bears out, marked, not remove them")
    ] = False
    suggestions: Annotated[
        bool, Field(description="suggest questions to ask next that the articles answer")
    ] = True
    max_question_chars: Annotated[int, Field(ge=10, le=100_000)] = 4000

    # fetching
    fetch_allow: Annotated[
        tuple[str, ...],
        Field(description="networks (CIDR) that may be fetched although they are not public"),
    ] = ()
    fetch_max_bytes: Annotated[int, Field(ge=1000, le=1_000_000_000)] = 20_000_000
    fetch_timeout: Annotated[float, Field(gt=0, le=600, description="whole fetch, seconds")] = 30.0
    fetch_max_redirects: Annotated[int, Field(ge=0, le=20)] = 5

    # serving
    host: Annotated[str, Field(description="address that the server listens on")] = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535, description="0: any free port")] = 7860
    token: Annotated[
        str | None,
        Field(min_length=16, repr=False, description="asked of every client; see README, Serving"),
    ] = None
    allowed_hosts: Annotated[
        tuple[str, ...], Field(description="further names that clients may call this server by")
    ] = ()

    def __init__(self, **values: Any) -> None:
        """Read every source; raise SettingsError naming the setting and its bounds."""
        _refuse_unknown_variables(type(self))
        try:
            super().__init__(**values)
        except ValidationError as error:
            raise SettingsError(_explain(error)) from None

    @model_validator(mode="after")
    def _check_together(self) -> Self:
        if self.llm_base_url and not self.llm_model:
            raise ValueError("llm_base_url needs llm_model: set QA_LLM_MODEL to a model it serves")
        if self.host not in {"127.0.0.1", "localhost", "::1"} and not self.token:
            raise ValueError(
                f"serving on {self.host} needs a token: set QA_TOKEN to 16 characters or more, "
                "or serve on 127.0.0.1"
            )
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is theirs
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Put the TOML file last."""
        toml = TomlConfigSettingsSource(settings_cls, os.environ.get("QA_CONFIG", "qa.toml"))
        return init_settings, env_settings, dotenv_settings, toml


def _refuse_unknown_variables(settings: type[BaseSettings]) -> None:
    known = {f"QA_{name.upper()}" for name in settings.model_fields} | {"QA_CONFIG"}
    unknown = sorted(
        name for name in os.environ if name.upper().startswith("QA_") and name.upper() not in known
    )
    if unknown:
        raise SettingsError(
            f"unknown setting {unknown[0]}: unset it, or see `qa doctor` for the names that exist"
        )


def _explain(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    name = ".".join(str(part) for part in first["loc"])
    message = first["msg"].removeprefix("Value error, ")
    if not name:
        return message
    if first["type"] == "extra_forbidden":
        return f"unknown setting {name}: remove it, or see `qa doctor` for the names that exist"
    return f"setting {name} = {first['input']!r}: {message}; set QA_{name.upper()} within bounds"
