"""An editor at work: the command runs, she saves a file, and the page in her browser changes."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.preview.browsing import is_same, opened

ROOT = Path(__file__).parents[2]
INDONESIAN, ENGLISH = "id/berita/2026/magang-ucp/", "en/news/2026/internships-in-pekan/"
ARTICLE = "content/news/2026-08-05-magang-ucp"


@dataclass(frozen=True)
class Preview:
    """The command, on a copy of the demonstration site."""

    root: Path
    url: str

    def write(self, name: str, text: str) -> None:
        """Saves a file."""
        (self.root / name).write_text(text, "utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        """Saves a file in which a text is another."""
        text = (self.root / name).read_text("utf-8")
        assert old in text
        self.write(name, text.replace(old, new, 1))


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """One for all of these tests: each edits another file."""
    root = tmp_path_factory.mktemp("situs")
    shutil.copy(ROOT / "site.yaml", root)
    for folder in ("content", "themes"):
        shutil.copytree(ROOT / folder, root / folder)
    command = [sys.executable, "-m", "sitegen", "serve", "-C", str(root), "--port", "0", "--lang", "en"]
    process = subprocess.Popen(
        [*command, "--at", "2026-11-24"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT
    )
    assert process.stdout
    try:
        ready = re.fullmatch(r"Serving (http://127\.0\.0\.1:\d+/)\n", process.stdout.readline())
        assert ready
        yield Preview(root, ready[1])
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130
    finally:
        process.kill()
        process.stdout.close()
    assert not (root / "output").exists()


def test_a_saved_file_changes_its_own_page(context: BrowserContext, preview: Preview) -> None:
    indonesian, english = opened(context, preview.url + INDONESIAN), opened(context, preview.url + ENGLISH)
    preview.edit(f"{ARTICLE}.id.md", "Seleksi memakai nilai", "Seleksi kini memakai nilai")
    expect(indonesian.get_by_text("Seleksi kini memakai nilai")).to_be_visible()
    assert not is_same(indonesian)
    assert is_same(english)


def test_a_fact_changes_the_pages_of_both_languages(context: BrowserContext, preview: Preview) -> None:
    indonesian, english = opened(context, preview.url + INDONESIAN), opened(context, preview.url + ENGLISH)
    preview.edit(f"{ARTICLE}.yaml", "category: mobility", "category: mobility\ndate: 2026-08-06")
    expect(indonesian.get_by_text("6 Agustus 2026").first).to_be_visible()
    expect(english.get_by_text("6 August 2026").first).to_be_visible()


def test_a_mistake_is_shown_over_the_last_good_page_until_it_is_mended(
    context: BrowserContext, preview: Preview
) -> None:
    page = opened(context, preview.url + "en/partners/hanoi/")
    name = page.get_by_role("heading", level=1).inner_text()
    preview.edit("content/partners/hanoi.yaml", "country: VN", "country: Vietnamm")
    overlay = page.get_by_role("region", name="Mistakes")
    expect(overlay.get_by_role("link", name="content/partners/hanoi.yaml:")).to_be_visible()
    expect(overlay.locator("mark")).to_have_text("Vietnamm")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    preview.edit("content/partners/hanoi.yaml", "country: Vietnamm", "country: VN")
    expect(overlay).to_have_count(0)


def test_a_style_is_taken_without_loading_the_page(context: BrowserContext, preview: Preview) -> None:
    page = opened(context, preview.url + "id/agenda/")
    preview.edit("themes/default/static/style.css", "background: var(--paper);", "background: #fffefd;")
    page.wait_for_function("() => getComputedStyle(document.body).backgroundColor === 'rgb(255, 254, 253)'")
    assert is_same(page)


def test_a_colour_of_site_yaml_is_taken_without_loading_the_page(context: BrowserContext, preview: Preview) -> None:
    page = opened(context, preview.url + "id/agenda/")
    preview.edit("site.yaml", "timezone:", "colours: {ink: '#000000'}\ntimezone:")
    page.wait_for_function("() => getComputedStyle(document.body).color === 'rgb(0, 0, 0)'")
    assert is_same(page)
    preview.edit("site.yaml", "colours: {ink: '#000000'}\n", "")


def test_the_desk_hears_of_a_draft_and_leads_to_its_marked_page(context: BrowserContext, preview: Preview) -> None:
    desk = context.new_page()
    desk.goto(preview.url + ".sitegen/")
    preview.write(
        "content/news/2026-11-24-welcome.en.md",
        "---\ntitle: Welcome to Ketapang\nsummary: Soon.\ndraft: true\n---\n\nWords.\n",
    )
    desk.locator("#drafts").get_by_role("link", name="Welcome to Ketapang").click()
    expect(desk.locator("sitegen-preview .mark")).to_have_text(["Draft"])
    desk.get_by_text("This page").click()
    desk.get_by_role("link", name="Side by side").click()
    expect(desk.get_by_role("main")).to_contain_text("content/news/2026-11-24-welcome.id.md")
    preview.write(
        "content/news/2026-11-24-welcome.id.md",
        "---\ntitle: Selamat datang di Ketapang\nsummary: Segera.\ndraft: true\n---\n\nKata.\n",
    )
    left = desk.frame_locator("iframe").first.get_by_role("heading", level=1)
    expect(left).to_have_text("Selamat datang di Ketapang")
