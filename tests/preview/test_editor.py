from __future__ import annotations

from pathlib import PurePath, PurePosixPath, PureWindowsPath

import pytest

from sitegen.preview.editor import DEFAULT, checked, editor_link

HOME = PurePosixPath("/home/ana/kui/site.yaml")
WINDOWS = PureWindowsPath(r"C:\Users\Ana\kui\site.yaml")

LINKS = [
    (DEFAULT, HOME, "vscode://file/home/ana/kui/site.yaml:3:7"),
    (DEFAULT, WINDOWS, "vscode://file/C:/Users/Ana/kui/site.yaml:3:7"),
    (DEFAULT, PureWindowsPath(r"\\server\kui\site.yaml"), "vscode://file//server/kui/site.yaml:3:7"),
    ("idea://open?file={path}&line={line}", HOME, "idea://open?file=/home/ana/kui/site.yaml&line=3"),
    ("idea://open?file={path}&line={line}", WINDOWS, "idea://open?file=C:/Users/Ana/kui/site.yaml&line=3"),
    ("subl://open?url=file://{path}", HOME, "subl://open?url=file:///home/ana/kui/site.yaml"),
    ("subl://open?url=file://{path}", WINDOWS, "subl://open?url=file:///C:/Users/Ana/kui/site.yaml"),
    ("txmt://open?url=file:///{path}", HOME, "txmt://open?url=file:///home/ana/kui/site.yaml"),
    ("", HOME, ""),
]


@pytest.mark.parametrize(("template", "file", "link"), LINKS)
def test_the_link_of_each_editor_and_system(template: str, file: PurePath, link: str) -> None:
    assert editor_link(template, file, 3, 7) == link


@pytest.mark.parametrize(
    ("name", "encoded"),
    [
        ("a b.md", "a%20b.md"),
        ("50%.md", "50%25.md"),
        ("a&b#c?d+e.md", "a%26b%23c%3Fd%2Be.md"),
        ("x:9:9.md", "x%3A9%3A9.md"),  # else the editor would look for the file "x"
        ("é.md", "%C3%A9.md"),
        ('"<{line}>.md', "%22%3C%7Bline%7D%3E.md"),
    ],
)
def test_a_name_means_nothing_but_itself(name: str, encoded: str) -> None:
    assert editor_link(DEFAULT, PurePosixPath("/a") / name) == f"vscode://file/a/{encoded}:1:1"


@pytest.mark.parametrize(
    "template", ["javascript:alert('{path}')", "DATA:text/html,{path}", "{path}", "vscode://file", "code {path}"]
)
def test_what_is_no_address_of_a_file_is_refused(template: str) -> None:
    with pytest.raises(ValueError, match="is not an address"):
        checked(template)


def test_no_template_means_no_links() -> None:
    assert checked("") == ""
    assert checked(DEFAULT) == DEFAULT
