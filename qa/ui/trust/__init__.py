"""The trust panel: what was measured, on which models, and what leaves the machine."""

from __future__ import annotations

from qa.ui.trust.panel import trust_html

__all__ = ["trust_html"]
