"""Links in texts: which files they show, which lead nowhere, and what was meant. `test_problems` shows the words."""

from __future__ import annotations

from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.plan.links import inside, split
from sitegen.relate.references import MOST_GUESSES
from tests.build_site import Built, build_site

PNG = b"\x89PNG\r\n\x1a\n"


def site(tmp_path: Path, words: str, **files: str | bytes) -> Built:
    others = {f"content/news/{name.replace('__', '.')}": data for name, data in files.items()}
    return build_site(tmp_path, {"content/pages/tentang.id.md": f"---\ntitle: Tentang\n---\n\n{words}\n", **others})


def lost(site: Built) -> list[str]:
    return [problem.id for problem in site.problems if problem.code == "broken-link"]


def test_of_very_many_lost_links_only_some_are_guessed(tmp_path: Path) -> None:
    words = "\n\n".join(f"[a](/id/tentang-{n:03}/)" for n in range(3 * MOST_GUESSES))
    found = lost(site(tmp_path, words))
    assert found.count("broken-link.page-near") == MOST_GUESSES
    assert found.count("broken-link.page") == 2 * MOST_GUESSES


def test_one_mistake_made_often_is_guessed_each_time(tmp_path: Path) -> None:
    words = "\n\n".join(["[a](/id/tentangg/)"] * (MOST_GUESSES + 5))
    assert lost(site(tmp_path, words)) == ["broken-link.page-near"] * (MOST_GUESSES + 5)


def test_files_are_published_once_and_those_of_other_letters_are_told(tmp_path: Path) -> None:
    words = "![a](../news/foto.png)\n\n![b](../news/foto.png#x)\n\n![c](../news/Foto.png)\n\n[d](../news/fotos.png)"
    built = site(tmp_path, words, foto__png=PNG)
    assert [path for path in built.files if path.startswith("media/")] != []
    assert len([path for path in built.files if path.startswith("media/")]) == 1
    assert lost(built) == ["broken-link.case", "broken-link.file-near"]


def test_what_leads_elsewhere_is_not_followed(tmp_path: Path) -> None:
    words = "[a](https://a.example/x) [b](//a.example/) [d](mailto:a@a.example) [e](tel:+62)"
    assert lost(site(tmp_path, words)) == []


@given(st.text(alphabet="/:?#&;ampx.\n", max_size=12))
@example("")
@example("&amp;")
@example("a:b/c")
@example("a/b:c")
def test_a_target_is_ours_by_its_path_alone(target: str) -> None:
    """What `inside` sees at its beginning is what the rules say of the path that `split` finds."""
    path, rest = split(target)
    assert path + rest == target.replace("&amp;", "&")
    assert inside(target) == (bool(path) and not path.startswith("//") and ":" not in path.partition("/")[0])
