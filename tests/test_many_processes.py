"""However many processes build, on this machine or another, readers get the same bytes and editors the same problems."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from sitegen import build as building
from sitegen import incremental, themed
from sitegen.base.aside import aside
from sitegen.base.problems import Problem, SitegenError
from sitegen.base.processes import in_stretches
from sitegen.build import check
from sitegen.incremental import build
from sitegen.publish import state
from sitegen.publish.making import Maker
from sitegen.read import reading
from sitegen.render import rendering
from sitegen.render.codes import Codes
from sitegen.render.compiling import QuickEnvironment
from sitegen.report import Options
from tests.publish.trees import published
from tests.sites import write_site

FILES: dict[str, str | bytes] = {
    f"content/news/2022-01-{day:02d}-berita-{day}.{lang}.md": f"---\ntitle: Berita {day}\n---\n\nIsi {day}. [Tautan](#tidak-ada-{day})\n"
    for day in range(1, 29)
    for lang in ("id", "en")
}

RIGHT = {path: str(text).partition(" [Tautan]")[0] + "\n" for path, text in FILES.items()}
"""Without the broken links."""


def options(jobs: int, **more: Any) -> Options:
    return Options(today=lambda zone: date(2026, 11, 24), jobs=jobs, **more)


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small site counts as one with much to do."""
    monkeypatch.setattr(building, "WORTH_IT", 10)
    monkeypatch.setattr(incremental, "WORTH_IT", 10)
    monkeypatch.setattr(reading, "WORTH_IT", 10)


def built(root: Path, jobs: int) -> tuple[dict[str, bytes], list[Problem]]:
    report, files = check(root, root / "output", options(jobs))
    return dict(files), report.problems


def test_any_number_of_processes_gives_the_same(tmp_path: Path, many: None) -> None:
    root = write_site(tmp_path, FILES)
    files, problems = built(root, 1)
    assert len(problems) == 56
    for jobs in (2, 3, 8):
        assert built(root, jobs) == (files, problems)


def test_what_is_remembered_is_the_same_for_any_number_of_processes(tmp_path: Path, many: None) -> None:
    root = write_site(tmp_path, RIGHT)
    for jobs in (3, 1):
        report = build(root, root / f"output-{jobs}", options(jobs, clean=True))
        assert report.rendered == report.pages
        assert build(root, root / f"output-{jobs}", options(4 - jobs)).rendered == 0
    assert published(root / "output-1") == published(root / "output-3")


def test_another_version_is_told_once(tmp_path: Path, many: None, monkeypatch: pytest.MonkeyPatch) -> None:
    path = "content/news/2022-01-07-berita-7.id.md"
    root = write_site(tmp_path, RIGHT | {path: RIGHT[path] + "\n<b>Tebal</b>\n"})  # its body is remembered
    assert not build(root, root / "output", options(2)).problems
    monkeypatch.setattr(state, "fingerprint", lambda: "another")
    write_site(root, {path: RIGHT[path]})
    assert [each.id for each in build(root, root / "output", options(2)).problems] == ["state"]
    write_site(root, {path: RIGHT[path] + "\nSatu kalimat lagi.\n"})
    assert not build(root, root / "output", options(2)).problems


