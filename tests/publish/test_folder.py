"""Which output folders are refused, before anything is written."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.base.messages import LANGUAGES, wording
from sitegen.publish.folder import Refused, check_output
from sitegen.publish.publication import publish
from tests.sites import write_site

DANGERS: dict[str, tuple[str, Callable[[Path], str | Path]]] = {
    "empty": ("empty", lambda site: ""),
    "blank": ("empty", lambda site: "  "),
    "the current folder": ("site", lambda site: "."),
    "the folder above": ("site", lambda site: ".."),
    "two folders above": ("site", lambda site: "../.."),
    "root": ("root", lambda site: "/"),
    "an unexpanded home": ("variable", lambda site: "~"),
    "below an unexpanded home": ("variable", lambda site: "~/output"),
    "an unset variable": ("variable", lambda site: "$UNSET"),
    "an unset variable in a path": ("variable", lambda site: "$UNSET/output"),
    "an unset variable of Windows": ("variable", lambda site: "%UNSET%"),
    "home": ("home", lambda site: Path.home()),
    "above home": ("home", lambda site: Path.home().parent),
    "the site": ("site", lambda site: site),
    "the site's parent": ("site", lambda site: site.parent),
    "the site by a roundabout way": ("site", lambda site: site / "content" / ".."),
    "the site in capitals": ("site", lambda site: site.parent / site.name.upper()),
    "content": ("inputs", lambda site: site / "content"),
    "content in capitals": ("inputs", lambda site: site / "CONTENT"),
    "below content": ("inputs", lambda site: site / "content" / "news" / "output"),
    "a theme": ("inputs", lambda site: site / "themes" / "x"),
    "a new folder in a theme": ("inputs", lambda site: site / "themes" / "x" / "new"),
    "a file": ("file", lambda site: site / "site.yaml"),
    "below a file": ("file", lambda site: site / "site.yaml" / "output"),
    "Git's own folder": ("private", lambda site: site / ".git"),
    "below Git's own folder": ("private", lambda site: site / ".git" / "output"),
    "the program's state": ("private", lambda site: site / ".sitegen"),
    "a folder that holds .git": ("git", lambda site: site / "worktree"),
    "a folder with somebody's files": ("foreign", lambda site: site / "papers"),
    "a whole disk": ("mount", lambda site: "/proc"),
}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = write_site(
        tmp_path / "user" / "sites" / "kui",
        {"content/news/a.yaml": "", "themes/x/theme.yaml": "", "papers/thesis.txt": ""},
    )
    for folder in (".git", ".sitegen", "worktree/.git", "empty"):
        (root / folder).mkdir(parents=True)
    home = tmp_path / "home" / "ani"
    home.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(root)
    return root


def check(site: Path, out: str | Path) -> None:
    check_output(site, out, [site / "content", site / "themes"])


def tree(folder: Path) -> list[str]:
    return sorted(f"{path} {path.lstat().st_mtime_ns}" for path in folder.rglob("*"))


@pytest.mark.parametrize("name", DANGERS)
@pytest.mark.parametrize(
    "form", ["as typed", "absolute", "relative", "through a link", "through a linked parent", "with a slash"]
)
def test_a_dangerous_folder_is_refused_before_any_write(site: Path, tmp_path: Path, name: str, form: str) -> None:
    variant, make = DANGERS[name]
    out = str(make(site))
    if variant not in ("empty", "variable"):
        whole = os.path.normpath(site / out) if form != "as typed" else out
        match form:
            case "absolute":
                out = whole
            case "relative":
                out = os.path.relpath(whole)
            case "through a link":
                out = str(tmp_path / "link")
                Path(out).symlink_to(whole)
            case "through a linked parent":
                (tmp_path / "link").symlink_to(Path(whole).parent)
                out = str(tmp_path / "link" / Path(whole).name)
            case "with a slash":
                out = f"{whole}/"
    before = tree(tmp_path)
    with pytest.raises(Refused) as refused:
        check(site, out)
    assert refused.value.problem.id == f"output-folder.{variant}"
    assert refused.value.exit_code == 2
    assert tree(tmp_path) == before
    for lang in LANGUAGES:
        words = wording(refused.value.problem, lang)
        assert words.message
        assert words.hint


@pytest.mark.parametrize("out", ["output", "empty", "new/and/deep", "../beside", "./output/", "themes/../output"])
def test_a_new_or_empty_folder_is_taken(site: Path, out: str) -> None:
    check(site, out)


def test_a_folder_with_dotfiles_only_is_taken(site: Path) -> None:
    write_site(site, {"output/.gitignore": "*", "output/.well-known/security.txt": ""})
    check(site, "output")


def test_a_folder_with_our_marker_is_taken_whatever_else_it_holds(site: Path) -> None:
    publish(site / "output", {"index.html": b"x"})
    write_site(site, {"output/.git": "gitdir: elsewhere", "output/notes.txt": ""})
    check(site, "output")


@pytest.mark.parametrize("target", ["missing", "marker"])
def test_a_marker_that_is_a_link_does_not_make_a_folder_ours(site: Path, target: str) -> None:
    (site / "marker").write_text("{}")
    (site / "papers" / ".sitegen").symlink_to(site / target)
    with pytest.raises(Refused):
        check(site, "papers")


def test_a_marker_in_content_does_not_make_it_an_output_folder(site: Path) -> None:
    (site / "content" / ".sitegen").write_text('{"sitegen": 1, "files": {}}')
    with pytest.raises(Refused):
        check(site, "content")


def test_content_that_lies_elsewhere_is_guarded_too(site: Path, tmp_path: Path) -> None:
    (tmp_path / "shared" / "texts").mkdir(parents=True)
    (site / "linked").symlink_to(tmp_path / "shared" / "texts")
    for out in (tmp_path / "shared", tmp_path / "shared" / "texts", tmp_path / "shared" / "texts" / "output"):
        with pytest.raises(Refused):
            check_output(site, out, [site / "linked"])


@pytest.mark.parametrize("link", ["missing", "."])
def test_a_link_that_leads_nowhere_is_refused(site: Path, link: str) -> None:
    out = site / "way"
    out.symlink_to(site / "nowhere" if link == "missing" else out)
    with pytest.raises(Refused):
        check(site, out)


def test_a_link_to_a_good_folder_is_taken(site: Path, tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (site / "output").symlink_to(tmp_path / "www")
    check(site, "output")


def test_a_second_name_of_the_site_is_recognised(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As after a bind mount: here a link that does not resolve stands for one."""
    monkeypatch.setattr(os.path, "realpath", os.path.abspath)
    (tmp_path / "again").symlink_to(site.parent)
    for out, problem in ("again", "site"), ("again/kui", "site"), ("again/kui/content/news", "inputs"):
        with pytest.raises(Refused) as refused:
            check(site, tmp_path / out)
        assert refused.value.problem.id == f"output-folder.{problem}"
