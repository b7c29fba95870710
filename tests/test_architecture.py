"""The shape of the program: which room may import which, what its first page tells, what travels in the wheel."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import sitegen

PACKAGE = Path(sitegen.__file__).parent
ROOMS = (
    *("base", "read", "relate", "plan", "render", "publish", "inspect"),
    *("report", "printing", "build", "checking"),
    *("themed", "rewording", "incremental", "progress", "preview", "cli", "__main__"),
)
"""From the lowest to the highest: a module may import its own room and those before it."""
MODULES = sorted(PACKAGE.rglob("*.py"))


def imported(module: Path) -> set[str]:
    """The modules of this program that a module imports, also inside functions."""
    tree = ast.parse(module.read_text("utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{module}: relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return {name for name in names if name.split(".")[0] == "sitegen"}


def room(name: str) -> str:
    return name.split(".")[1] if "." in name else ""


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_down(module: Path) -> None:
    own = module.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if own == "__init__":
        assert imported(module) == set()
        return
    above = {name for name in imported(module) if ROOMS.index(room(name)) > ROOMS.index(own)}
    assert not above


def test_the_rule_sees_an_import_that_goes_up(tmp_path: Path) -> None:
    module = tmp_path / "low.py"
    module.write_text("def f():\n    from sitegen.render.theme import Theme\n")
    assert imported(module) == {"sitegen.render.theme.Theme"}


def test_the_way_of_an_article_names_modules_that_exist() -> None:
    way = re.findall(r"`([a-z_./]+\.py)`", sitegen.__doc__ or "")
    assert len(way) >= 8
    assert [name for name in way if not (PACKAGE / name).is_file()] == []


def test_the_way_of_an_article_goes_down_the_rooms() -> None:
    way = re.findall(r"`([a-z_]+)/[a-z_./]+\.py`", sitegen.__doc__ or "")
    positions = [ROOMS.index(name) for name in way]
    assert positions == sorted(positions)
    assert {"read", "relate", "plan", "render", "publish"} <= set(way)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_over_400_lines_says_why(module: Path) -> None:
    lines = module.read_text("utf-8").splitlines()
    assert len(lines) <= 400


def test_render_reads_nothing_but_view_and_theme() -> None:
    """Only the theme's loader may touch the disk in `render`, and nothing there asks for the time, the locale or the environment."""
    forbidden = re.compile(
        r"(?<!Image\.)\bopen\(|read_text|read_bytes|os\.environ|\.now\(|\.today\(|time\.time|locale\.|getcwd"
    )
    guilty = {
        module.name: forbidden.findall(module.read_text("utf-8"))
        for module in (PACKAGE / "render").rglob("*.py")
        if module.name != "theme.py" and forbidden.search(module.read_text("utf-8"))
    }
    assert guilty == {}
