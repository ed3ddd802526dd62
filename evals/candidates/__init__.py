"""Candidate questions: from one's own articles, and from the answers that readers rated."""

from __future__ import annotations

from evals.candidates.files import write_candidates
from evals.candidates.from_feedback import from_feedback
from evals.candidates.making import candidates

__all__ = ["candidates", "from_feedback", "write_candidates"]
