"""Questions that a reader may ask next and that the articles answer."""
