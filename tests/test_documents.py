"""The documents say what the program does: fields, commands, files."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from sitegen.base.problems import Place, Problem
from sitegen.read import kinds, nodes
from sitegen.read.config import Config, Home
from sitegen.read.fields import Fields
from sitegen.read.item import Item, SourceFile
from tests.build_site import build_site

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "README.id.md").read_text("utf-8")
FENCED = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)


def asked(kind: str) -> set[str]:
    """The fields that a kind's reader asks an item for."""
    config = Config(
        title={"id": "KUI", "en": "IRO"},
        base_url="https://example.ac.id/",
        languages=("id", "en"),
        default_language="id",
        timezone="Asia/Jakarta",
        home=Home(name={"": "Politeknik"}, country="ID"),
    )
    place = Place(f"content/{kind}/x.yaml")
    empty = SourceFile(path=place.path, lang=None, front=nodes.Mapping((), place))
    words = SourceFile(path=f"content/{kind}/x.id.md", lang="id", front=nodes.Mapping((), place))
    problems: list[Problem] = []
    fields = Fields(Item(kind=kind, key="x", facts=empty, words={"id": words}), config, problems)
    kinds.modules()[kind].read(fields)
    return set(fields.known)


@pytest.mark.parametrize("kind", [kind for kind, module in kinds.modules().items() if hasattr(module, "read")])
def test_the_guide_names_every_field(kind: str) -> None:
    names = asked(kind)
    assert names
    assert sorted(name for name in names if f"`{name}`" not in GUIDE) == []


@pytest.mark.parametrize("document", ["README.md", "README.id.md", "CONTRIBUTING.md"])
def test_every_command_in_a_document_exists(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    lines = [line.split("#")[0].strip() for block in FENCED.findall(text) for line in block.splitlines()]
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    commands = [line.split() for line in lines if line.startswith(("make ", "sitegen "))]
    assert commands
    for program, verb, *options in commands:
        if program == "make":
            assert verb in targets
        else:
            help_text = subprocess.run(
                [sys.executable, "-m", "sitegen", verb, "--help"], capture_output=True, text=True, check=True
            ).stdout
            assert all(option in help_text for option in options if option.startswith("-"))


@pytest.mark.parametrize("document", ["README.md", "README.id.md"])
def test_the_files_of_a_guide_are_a_site_without_a_mistake(document: str, tmp_path: Path) -> None:
    text = (ROOT / document).read_text("utf-8")
    files = dict(re.findall(r"^`([\w./-]+)`\n\n```(?:yaml|markdown)\n(.*?)^```", text, re.MULTILINE | re.DOTALL))
    assert len(files) == 7
    site = build_site(tmp_path, files)
    assert site.problems == []
    assert "Tamu dari Hanoi" in site.shown("/id/mitra/hanoi/")


@pytest.mark.parametrize("document", ["README.md", "README.id.md", "CONTRIBUTING.md", "themes/README.md"])
def test_every_file_that_a_document_names_exists(document: str) -> None:
    text = re.sub(r"^```.*?^```", "", (ROOT / document).read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    without_code = re.sub(r"`[^`]*`", "", text)
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)]+)\)", without_code) if "://" not in link]
    paths = re.findall(r"`((?:sitegen|tests|themes)/[\w./-]+\.\w+)`", text)
    base = (ROOT / document).parent
    missing = [link for link in links if link and not (base / link).exists()]
    assert missing + [path for path in paths if not (ROOT / path).exists() and "kampus" not in path] == []
