import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.base import messages
from sitegen.read.frontmatter import Split, split

PATH = "content/news/a.id.md"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\ntitle: A\n---\nIsi\n", Split("title: A\n", 2, "Isi\n", 4)),
        ("---\ntitle: A\ndate: B\n---\n\nIsi", Split("title: A\ndate: B\n", 2, "\nIsi", 5)),
        ("---\ntitle: A\n---", Split("title: A\n", 2, "", 4)),
        ("---\ntitle: A\n---\n", Split("title: A\n", 2, "", 4)),
        ("---\n---\nIsi", Split("", 2, "Isi", 3)),
        ("---  \ntitle: A\n--- \t\nIsi", Split("title: A\n", 2, "Isi", 4)),
        ("---\u00a0\ntitle: A\n---\u00a0\nIsi", Split("title: A\n", 2, "Isi", 4)),
        ("\n\n---\ntitle: A\n---\nIsi", Split("title: A\n", 4, "Isi", 6)),
        (" \n\u00a0\n---\ntitle: A\n---\nIsi", Split("title: A\n", 4, "Isi", 6)),
        ("---\ntitle: A\n---\nIsi\n\n---\n\nLagi", Split("title: A\n", 2, "Isi\n\n---\n\nLagi", 4)),
        ("---\ntitle: A\n---\n---\nIsi", Split("title: A\n", 2, "---\nIsi", 4)),
        ("---\ntitle: A\n---\n—\nIsi", Split("title: A\n", 2, "—\nIsi", 4)),
        ("---\nsummary: |\n  Satu\n  ---\n  Dua\n---\nIsi", Split("summary: |\n  Satu\n  ---\n  Dua\n", 2, "Isi", 7)),
        ("---\ntopics:\n- a\n-\n---\nIsi", Split("topics:\n- a\n-\n", 2, "Isi", 6)),
        ("---\ntitle: satu --- dua\n---\n", Split("title: satu --- dua\n", 2, "", 4)),
        ("", Split(None, 1, "", 1)),
        ("\n\n", Split(None, 1, "\n\n", 1)),
        ("Isi saja.\n", Split(None, 1, "Isi saja.\n", 1)),
        ("\n\nIsi saja.\n---\n", Split(None, 1, "\n\nIsi saja.\n---\n", 1)),
        ("# Judul\n\nIsi", Split(None, 1, "# Judul\n\nIsi", 1)),
        ("- satu\n- dua", Split(None, 1, "- satu\n- dua", 1)),
        ("***\nIsi", Split(None, 1, "***\nIsi", 1)),
        ("— kata pembuka", Split(None, 1, "— kata pembuka", 1)),
        ("Catatan: rapat dimulai pukul 10.", Split(None, 1, "Catatan: rapat dimulai pukul 10.", 1)),
        ("https://example.ac.id/", Split(None, 1, "https://example.ac.id/", 1)),
        ("| a | b |\n|---|---|\n", Split(None, 1, "| a | b |\n|---|---|\n", 1)),
    ],
)
def test_a_text_is_cut_at_its_two_fences(text: str, expected: Split) -> None:
    assert split(text, PATH) == (expected, [])


