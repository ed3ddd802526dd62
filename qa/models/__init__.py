"""Models: the catalogue, pulling and verifying them, and the server that runs one.

Importing this package loads only the standard library.
"""

from __future__ import annotations

from qa.models.catalogue import CatalogueFile, CatalogueModel, catalogue, find
from qa.models.pulling import OnProgress, PullProgress, pull
from qa.models.resolve import ModelFile, ModelStatus, list_models, model_folder, resolve

__all__ = [
    "CatalogueFile",
    "CatalogueModel",
    "ModelFile",
    "ModelStatus",
    "OnProgress",
    "PullProgress",
    "catalogue",
    "find",
    "list_models",
    "model_folder",
    "pull",
    "resolve",
]
