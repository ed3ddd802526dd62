"""``python -m qa`` is ``qa``."""

from __future__ import annotations

from qa.cli import main

if __name__ == "__main__":
    main()
