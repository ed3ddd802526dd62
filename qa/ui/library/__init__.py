"""The library: which articles there are, which are chosen to be asked, and adding more."""
