"""A folder can say which of its files are no articles."""

from __future__ import annotations

from pathlib import Path

from index.sources.files import files_under


def test_names_in_the_ignore_file_are_left_out(tmp_path):
    for name in ("a.md", "NOTES.md", "draft-1.txt", "kept.txt"):
        (tmp_path / name).write_text("text")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "NOTES.md").write_text("text")
    (tmp_path / ".qaignore").write_text("# lists\nNOTES.md\n\ndraft-*\n")
    names = [path.relative_to(tmp_path).as_posix() for path in files_under(tmp_path)]
    assert names == ["a.md", "kept.txt", "sub/NOTES.md"]


def test_the_seeds_leave_out_their_list_of_sources():
    seeds = Path(__file__).parents[3] / "seeds"
    names = {path.name for path in files_under(seeds)}
    assert "SOURCES.md" not in names
    assert "iran-iraq-border-pact.md" in names
