"""Pictures from the author's file to what a browser is offered: which files there are, made once, the same in every build."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from sitegen.base.messages import line
from sitegen.build import check, differing, look
from sitegen.incremental import build
from sitegen.publish.manifest import MARKER
from sitegen.publish.picturememory import PictureMemory
from sitegen.publish.pictures import Pictures
from sitegen.report import Options
from tests.build_site import Built, build_site
from tests.build_site import build as build_in_memory
from tests.pictures import SVG, png
from tests.sites import write_site

A = "content/news/2026-11-01-a.id.md"
FOTO = "content/news/foto.jpg"
OPTIONS = Options(today=lambda zone: date(2026, 11, 24))


def photo(size: tuple[int, int] = (1200, 800), form: str = "JPEG", *, located: bool = False) -> bytes:
    file = BytesIO()
    tags = Image.Exif()
    if located:
        tags.get_ifd(0x8825).update({1: "S", 2: (1.0, 51.0, 0.0), 3: "E", 4: (109.0, 58.0, 0.0)})
    Image.linear_gradient("L").resize(size).convert("RGB").save(file, form, exif=tags)
    return file.getvalue()


def article(front: str = "", body: str = "Kata.") -> str:
    return f"---\ntitle: A\n{front}\n---\n\n{body}\n"


IMAGE = "image: {src: foto.jpg, alt: Perahu, caption: Di sungai}"
SITE: dict[str, str | bytes] = {A: article(IMAGE, "![Perahu](foto.jpg)"), FOTO: photo()}


def pictures(site: Built, path: str) -> list[str]:
    """The picture elements of the main part of a page."""
    return re.findall(r"<picture>.*?</picture>", site.text(f"{path}index.html").partition("<main")[2])


def media(files: Any) -> list[str]:
    return sorted(path for path in files if path.startswith("media/"))


def run(root: Path, out: str = "output", **options: Any) -> Any:
    return build(root, root / out, Options(today=OPTIONS.today, **options))


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files of which pictures were made in this process."""
    from sitegen.publish import pictures as module

    files: list[str] = []
    original = module._make

    def noting(task: Any) -> bytes:
        files.append(task.file)
        return original(task)

    monkeypatch.setattr(module, "_make", noting)
    return files


# --- what a browser is offered ------------------------------------------------------------------------------------------------------


def test_a_photo_is_offered_in_three_types_and_several_widths(tmp_path: Path) -> None:
    site = build_site(tmp_path, SITE)
    head, body = pictures(site, "id/berita/2026/a/")
    name = re.search(r"/media/foto\.[0-9a-f]{8}", head)
    assert name
    sizes = "(min-width: 42rem) 40rem, 100vw"
    sources = "".join(
        f'<source sizes="{sizes}" srcset="{name[0]}-480.{kind} 480w, {name[0]}-960.{kind} 960w, {name[0]}-1200.{kind} 1200w"'
        f' type="image/{kind}">'
        for kind in ("avif", "webp")
    )
    image = f'<img src="{name[0]}-1200.jpg" alt="Perahu" width="1200" height="800" fetchpriority="high">'
    assert head == f"<picture>{sources}{image}</picture>"
    assert f'<source sizes="{sizes}" srcset="{name[0]}-480.avif 480w, ' in body
    assert f'<img alt="Perahu" height="800" loading="lazy" src="{name[0]}-1200.jpg" width="1200"></picture>' in body
    assert "Di sungai</figcaption>" in site.text("id/berita/2026/a/index.html")


