"""What Gradio reads from the environment, set before it is imported."""

from __future__ import annotations

import os
from pathlib import Path

from qa.settings import Settings

__all__ = ["prepare", "received"]

_GRADIO = {
    "GRADIO_ANALYTICS_ENABLED": "False",  # nothing is sent to its makers
    "GRADIO_ANALYTICS_CACHE_FREQUENCY": "1000000000",  # else a data frame of all events, each event
    "GRADIO_ANALYTICS_MAX_EVENTS": "100",
}


def prepare(settings: Settings) -> None:
    """Set the environment for pages over this data folder."""
    os.environ.update(_GRADIO)
    folder = received(settings)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.environ["GRADIO_TEMP_DIR"] = str(folder)


def received(settings: Settings) -> Path:
    """Return the folder in which uploads arrive; they are private to this user."""
    return settings.data_dir.absolute() / "received"
