"""What becomes of broken PDFs and malformed feeds, through SourceReader; and of odd encodings.

Reads folders of ``../shared/data/badinput`` and prints, for each, the files, the articles and the
reasons with their counts; a file that gave neither is named. Run: ``python -m bench.bad_input``.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from pathlib import Path

from bench.question_sets import data
from index.errors import ParseError
from index.sources import SourceReader, Unreadable
from index.sources.encoding import browser_encoding, decode

FOLDERS = ("pdf_pypdf", "pdf_qpdf", "pdf_pdfjs", "feeds_feedparser")


def main() -> None:
    """Read each folder that is named, or all of them."""
    base = data("badinput")
    with SourceReader() as reader:
        for name in sys.argv[1:] or FOLDERS:
            report(reader, base / name)
    if not sys.argv[1:]:
        encodings(base / "encodings_chardet")


def encodings(folder: Path) -> None:
    """Print the share of texts, in folders named after their encoding, that are read rightly.

    Declarations are not looked at. Names mean what browsers take them to mean.
    """
    right, files = 0, sorted(path for path in folder.glob("*/*") if path.is_file())
    for path in files:
        name = re.sub(r"^(iso-8859-\d+|windows-\d+)-.*", r"\1", path.parent.name)
        gold = path.read_bytes().decode(browser_encoding(name), "replace")
        read = decode(path.read_bytes())
        right += read.lstrip("\ufeff") == gold.lstrip("\ufeff")
    print(f"\n{folder.name}: files {len(files)}  read rightly {right} ({right / len(files):.1%})")


def report(reader: SourceReader, folder: Path) -> None:
    """Read one folder and print what became of each file."""
    began, slowest = time.perf_counter(), (0.0, "")
    articles, reasons, answered = 0, Counter[str](), set[str]()
    for raw in reader.read(folder):
        answered.add(raw.origin.partition("#")[0])
        at = time.perf_counter()
        if isinstance(raw, Unreadable):
            reasons[shape(raw.reason)] += 1
            continue
        try:
            articles += len(reader.parse(raw))
        except ParseError as error:
            reasons[shape(str(error))] += 1
        slowest = max(slowest, (time.perf_counter() - at, Path(raw.origin).name))
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    silent = [path for path in files if str(path) not in answered and path.name[0] != "."]
    print(f"\n{folder.name}: files {len(files)}  articles {articles}  reasons {reasons.total()}")
    print(f"  seconds {time.perf_counter() - began:.1f}  slowest {slowest[0]:.1f} s {slowest[1]}")
    for reason, count in reasons.most_common(40):
        print(f"  {count:5}  {reason}")
    for path in silent:
        print(f"  SILENT {path.relative_to(folder)}")


def shape(reason: str) -> str:
    """Return the reason without its numbers and names, so that like ones are counted together."""
    reason = re.sub(r"\b[\w.-]+\.(?:com|org|net|example|test)\b", "HOST", reason)
    return re.sub(r"\d+", "N", reason)[:110]


if __name__ == "__main__":
    main()