def test_templates_are_compiled_while_the_sources_are_read(
    tmp_path: Path, many: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_site(tmp_path, RIGHT)
    compiled = noting_what_is_compiled(monkeypatch)
    assert build(root, root / "output", options(2)).published
    assert compiled == []
    # A template that is changed meanwhile is compiled again.
    monkeypatch.setattr(themed, "aside", changing(root, "footer.html", "A new foot"))
    assert build(root, root / "output", options(2, clean=True)).published
    assert compiled == ["footer.html"]
    assert (root / "output/id/berita/2022/berita-7/index.html").read_text().count("A new foot") == 1


def test_the_templates_of_a_reworded_page_are_compiled_while_the_program_loads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_site(tmp_path, RIGHT)
    assert build(root, root / "output", options(1)).published
    compiled = noting_what_is_compiled(monkeypatch)
    path = "content/news/2022-01-07-berita-7.id.md"
    write_site(root, {path: RIGHT[path] + "\nIsi lain.\n"})
    report = build(root, root / "output", options(1, why=True))
    assert dict(report.why) == {"id/berita/2022/berita-7/index.html": ("view: body",)}
    assert "Isi lain." in (root / "output/id/berita/2022/berita-7/index.html").read_text()
    assert compiled == []


def noting_what_is_compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that are compiled in this process from now on."""
    compiled: list[str] = []
    compile_here = QuickEnvironment.compile

    def compile_and_tell(self: QuickEnvironment, source: Any, name: Any = None, *more: Any, **named: Any) -> Any:
        compiled.append(name)
        return compile_here(self, source, name, *more, **named)

    monkeypatch.setattr(rendering, "Codes", Codes)
    monkeypatch.setattr(QuickEnvironment, "compile", compile_and_tell)
    return compiled


def changing(root: Path, template: str, source: str) -> Callable[..., Callable[[], object]]:
    """`aside`, with somebody who writes a template of the site when the question is answered."""

    def aside_and_change(question: Callable[[], object], kind: Any) -> Callable[[], object]:
        answer = aside(question, kind)()
        write_site(root, {f"themes/default/templates/{template}": source})
        return lambda: answer

    return aside_and_change


def test_a_small_site_starts_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden() -> int:
        raise AssertionError

    monkeypatch.setattr(os, "fork", forbidden)
    assert len(built(write_site(tmp_path, RIGHT), 8)[0]) > 56


def test_a_worker_that_is_killed_names_its_page_and_nothing_is_published(
    tmp_path: Path, many: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_site(tmp_path, RIGHT)
    build(root, root / "output", options(2))
    before = published(root / "output")
    (root / "content/news/2022-01-07-berita-7.id.md").write_text("---\ntitle: Lain\n---\n\nLain.\n")
    make = Maker.make

    def dying(self: Maker, page: Any) -> Any:
        if page.file == "id/berita/2022/berita-7/index.html":
            os.kill(os.getpid(), signal.SIGKILL)
        return make(self, page)

    with monkeypatch.context() as patched:
        patched.setattr(Maker, "make", dying)
        with pytest.raises(SitegenError, match="rendering /id/berita/2022/berita-7/") as caught:
            build(root, root / "output", options(2))
    assert caught.value.exit_code == 3
    assert published(root / "output") == before
    assert build(root, root / "output", options(2)).published


def test_a_template_without_end_is_ended_and_its_page_named(
    tmp_path: Path, many: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = "{% for n in range(99999) %}{% for m in range(99999) %}{% endfor %}{% endfor %}"
    root = write_site(tmp_path, {**RIGHT, "themes/default/templates/home.html": endless})
    monkeypatch.setattr(building, "in_stretches", partial(in_stretches, limit=1.0))
    with pytest.raises(SitegenError, match=r"hung while rendering /(en|id)/$"):
        build(root, root / "output", options(2))
    assert not (root / "output").exists()


CLUSTER = """
import sys
from datetime import date
from pathlib import Path
from distributed import LocalCluster
from sitegen.base.cluster import executor_of
from sitegen.incremental import build
from sitegen.render.compiling import QuickEnvironment
from sitegen.report import Options

if __name__ == "__main__":
    root = Path(sys.argv[1])
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1") as cluster,
        executor_of(f"dask:{cluster.scheduler_address}") as executor,
    ):
        for expected in (sys.argv[2], "0"):
            report = build(root, root / "there", Options(today=lambda zone: date(2026, 11, 24), jobs=2, executor=executor))
            assert report.published and str(report.rendered) == expected, report
"""


def test_a_cluster_makes_the_same_bytes(tmp_path: Path) -> None:
    """In a program of its own, for a cluster's threads stay in the process that used it."""
    root = write_site(tmp_path / "site", RIGHT)
    here = build(root, root / "here", options(1))
    program = tmp_path / "cluster.py"
    program.write_text(CLUSTER)
    run = subprocess.run(
        [sys.executable, str(program), str(root), str(here.pages)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    assert published(root / "there") == published(root / "here")
