"""How much of an article's text is taken from its page: 94 real pages against their gold text.

Reads ``../shared/data/html_pages``. Prints the pages read, the mean token F1 (bag of lower-cased
words), the worst pages and every failure. Run: ``python -m bench.html_extraction``.
"""

from __future__ import annotations

import gzip
import json
import re
import tempfile
import time
from collections import Counter
from pathlib import Path

from bench.question_sets import data
from index.errors import ParseError
from index.sources import SourceReader, Unreadable


def main() -> None:
    """Read every page and print how much of its text was taken."""
    pages, gold = data("html_pages"), {}
    with tempfile.TemporaryDirectory() as folder:
        for line in (pages / "pages.jsonl").read_text().splitlines():
            page = json.loads(line)
            name = Path(page["file"]).name.removesuffix(".gz")
            (Path(folder) / name).write_bytes(gzip.decompress((pages / page["file"]).read_bytes()))
            gold[name] = page["gold_text"]
        report(*read_all(folder, gold), len(gold))


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
    """Print the mean, the worst pages and the failures, which count as 0."""
    total = sum(scores.values())
    print(f"pages {pages}  read {len(scores)}  failed {len(failures)}  seconds {seconds:.1f}")
    print(f"mean token F1 {total / pages:.4f} (failures count as 0)")
    for name, score in sorted(scores.items(), key=lambda item: item[1])[:8]:
        print(f"  {score:.3f}  {name}")
    for name, reason in failures.items():
        print(f"  failed  {name}: {reason}")


if __name__ == "__main__":
    main()
