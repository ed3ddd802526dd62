"""How much of an article's text is taken from its page: 94 real pages against their gold text.

Reads ``../shared/data/html_pages``. Prints the pages read, the mean token F1 (bag of lower-cased
words), the worst pages and every failure. Run: ``python bench/html_extraction.py``.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from index.errors import ParseError  # noqa: E402 (the line above makes it importable)
from index.sources import SourceReader, Unreadable  # noqa: E402

PAGES = ROOT.parent / "shared" / "data" / "html_pages"


def main() -> int:
    if not (PAGES / "pages.jsonl").exists():
        print(f"{PAGES.name}: not there; this measurement needs the shared data folder")
        return 1
    gold = {}
    with tempfile.TemporaryDirectory() as folder:
        for line in (PAGES / "pages.jsonl").read_text().splitlines():
            page = json.loads(line)
            name = Path(page["file"]).name.removesuffix(".gz")
            (Path(folder) / name).write_bytes(gzip.decompress((PAGES / page["file"]).read_bytes()))
            gold[name] = page["gold_text"]
        report(*read_all(folder, gold), len(gold))
    return 0


def read_all(folder: str, gold: dict[str, str]) -> tuple[dict[str, float], dict[str, str], float]:
    """Return each page's F1, each failure's reason, and the seconds taken."""
    scores, failures, began = {}, {}, time.perf_counter()
    with SourceReader() as reader:
        for raw in reader.read(folder):
            name = Path(raw.origin).name
            try:
                if isinstance(raw, Unreadable):
                    failures[name] = raw.reason
                    continue
                text = reader.parse(raw)[0].text
                scores[name] = token_f1(text, gold[name])
            except ParseError as error:
                failures[name] = str(error)
    return scores, failures, time.perf_counter() - began


def token_f1(text: str, gold: str) -> float:
    """Return the F1 of two bags of lower-cased words, 0..1."""
    ours, theirs = (Counter(re.findall(r"\w+", each.lower())) for each in (text, gold))
    shared = (ours & theirs).total()
    return 2 * shared / (ours.total() + theirs.total()) if shared else 0.0


def report(scores: dict[str, float], failures: dict[str, str], seconds: float, pages: int) -> None:
    total = sum(scores.values())
    print(f"pages {pages}  read {len(scores)}  failed {len(failures)}  seconds {seconds:.1f}")
    print(f"mean token F1 {total / pages:.4f} (failures count as 0)")
    for name, score in sorted(scores.items(), key=lambda item: item[1])[:8]:
        print(f"  {score:.3f}  {name}")
    for name, reason in failures.items():
        print(f"  failed  {name}: {reason}")


if __name__ == "__main__":
    sys.exit(main())
