"""Questions that a reader may ask next and that the articles answer."""

from __future__ import annotations

from qa.suggesting.spare import SpareTime
from qa.suggesting.suggesting import Suggesting

__all__ = ["SpareTime", "Suggesting"]