def test_every_file_that_is_offered_is_there_in_its_type_and_size(tmp_path: Path) -> None:
    site = build_site(tmp_path, SITE)
    offered = re.findall(r"/(media/[^ \",]+)(?: (\d+)w)?", site.text("id/berita/2026/a/index.html"))
    assert {path for path, _ in offered} == set(media(site.files))
    for path, width in offered:
        image = Image.open(BytesIO(site.files[path]))
        assert image.format == {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}[path.rpartition(".")[2]]
        assert image.size == (1200, 630) if "-share-" in path else (int(width or 1200), int(width or 1200) * 2 // 3)


@pytest.mark.parametrize(
    ("size", "widths"),
    [((30, 20), [30]), ((500, 250), [500]), ((1000, 500), [480, 1000]), ((4000, 2000), [480, 960, 1600])],
)
def test_no_width_is_larger_than_the_photo_or_worth_no_file(
    tmp_path: Path, size: tuple[int, int], widths: list[int]
) -> None:
    site = build_site(tmp_path, {**SITE, FOTO: photo(size)})
    assert [path for path in media(site.files) if path.endswith(".avif")] == sorted(
        f"{path[: path.rindex('-')]}-{width}.avif" for path in media(site.files)[:1] for width in widths
    )
    assert len([path for path in media(site.files) if path.endswith(f"-{widths[-1]}.jpg")]) == 1


@pytest.mark.parametrize(
    ("form", "name", "offered"),
    [
        ("PNG", "foto.png", ["avif", "webp", "png"]),
        ("WEBP", "foto.webp", ["avif", "webp"]),
        ("AVIF", "foto.avif", ["avif", "webp"]),
    ],
)
def test_the_last_type_is_one_that_older_browsers_show(
    tmp_path: Path, form: str, name: str, offered: list[str]
) -> None:
    text = article(f"image: {{src: {name}, alt: x}}")
    site = build_site(tmp_path, {A: text, f"content/news/{name}": photo((30, 20), form)})
    assert re.findall(r"-30\.(\w+)", pictures(site, "id/berita/2026/a/")[0]) == offered


def test_what_moves_and_what_is_drawn_stays_as_it_is(tmp_path: Path) -> None:
    file = BytesIO()
    frames = [Image.new("L", (30, 20), shade) for shade in (0, 90, 200)]
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    moving, body = file.getvalue(), "![a](a.gif)\n\n![b](b.svg)"
    site = build_site(tmp_path, {A: article(body=body), "content/news/a.gif": moving, "content/news/b.svg": SVG})
    assert sorted(site.files[path] for path in media(site.files)) == sorted([moving, SVG])
    text = site.text("id/berita/2026/a/index.html")
    assert (
        len(re.findall(r'<figure><img alt="[ab]" height="20" loading="lazy" src="[^"]+" width="30"></figure>', text))
        == 2
    )


def test_a_linked_photo_is_the_authors_file_unless_it_tells_where_it_was_taken(tmp_path: Path) -> None:
    plain, located = photo((30, 20)), photo((30, 20), located=True)
    files: dict[str, str | bytes] = {"content/news/a.jpg": plain, "content/news/b.jpg": located}
    site = build_site(tmp_path, {A: article(body="[a](a.jpg) [b](b.jpg)"), **files})
    one, other = [site.files[path] for path in media(site.files)]
    assert one == plain
    image = Image.open(BytesIO(other))
    assert image.size == (30, 20)
    assert not image.getexif()


def test_html_of_an_author_gets_the_same_files_and_keeps_its_size(tmp_path: Path) -> None:
    body = '<p><img src="foto.jpg" alt="a" width="300"><source srcset="x"><picture></picture></p>\n\n![b](foto.jpg){height=40}'
    site = build_site(tmp_path, {A: article(body=body), FOTO: photo()})
    text = site.text("id/berita/2026/a/index.html")
    assert re.search(r'<source sizes="300px" [^>]+><img alt="a" height="200" [^>]+ width="300"></picture>', text)
    assert re.search(r'<source sizes="60px" [^>]+><img alt="b" height="40" [^>]+ width="60"></picture>', text)
    assert text.count("<picture>") == 2
    assert 'srcset="x"' not in text


def test_simple_words_and_others_show_a_picture_alike(tmp_path: Path) -> None:
    picture = '![Perahu & "kita"](foto.jpg "Di sungai")\n\nKata ![b](foto.jpg) kata.'
    simple = build_site(tmp_path / "a", {A: article(body=picture), FOTO: photo()})
    other = build_site(tmp_path / "b", {A: article(body=f"{picture}\n\nKata[^1].\n\n[^1]: Catatan."), FOTO: photo()})
    shown = [re.findall(r"<figure>.*?</figure>", each.text("id/berita/2026/a/index.html")) for each in (simple, other)]
    assert shown[0] == shown[1] != []
    assert pictures(simple, "id/berita/2026/a/") == pictures(other, "id/berita/2026/a/")


def test_feeds_name_every_file_by_its_whole_address(tmp_path: Path) -> None:
    site = build_site(tmp_path, SITE, base_url="https://x.example/kui/")
    text = site.text("id/feed.json")
    assert re.search(r'srcset=\\"https://x\.example/kui/media/foto\.\w+-480\.avif 480w, https://x', text)
    assert '"/kui/media' not in text


@pytest.mark.parametrize(
    ("size", "shared"),
    [((2000, 1500), (1200, 630)), ((1200, 800), (1200, 630)), ((700, 2000), (700, 368)), ((3000, 315), (600, 315))],
)
def test_messages_show_the_photo_in_their_shape(tmp_path: Path, size: tuple[int, int], shared: tuple[int, int]) -> None:
    site = build_site(tmp_path, {**SITE, FOTO: photo(size)})
    found = dict(
        re.findall(r'<meta property="og:image(:\w+|)" content="([^"]+)">', site.text("id/berita/2026/a/index.html"))
    )
    assert (found[":width"], found[":height"], found[":alt"]) == (*map(str, shared), "Perahu")
    image = Image.open(BytesIO(site.files[found[""].removeprefix("https://kui.example.ac.id/")]))
    assert (image.format, image.size) == ("JPEG", shared)


def shared_by(site: Built, path: str) -> tuple[str, bytes]:
    """The description of what messages show, and its bytes."""
    text = site.text(f"{path}/index.html")
    found = dict(re.findall(r'<meta property="og:image(:\w+|)" content="([^"]+)">', text))
    return found[":alt"], site.files[found[""].removeprefix("https://kui.example.ac.id/")]


EVENT = "title: {id: Lokakarya, en: Workshop}\nstart: 2026-12-01\nend: 2026-12-03\n"


def test_messages_show_a_poster_where_there_is_no_photo(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {A: article(), "content/events/2026-12-01-e.yaml": EVENT}
    assert "og:image" not in build_site(tmp_path / "a", files).text("id/berita/2026/a/index.html")
    site = build_site(tmp_path / "b", files, posters=True)
    pages = {"id/berita/2026/a": "A", "id/agenda/2026/e": "Lokakarya", "en/events/2026/e": "Workshop"}
    made = {shared_by(site, path) for path in pages}
    assert {alt for alt, _ in made} == set(pages.values())
    assert len({data for _, data in made}) == 3
    for _, data in made:
        image = Image.open(BytesIO(data))
        assert (image.format, image.size) == ("PNG", (1200, 630))
    with_photo = build_site(tmp_path / "c", {**files, **SITE}, posters=True)
    assert shared_by(with_photo, "id/berita/2026/a")[0] == "Perahu"


def test_a_poster_is_drawn_once_and_the_same_by_every_build(tmp_path: Path, made: list[str]) -> None:
    root = write_site(tmp_path, {A: article()}, posters=True)
    assert run(root).published
    assert run(root, "lain").published
    assert len(made) == 1
    assert differing(root, root / "output", OPTIONS) == []
    write_site(root, {A: article().replace("title: A", "title: B")}, posters=True)
    assert run(root).published
    assert media(tree(root / "output")) == media(build_in_memory(root).files)
    assert len(made) == 3  # once more for `differing`, which believes nothing; and once for B


def test_no_poster_is_made_of_letters_that_the_typeface_lacks(tmp_path: Path) -> None:
    site = build_site(tmp_path, {A: article().replace("title: A", "title: \u0646\u0628\u0623")}, posters=True)
    assert "og:image" not in site.text("id/berita/2026/a/index.html")


def test_messages_show_a_small_photo_and_a_drawing_as_they_are(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {**SITE, FOTO: photo((500, 400)), "content/events/e.svg": SVG}
    files["content/events/2026-12-01-e.yaml"] = "title: E\nstart: 2026-12-01\nimage: {src: e.svg, alt: Gambar}\n"
    site = build_site(tmp_path, files)
    for path, address in (("id/berita/2026/a", r"foto\.\w+-500\.jpg"), ("id/agenda/2026/e", r"e\.\w+\.svg")):
        assert re.search(
            rf'og:image" content="https://kui\.example\.ac\.id/media/{address}"', site.text(f"{path}/index.html")
        )


# --- mistakes -----------------------------------------------------------------------------------------------------------------------


def told(site: Built) -> list[str]:
    lines = [line(each, "en").partition("\n")[0] for each in site.problems if each.severity != "note"]
    return [
        re.sub(r"^content/news/2026-11-01-a\.id\.md:(\d+:\d+: \w+): (.{12}).*(\[[a-z-]+\])$", r"\1 \2 \3", each)
        for each in lines
    ]


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("foto.jpg", photo()[:-2000], "error The picture [picture]"),
        ("foto.jpg", photo()[:300], "error The picture [picture]"),
        ("foto.jpg", b"", "error The picture [picture]"),
        ("foto.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "error Browsers do  [picture]"),
        ("foto.svg", SVG.replace(b"/>", b"><script/></svg>"), "error The drawing [picture]"),
        ("foto.png", photo((30, 20)), "warning The picture [picture-extension]"),
        ("foto.pdf", b"%PDF-1.7", "error Browsers do  [picture]"),
    ],
)
def test_a_picture_that_cannot_be_shown_is_told_wherever_it_is_shown(
    tmp_path: Path, name: str, data: bytes, problem: str
) -> None:
    level, words = problem.split(" ", 1)
    words, code = words.rsplit(" ", 1)
    text = article(f"image: {{src: {name}, alt: x}}", f"Kata.\n\n![b]({name})")
    site = build_site(tmp_path, {A: text, f"content/news/{name}": data})
    assert told(site) == [f"{place}: {level} {words:12} {code}" for place in ("3:8", "8:6")]


def test_the_wrong_ending_is_put_right(tmp_path: Path) -> None:
    site = build_site(
        tmp_path, {A: article(body="![b](foto.png) [c](foto.png)"), "content/news/foto.png": photo((30, 20))}
    )
    assert [path.rpartition(".")[2] for path in media(site.files)] == ["jpg", "avif", "jpg", "webp"]


def test_a_broken_photo_stops_every_build_and_is_told_by_each(tmp_path: Path) -> None:
    root = write_site(tmp_path, {**SITE, FOTO: photo()[:-2000]})
    for jobs in (1, 2):
        report = run(root, jobs=jobs)
        assert not report.published
        assert report.problems == check(root, root / "output", OPTIONS)[0].problems
    (root / FOTO).write_bytes(photo())
    assert run(root).published


# --- made once ----------------------------------------------------------------------------------------------------------------------


def test_builds_agree_whatever_was_there_before(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    clean = build_in_memory(root).files
    first = run(root, jobs=2)
    assert first.published
    assert {path: data for path, data in tree(root / "output").items() if path != MARKER} == clean
    assert differing(root, root / "output", OPTIONS) == []
    for path in media(clean)[:2]:
        (root / "output" / path).unlink()
    assert run(root, verify=True).problems == first.problems
    (root / FOTO).write_bytes(photo((1000, 500)))
    assert run(root, verify=True).published
    assert media(tree(root / "output")) == media(build_in_memory(root).files)


def test_a_picture_is_made_once(tmp_path: Path, made: list[str]) -> None:
    root = write_site(tmp_path, SITE)
    run(root)
    assert made == [FOTO]
    write_site(root, {A: article(IMAGE, "Lain ![Perahu](foto.jpg)")})
    run(root)
    run(root, "lain")
    check(root, root / "output", OPTIONS)
    assert made == [FOTO]
    run(root, clean=True)
    assert made == [FOTO, FOTO]


def test_what_is_remembered_is_believed_only_whole(tmp_path: Path, made: list[str]) -> None:
    root = write_site(tmp_path, SITE)
    run(root)
    kept = sorted((root / ".sitegen/pictures").iterdir())
    assert len(kept) == 8
    kept[0].write_bytes(kept[0].read_bytes()[:-1])
    kept[1].write_bytes(kept[2].read_bytes())
    kept[3].unlink()
    assert run(root, "lain").published
    assert made == [FOTO, FOTO]
    assert media(tree(root / "lain")) == media(tree(root / "output"))
    assert all(
        (root / "lain" / path).read_bytes() == (root / "output" / path).read_bytes()
        for path in media(tree(root / "lain"))
    )


def test_what_nobody_has_used_for_long_is_forgotten_when_something_is_made(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    run(root)
    kept = {path.name for path in (root / ".sitegen/pictures").iterdir()}
    (root / FOTO).write_bytes(photo((30, 20)))
    run(root)
    assert len(list((root / ".sitegen/pictures").iterdir())) == 8 + 3
    for name in kept:
        os.utime(root / ".sitegen/pictures" / name, (time.time() - 40 * 86400,) * 2)
    (root / FOTO).write_bytes(photo((40, 20)))
    run(root)
    assert not kept & {path.name for path in (root / ".sitegen/pictures").iterdir()}
    assert run(root, "lain").published


def test_one_picture_can_be_made_alone(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    prepared, _ = look(root, OPTIONS)
    assert prepared
    path = next(path for path in prepared.variants if path.endswith("-480.avif"))
    pictures = Pictures(prepared.plan.site.content, PictureMemory(root / ".sitegen"))
    [only] = pictures.make({path: prepared.variants[path]})
    assert only.data[path] == build_in_memory(root).files[path]
    assert not (root / ".sitegen").exists()


def test_nothing_of_pillow_is_loaded_where_no_picture_is_to_be_made(tmp_path: Path) -> None:
    root = write_site(tmp_path, {A: article("image: {src: b.svg, alt: x}"), "content/news/b.svg": SVG})
    code = (
        "import sys\nfrom datetime import date\nfrom pathlib import Path\n"
        "from sitegen.incremental import build\nfrom sitegen.report import Options\n"
        "root = Path(sys.argv[1])\n"
        "print(build(root, root / 'output', Options(today=lambda zone: date(2026, 11, 24))).published)\n"
        "print([name for name in sys.modules if name.startswith('PIL')])\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(root)], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["True", "[]"]


# --- without the extra --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sitegen.plan.media.picture_types", lambda: ())


@pytest.mark.usefixtures("plain")
def test_without_the_extra_a_photo_is_published_as_it_is_and_a_note_says_so(tmp_path: Path) -> None:
    site = build_site(tmp_path, SITE)
    [path] = media(site.files)
    assert site.files[path] == SITE[FOTO]
    head, body = (
        pictures(site, "id/berita/2026/a/"),
        re.findall("<img [^>]*>", site.text("id/berita/2026/a/index.html")),
    )
    assert head == [
        f'<picture><img src="/{path}" alt="Perahu" width="1200" height="800" fetchpriority="high"></picture>'
    ]
    assert body[-1] == f'<img alt="Perahu" height="800" loading="lazy" src="/{path}" width="1200">'
    assert [each.code for each in site.problems if each.place.path == "site.yaml"] == ["picture-plain"]


@pytest.mark.usefixtures("plain")
def test_without_the_extra_a_photo_that_tells_its_place_is_an_error(tmp_path: Path) -> None:
    site = build_site(tmp_path, {**SITE, FOTO: photo(located=True)})
    assert {each.id for each in site.problems if each.severity == "error"} == {"picture.position-plain"}


@pytest.mark.usefixtures("plain")
def test_without_photos_nobody_is_told_of_the_extra(tmp_path: Path) -> None:
    site = build_site(tmp_path, {A: article("image: {src: b.svg, alt: x}"), "content/news/b.svg": SVG})
    assert "picture-plain" not in {each.code for each in site.problems}


def test_with_it_too_what_cannot_be_made_anew_must_not_tell_its_place(tmp_path: Path) -> None:
    file = BytesIO()
    tags = Image.Exif()
    tags.get_ifd(0x8825).update({1: "S", 2: (1.0, 51.0, 0.0), 3: "E", 4: (109.0, 58.0, 0.0)})
    frames = [Image.open(BytesIO(png())), Image.new("L", (3, 2), 9)]
    frames[0].save(file, "WEBP", save_all=True, append_images=frames[1:], exif=tags)
    site = build_site(tmp_path, {A: article("image: {src: a.webp, alt: x}"), "content/news/a.webp": file.getvalue()})
    assert {each.id for each in site.problems if each.severity == "error"} == {"picture.position"}
