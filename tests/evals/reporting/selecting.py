"""The few CSS selectors that the tests of the page need, as XPath."""

from __future__ import annotations

import re

_PART = re.compile(r"([.#]?)([\w-]+)|\[([\w-]+)\]|\s*(>)\s*|(\s+)")


def select(tree, selector):
    """Return the elements that match ``selector``: names, classes, ids, attributes, nesting."""
    return tree.xpath("|".join(_path(each.strip()) for each in selector.split(",")))


def only(tree, selector):
    """Return the one element that matches."""
    (element,) = select(tree, selector)
    return element


def words(element):
    """Return the text of an element, its spaces made one."""
    return " ".join(element.text_content().split())


def _path(selector):
    steps = ["descendant-or-self::*"]
    for sign, name, attribute, child, space in _PART.findall(selector):
        if child or space:
            steps.append("child::*" if child else "descendant::*")
        elif attribute:
            steps[-1] += f"[@{attribute}]"
        elif sign == ".":
            steps[-1] += f"[contains(concat(' ', @class, ' '), ' {name} ')]"
        elif sign == "#":
            steps[-1] += f"[@id='{name}']"
        else:
            steps[-1] += f"[self::{name}]"
    return "/".join(steps)
