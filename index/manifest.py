"""What a data folder was made with, and the version of what it holds."""

from __future__ import annotations

from pathlib import Path

from index.database import Database, Transaction
from index.embedding import EmbedderIdentity
from index.errors import StoreMismatch

__all__ = ["check_manifest", "corpus_version", "count_version", "key_of", "manifest_of"]


def manifest_of(identity: EmbedderIdentity, passage_tokens: int) -> dict[str, str]:
    """Return what the vectors of a folder depend on."""
    return {
        "embedding_model": identity.name,
        "embedding_sha256": identity.sha256,
        "dimension": str(identity.dimension),
        "passage_tokens": str(passage_tokens),
        "splitter": "sentences-2",
    }


def key_of(manifest: dict[str, str]) -> str:
    """Return a manifest as one line, equal for equal ones."""
    return "|".join(f"{name}={value}" for name, value in sorted(manifest.items()))


def check_manifest(database: Database, wanted: dict[str, str], folder: Path) -> None:
    """Write the manifest of a new folder; raise StoreMismatch where that of an old one differs."""
    found = database.manifest()
    if not found:
        with database.transaction() as connection:
            connection.executemany(
                "INSERT INTO manifest (key, value) VALUES (?, ?)",
                [*wanted.items(), ("corpus_version", "0")],
            )
        return
    for name, value in wanted.items():
        if found.get(name) != value:
            raise StoreMismatch(
                f"{folder} was made with {name} {found.get(name)}, the settings say "
                f"{value}: run `qa reindex` to make it again, or change the settings back"
            )


def corpus_version(database: Database) -> str:
    """Return the version: it changes with every article that is added, changed or removed."""
    return database.manifest()["corpus_version"]


def count_version(connection: Transaction) -> None:
    """Raise the corpus version: articles were added, changed or removed."""
    connection.execute(
        "UPDATE manifest SET value = CAST(value AS INTEGER) + 1 WHERE key = 'corpus_version'"
    )
