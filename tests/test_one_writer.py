"""One module of the program changes the disk, and none runs what it reads. Read from the syntax trees of all modules."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import sitegen

ROOT = Path(sitegen.__file__).parent
WRITER = ROOT / "publish" / "writer.py"
MODULES = sorted(ROOT.rglob("*.py"))

CHANGES = {
    *(
        "write_text",
        "write_bytes",
        "touch",
        "unlink",
        "rmdir",
        "mkdir",
        "makedirs",
        "removedirs",
        "rename",
        "renames",
        "chmod",
        "fchmod",
    ),
    *("symlink_to", "hardlink_to", "symlink", "link", "truncate", "ftruncate", "utime"),
}
"""Functions and methods that change the disk, whatever they are called on."""
CHANGES_OF_OS = {"remove", "replace", "write", "mknod", "mkfifo"}
"""The names of these are also methods of lists, texts and streams."""
FLAGS = {"O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_APPEND"}
"""With one of these `os.open` can write."""

MODULES_THAT_RUN_OR_RAZE = {"shutil", "tempfile", "pickle", "shelve", "marshal"}
MAY_CROSS = {"base/processes.py": "pickle", "base/worker.py": "pickle", "render/codes.py": "marshal"}
"""What crosses between our own processes, through a socket or memory that nobody else has, is pickled; compiled templates are marshalled.
Nothing that is read from a file is."""
CALLS_THAT_RUN = {"eval", "exec", "compile", "__import__"}
LOADERS_OF_TEXT = {"BaseLoader", "CBaseLoader"}
"""Loaders of PyYAML that make texts, lists and mappings only."""
LOADERS_THAT_RUN = {
    "full_load",
    "full_load_all",
    "unsafe_load",
    "unsafe_load_all",
    "load_all",
    "FullLoader",
    "UnsafeLoader",
    "Loader",
    "CLoader",
}


def writes(tree: ast.AST) -> Iterator[str]:
    """What in a module changes the disk. To open what takes everything and keeps nothing is no change."""
    to_nowhere: set[int] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="open"), args=[ast.Attribute(attr="devnull"), _]):
                to_nowhere.add(node.lineno)
            case ast.Attribute(value=ast.Name(id="os"), attr=name) if name in FLAGS | CHANGES_OF_OS:
                if node.lineno not in to_nowhere:
                    yield f"{node.lineno}: os.{name}"
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)) if name in CHANGES:
                yield f"{node.lineno}: {name}"
            case ast.Call(func=ast.Attribute(attr="open") | ast.Name(id="open" | "fdopen")) if is_for_writing(node):
                yield f"{node.lineno}: open"


def is_for_writing(call: ast.Call) -> bool:
    """Whether one of the first two arguments of a call, or `mode`, looks like a mode that writes."""
    arguments = [*call.args[:2], *(keyword.value for keyword in call.keywords if keyword.arg == "mode")]
    if isinstance(call.func, ast.Name):
        arguments = [argument for argument in arguments if argument is not call.args[0]]
    texts = [
        argument.value
        for argument in arguments
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]
    return any(set(text) & set("wax+") and set(text) <= set("rwaxbt+") for text in texts)


def runs(tree: ast.AST) -> Iterator[str]:
    """What in a module could run what it reads, or remove a whole folder."""
    has_pyyaml = any(
        isinstance(node, ast.Import) and any(name.name == "yaml" for name in node.names) for node in ast.walk(tree)
    )
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (f"{node.lineno}: {name.name}" for name in names if name.name in MODULES_THAT_RUN_OR_RAZE)
            case ast.ImportFrom(module=str(module)) if module in MODULES_THAT_RUN_OR_RAZE:
                yield f"{node.lineno}: {module}"
            case ast.Call(func=ast.Name(id=name)) if name in CALLS_THAT_RUN:
                yield f"{node.lineno}: {name}"
            case ast.Call(func=ast.Attribute(value=ast.Name(id="yaml"), attr="load")) if has_pyyaml and not makes_texts(
                node
            ):
                yield f"{node.lineno}: yaml.load"
            case ast.Attribute(value=ast.Name(id="yaml"), attr=name) if has_pyyaml and name in LOADERS_THAT_RUN:
                yield f"{node.lineno}: yaml.{name}"


def makes_texts(call: ast.Call) -> bool:
    """Whether a call of `yaml.load` names a loader that cannot make objects."""
    loaders = [*call.args[1:], *(keyword.value for keyword in call.keywords)]
    return any(isinstance(loader, ast.Attribute) and loader.attr in LOADERS_OF_TEXT for loader in loaders)


@pytest.mark.parametrize("module", MODULES, ids=[str(module.relative_to(ROOT)) for module in MODULES])
def test_only_the_writer_changes_the_disk_and_nothing_runs_content(module: Path) -> None:
    tree = ast.parse(module.read_bytes())
    crossing = MAY_CROSS.get(module.relative_to(ROOT).as_posix())
    assert [each for each in runs(tree) if not each.endswith(f": {crossing}")] == []
    if module != WRITER:
        assert list(writes(tree)) == []


@pytest.mark.parametrize(
    "code",
    [
        "open(p, 'w')",
        "open(p, mode='ab')",
        "p.open('r+')",
        "io.open(p, 'x')",
        "os.open(p, os.O_RDWR)",
        "os.replace(a, b)",
        "move = os.replace",
        "os.remove(p)",
        "os.makedirs(p)",
        "p.write_text('')",
        "p.unlink()",
        "p.rename(q)",
        "unlink(p)",
    ],
)
def test_a_write_is_seen(code: str) -> None:
    assert list(writes(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        "open(p)",
        "open(p, 'rb')",
        "p.open()",
        "text.replace('a', 'w')",
        "names.remove('a')",
        "open('w')",
        "os.open(p, os.O_RDONLY)",
    ],
)
def test_what_does_not_write_is_no_finding(code: str) -> None:
    assert not list(writes(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        "import shutil",
        "import tempfile as t",
        "from pickle import loads",
        "eval(t)",
        "import yaml\nyaml.load(t)",
        "import yaml\nyaml.load(t, yaml.CSafeLoader)",
        "import yaml\nclass Mine(yaml.Loader): pass",
    ],
)
def test_running_what_is_read_is_seen(code: str) -> None:
    assert list(runs(ast.parse(code)))


def test_a_loader_that_makes_texts_runs_nothing() -> None:
    assert not list(runs(ast.parse("import yaml\nyaml.load(t, yaml.CBaseLoader)")))
