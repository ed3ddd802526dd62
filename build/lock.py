"""Writes the lock files from what is installed: run by ``make lock`` after changing a dependency.

``requirements.lock`` holds the product and what builds it, ``requirements-dev.lock`` what its tests
need beyond that: exact versions, everything that is drawn in included, sorted. torch is left out,
because it is installed first and by itself.
"""

# ruff: noqa: INP001 - a script run by its path
from __future__ import annotations

import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
BUILD = ("hatchling", "editables")
ALONE = {"torch"}


def closure(roots: list[str]) -> dict[str, str]:
    """Return the version of every package that ``roots`` need, by canonical name."""
    found: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    waiting = [(Requirement(root), "") for root in roots]
    while waiting:
        requirement, extra = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        package = distribution(name)
        if name not in ALONE and package.version not in requirement.specifier:
            sys.stderr.write(f"warning: {name} {package.version} does not satisfy {requirement}\n")
        found[name] = package.version
        for each in ("", *requirement.extras):
            if (name, each) not in seen:
                seen.add((name, each))
                waiting += [(Requirement(text), each) for text in package.requires or ()]
    return found


def write(path: Path, packages: dict[str, str], what: str) -> None:
    """Write one lock file."""
    lines = [f"{name}=={version}\n" for name, version in sorted(packages.items())]
    path.write_text(f"# {what} Made by `make lock`; do not edit.\n{''.join(lines)}")
    sys.stdout.write(f"{path.name}: {len(lines)} packages\n")


def main() -> int:
    """Write both files; return the exit status."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    try:
        product = closure([*project["dependencies"], *BUILD])
        everything = closure([*project["optional-dependencies"]["dev"]])
    except PackageNotFoundError as error:
        sys.stderr.write(f"error: {error.name} is not installed: run `make setup` first\n")
        return 1
    product = {name: version for name, version in product.items() if name not in ALONE}
    tests = {name: version for name, version in everything.items() if name not in product}
    write(ROOT / "requirements.lock", product, "What the product needs.")
    write(ROOT / "requirements-dev.lock", tests, "What its tests need beside requirements.lock.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
