"""Texts that are full of words and numbers of which dates are made."""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = st.sampled_from(
    "in on since before after until between from and to the last past next this laſt ı two 12 31 "
    "2024 1999 9999 0000 May march Sunday week year decade ago days today of 1960s Q3 2024-02-30 "
    "earlier later will said . , - İn thıs 5000 im März letzte 30 February".split()
)
SOUP = st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=80)
