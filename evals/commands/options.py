"""The arguments and options of ``qa eval`` and ``qa calibrate``, each with its words and bounds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

__all__ = [
    "Baseline",
    "Choice",
    "Count",
    "Document",
    "DryRun",
    "Fast",
    "Feedback",
    "File",
    "Files",
    "FittedFile",
    "Fresh",
    "Gate",
    "Judge",
    "Markdown",
    "Mode",
    "Model",
    "NewFile",
    "OfSet",
    "OfSets",
    "ReportFolder",
    "ReportPath",
    "Risk",
    "Sample",
    "WithoutModel",
]

# which questions, and how they are asked

File = Annotated[
    Path | None,
    typer.Argument(
        metavar="FILE",
        help="Questions (YAML or JSONL) about the articles of the data folder; without it, "
        "the suite over the sample articles.",
    ),
]
Files = Annotated[
    list[Path] | None,
    typer.Argument(metavar="FILE", help="Questions about the articles of the data folder."),
]
OfSet = Annotated[
    Path | None,
    typer.Option(
        "--set",
        metavar="FOLDER",
        help="A public set instead: a folder with articles.jsonl and questions.jsonl.",
    ),
]
OfSets = Annotated[
    list[Path] | None,
    typer.Option("--set", metavar="FOLDER", help="A public set as well, or instead."),
]
Sample = Annotated[
    int,
    typer.Option(
        metavar="NUMBER", min=0, help="Ask so many questions of each file or set; 0: all."
    ),
]
Choice = Annotated[
    int, typer.Option("--seed", metavar="NUMBER", help="Chooses what is asked, the same each time.")
]
Model = Annotated[
    str | None, typer.Option(metavar="MODEL", help="As QA_MODEL: a name or a GGUF file.")
]
Mode = Annotated[
    Literal["generated", "extractive"],
    typer.Option(help="extractive: quotes alone, without a model."),
]
Fast = Annotated[bool, typer.Option("--fast", help="Retrieval and refusing only, without a model.")]
WithoutModel = Annotated[
    bool, typer.Option("--without-model", help="Fit the refusals of extractive mode alone.")
]
Judge = Annotated[
    str | None,
    typer.Option(metavar="MODEL", help="Have a model judge what is shown as supported, too."),
]
Gate = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="End with status 1 where a figure misses its threshold."),
]
Risk = Annotated[
    float | None,
    typer.Option(
        metavar="SHARE",
        min=0,
        max=1,
        help="Answer as much as keeps the share of unanswerable questions among the answered "
        "at this; without it, what is best for both kinds of question alike.",
    ),
]
Fresh = Annotated[bool, typer.Option("--fresh", help="Ask again what was answered.")]
# what is written

ReportFolder = Annotated[
    Path | None, typer.Option("--output", metavar="FOLDER", help="Where the report goes.")
]
FittedFile = Annotated[
    Path | None,
    typer.Option("--output", metavar="FILE", help="Write there, not into the data folder."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Write nothing.")]

# eval new

NewFile = Annotated[Path, typer.Argument(metavar="FILE", help="A YAML file to write.")]
Count = Annotated[int, typer.Option(metavar="NUMBER", min=1, max=1000, help="How many questions.")]
Feedback = Annotated[
    bool, typer.Option("--feedback", help="Make them of the answers that readers rated instead.")
]

# eval show

ReportPath = Annotated[Path, typer.Argument(metavar="REPORT", help="A report or its folder.")]
Markdown = Annotated[
    bool, typer.Option("--markdown", help="Print the headline figures as a Markdown table.")
]
Document = Annotated[
    Path | None,
    typer.Option(metavar="DOCUMENT", help="Put that table between the marks of a document."),
]
Baseline = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="Write a copy that is small enough to be committed."),
]