@pytest.mark.parametrize(
    ("text", "id", "line", "found"),
    [
        ("—\ntitle: A\n—\nIsi", "front-matter-fence", 1, "—"),
        ("––-\ntitle: A\n---\n", "front-matter-fence", 1, "––-"),
        ("–-\ntitle: A\n---\n", "front-matter-fence", 1, "–-"),
        ("—-\ntitle: A\n---\n", "front-matter-fence", 1, "—-"),
        ("– –\ntitle: A\n---\n", "front-matter-fence", 1, "– –"),
        ("−−−\ntitle: A\n---\n", "front-matter-fence", 1, "−−−"),
        ("－－－\ntitle: A\n---\n", "front-matter-fence", 1, "－－－"),
        ("--\ntitle: A\n---\n", "front-matter-fence", 1, "--"),
        ("----\ntitle: A\n---\n", "front-matter-fence", 1, "----"),
        ("- - -\ntitle: A\n---\n", "front-matter-fence", 1, "- - -"),
        ("  ---\ntitle: A\n---\n", "front-matter-fence", 1, "  ---"),
        ("---\u200b\ntitle: A\n---\n", "front-matter-fence", 1, "---\u200b"),
        ("+++\ntitle = 'A'\n+++\n", "front-matter-fence", 1, "+++"),
        ("---js\nrequire('fs')\n---\n", "front-matter-fence", 1, "---js"),
        ("---json\n{}\n---\n", "front-matter-fence", 1, "---json"),
        ("--- yaml\ntitle: A\n---\n", "front-matter-fence", 1, "--- yaml"),
        ("---title: A\n---\n", "front-matter-fence", 1, "---title: A"),
        ("\n\n—\ntitle: A\n—\nIsi", "front-matter-fence", 3, "—"),
        ("title: A\ndate: B\n\nIsi", "front-matter-fence.missing", 1, "title: A"),
        ("title: A\ndate: B\n---\nIsi", "front-matter-fence.missing", 1, "title: A"),
        ("\njudul: A\n", "front-matter-fence.missing", 2, "judul: A"),
        ("title:\n", "front-matter-fence.missing", 1, "title:"),
        ("---\ntitle: A\n—\nIsi", "front-matter-fence.closing", 3, "—"),
        ("---\ntitle: A\n––-\nIsi\n\n---\n\nLagi", "front-matter-fence.closing", 3, "––-"),
        ("---\ntitle: A\n–\nIsi", "front-matter-fence.closing", 3, "–"),
        ("---\ntitle: A\n----\nIsi", "front-matter-fence.closing", 3, "----"),
        ("---\ntitle: A\n--\nIsi", "front-matter-fence.closing", 3, "--"),
        ("---\ntitle: A\n- - -\nIsi", "front-matter-fence.closing", 3, "- - -"),
        ("---\ntitle: A\n---\u200b\nIsi", "front-matter-fence.closing", 3, "---\u200b"),
        ("---\ntitle: A\n+++\nIsi", "front-matter-fence.closing", 3, "+++"),
        ("---\ntitle: A\n...\nIsi", "front-matter-fence.closing", 3, "..."),
        ("---\ntitle: A\n  ---\nIsi", "front-matter-fence.closing", 3, "  ---"),
        ("---\ntitle: A\n\nIsi", "front-matter-open", 1, None),
        ("---\n", "front-matter-open", 1, None),
        ("---", "front-matter-open", 1, None),
        ("\n---\ntitle: A\n\nIsi — dan lagi\n", "front-matter-open", 2, None),
    ],
)
def test_an_odd_fence_is_an_error_at_its_line(text: str, id: str, line: int, found: str | None) -> None:  # noqa: A002
    parts, [problem] = split(text, PATH)
    assert parts == Split(None, 1, text, 1)
    assert (problem.place.path, problem.place.line, problem.place.column) == (PATH, line, 1)
    assert problem.id == id
    assert dict(problem.facts).get("found") == found


@pytest.mark.parametrize(
    ("text", "id", "en"),
    [
        (
            "—\ntitle: A\n",
            f'{PATH}:1:1: error: Baris pertama harus tiga tanda minus "---". Yang ditemukan "—" '
            "(sering kali Word mengubahnya otomatis). [front-matter-fence]\n"
            "    Ganti baris ini menjadi ---",
            f'{PATH}:1:1: error: The first line must be three hyphens "---". Found "—" '
            "(Word often changes it by itself). [front-matter-fence]\n"
            "    Write --- in this line.",
        ),
        (
            "---\ntitle: A\n—\n",
            f'{PATH}:3:1: error: Penutup bagian data harus tiga tanda minus "---". Yang ditemukan "—" '
            "(sering kali Word mengubahnya otomatis). [front-matter-fence]\n"
            "    Ganti baris ini menjadi ---",
            f'{PATH}:3:1: error: The data must be closed by three hyphens "---". Found "—" '
            "(Word often changes it by itself). [front-matter-fence]\n"
            "    Write --- in this line.",
        ),
        (
            "title: A\n",
            f'{PATH}:1:1: error: Bagian data harus diawali tiga tanda minus "---", tetapi berkas ini langsung mulai '
            'dengan "title: A". [front-matter-fence]\n'
            "    Tulis --- pada baris tersendiri di atas baris ini, dan --- lagi setelah baris data yang terakhir.",
            f'{PATH}:1:1: error: The data must be opened by three hyphens "---", but this file begins with "title: A" '
            "at once. [front-matter-fence]\n"
            "    Write --- in a line of its own above this one, and --- again after the last line of data.",
        ),
        (
            "---\ntitle: A\n",
            f'{PATH}:1:1: error: Bagian data (front matter) belum ditutup dengan "---". [front-matter-open]\n'
            "    Tulis --- pada baris tersendiri setelah baris data yang terakhir.",
            f'{PATH}:1:1: error: The data (front matter) is not closed by "---". [front-matter-open]\n'
            "    Write --- in a line of its own after the last line of data.",
        ),
    ],
)
def test_a_fence_problem_says_what_was_found_and_what_to_write(text: str, id: str, en: str) -> None:  # noqa: A002
    [problem] = split(text, PATH)[1]
    assert messages.line(problem, "id") == id
    assert messages.line(problem, "en") == en


@given(st.text("-—–+. \u00a0\ntitle:A", max_size=40))
def test_no_line_is_lost_between_the_parts(text: str) -> None:
    parts, problems = split(text, PATH)
    lines = text.split("\n")
    assert all(1 <= problem.place.line <= len(lines) for problem in problems)
    if parts.front is None:
        assert parts == Split(None, 1, text, 1)
    else:
        front = parts.front.split("\n")[:-1]
        assert lines[parts.front_line - 1 : parts.body_line - 2] == front
        assert "\n".join(lines[parts.body_line - 1 :]) == parts.body
