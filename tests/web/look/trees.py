"""Elements by the simple selectors that the tests use: `table.strip td[title] > b, #q`."""

import re

STEP = re.compile(r"^(?P<tag>\w*)(?P<rest>(?:[.#][\w-]+|\[[\w-]+(?:=[\w-]+)?\])*)$")


def find(tree, selector):
    """The elements below `tree` that a selector of tags, classes, ids and attributes names, in order."""
    path = " | ".join(_path(one.strip()) for one in selector.split(","))
    return tree.xpath(path)


def text(element):
    """The text of an element with single spaces."""
    return " ".join(element.text_content().split())


def _path(selector):
    path, axis = ".", "//"
    for step in selector.split():
        if step == ">":
            axis = "/"
            continue
        path, axis = f"{path}{axis}{_step(step)}", "//"
    return path


def _step(step):
    found = STEP.match(step)
    assert found, f"not a simple selector: {step}"
    conditions = ""
    for kind, name, value in re.findall(r"([.#\[])([\w-]+)(?:=([\w-]+))?\]?", found["rest"]):
        if kind == ".":
            conditions += f"[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
        elif kind == "#":
            conditions += f"[@id='{name}']"
        else:
            conditions += f"[@{name}='{value}']" if value else f"[@{name}]"
    return f"{found['tag'] or '*'}{conditions}"
