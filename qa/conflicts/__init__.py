"""Where articles disagree on what is asked: the sentences that do, and an answer that says so.

Pure functions without a model. ``rivals`` finds sentences that contradict the cited ones,
``reported`` puts the values in order, ``told`` writes them as quotes. They read words, not meaning:
two things of one name (two townships, two bridges built in different years) look like a conflict
where neither sentence nor title tells them apart, and so does a claim that a sentence reports only
to deny it. A model may be asked about a rival alone before it is shown. ``Answered`` finds what
only a model can tell, and compares what it makes of it with the answer.
"""

from __future__ import annotations

from qa.conflicts.otherwise import Answered
from qa.conflicts.reporting import LEAD, Told, reported, told
from qa.conflicts.rivals import Rival, rivals

__all__ = ["LEAD", "Answered", "Rival", "Told", "reported", "rivals", "told"]
