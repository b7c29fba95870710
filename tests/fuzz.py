"""A seeded mutator over a whole small site: what an editor's slips, a broken disk and an enemy might do to its files.

python -m tests.fuzz 7 1000      # seed, mutations: prints what failed, with the seed and number to repeat it
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from unittest.mock import patch

from sitegen.base.messages import wording
from sitegen.base.problems import Problem, SitegenError
from sitegen.build import Options, check
from sitegen.render import rendering
from tests.sites import write_site

LONGEST = 5.0
"""Seconds that one build of the site may take, whatever is in it."""

SITE: dict[str, str | bytes] = {
    "content/topics.yaml": "mobility: {id: Mobilitas, en: Mobility}\nasean: {id: ASEAN, en: ASEAN}\n",
    "content/news/2022-11-21-pelatihan.yaml": "date: 21 Nopember 2022\ncategory: mobility\nevents: [2022-11-14-kui]\npartners: [its]\n"
    "topics: [mobility]\npeople:\n  - name: Amanda Tyara Rizki\n    role: {id: Staf Kerja Sama, en: Cooperation staff}\n"
    "image:\n  src: gambar.svg\n  alt: {id: Gambar perahu, en: Drawing of a boat}\n",
    "content/news/2022-11-21-pelatihan.id.md": "---\ntitle: Pelatihan\nsummary: Lima hari di Surabaya.\ndateline: Surabaya\n---\n\n"
    "Isi [kegiatan](../events/2022-11-14-kui.yaml) dan [Short Program]{lang=en}.\n\n## Langkah\n\n- satu\n- dua[^1]\n\n"
    '| a | b |\n|---|---:|\n| 1 | 2 |\n\n> kutipan\n\n![Perahu](gambar.svg "Perahu")\n\n[^1]: Catatan.\n',
    "content/news/2022-11-21-pelatihan.en.md": "---\ntitle: Training\nslug: kui-training\nupdated: 2022-12-01\n---\n\nWords <b>here</b>.\n",
    "content/news/gambar.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "content/events/2022-11-14-kui.yaml": "title: {id: Pelatihan, en: Training}\nstart: 2022-11-14\nend: 2022-11-18\ntype: training\n"
    "time: 09.00–12.00 WIB\ncity: Surabaya\ncountry: ID\nhost: its\nseries: kui\nparticipants: {domestic: 20, foreign: 11, countries: [MY]}\n",
    "content/events/sesi.yaml": "title: Sesi\nstart: 2026-12-28\nend: 2027-01-04\ncountry: MY\ntimezone: Asia/Kuala_Lumpur\nstatus: tentative\n"
    "sessions:\n  - {date: 2026-12-28, time: 09.00–10.00, title: Awal}\nregistration: {deadline: 2026-12-01, quota: 30}\n",
    "content/partners/its.yaml": "name: {official: Institut Teknologi Sepuluh Nopember, lang: id}\nshort: ITS\nkind: institute\ncountry: ID\n"
    "city: Surabaya\ngeo: {lat: -7.28, lon: 112.79}\nwebsite: https://www.its.ac.id\nids: {schac: its.ac.id}\n",
    "content/partners/azhar.yaml": "name: {en: Al-Azhar, local: {text: جامعة الأزهر, lang: ar}}\nkind: university\ncountry: EG\n"
    "former_names: [{name: Lama, until: 2006}]\naliases: [AZ]\n",
    "content/agreements/satu.yaml": "type: mou\ntitle: {id: Nota, en: Note}\npartners: [its, azhar]\nlevel: institution\nstage: signed\n"
    "signed: 2021-05-06\nexpires: 2026-12\nscope: [student_exchange]\n",
    "content/agreements/dua.yaml": "type: ia\ntitle: Pelaksanaan\npartners: [its]\nlevel: unit\nparent: satu\nrenews: satu\nstage: signed\n"
    "signed: 2026-05-06\nterm: 5 tahun\nauto_renew: ya\n",
    "content/pages/about.id.md": "---\ntitle: Tentang\n---\n\nKami [mitra](/id/mitra/).\n",
}

_TOKENS = [
    "{{",
    "x",
    "}}",
    "{%",
    "raw",
    "%}",
    "<script>alert(1)</script>",
    "<svg/onload=x>",
    "'",
    '"',
    ":",
    "#",
    "",
    "\t",
    "\xa0",
    "\u200b",
    "\u202e",
    "&a",
    "*a",
    "<<:*x",
    "---",
    "![](x.jpg)",
    "[a][b]",
    "//evil",
    "```",
    "<!--",
    "<![CDATA[",
    "&#x0;",
    "[^1]",
    "[^1]:",
    "{lang=en}",
    "{#main}",
    "|",
    ">",
    "-",
    "?",
    "%",
    "@",
    "`",
    "[",
    "]",
    "{",
    "}",
    "!!python/object:os.system",
    "null",
    "~",
    "NO",
    "open",
    "nan",
    "1e999",
    "0x10",
    "2022-13-45",
    "03/04/2022",
    "0001-01-01",
    "9999-12-31",
    "1900-01-01",
    "2199-12-31",
    "99.99",
    "09.00-08.00",
    "Mars/X",
    "XX",
    "../../etc/passwd",
    "/id/",
    "..\\x",
    "javascript:alert(1)",
    "😀",
    "ก",
    "جامعة",
    "Đ",
    "İ",
    "ß",
    "\n---\n",
    "\n\n",
    ": ",
    " # ",
    "31 November 2022",
    "date: ",
    "title: ",
    "start: ",
    "end: ",
    "id: ",
    "renews: satu",
    "renews: dua",
]
_BYTES = [
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\xef\xbb\xbf",
    b"\r",
    b"\r\n",
    b"\x0b",
    b"\xc2\x85",
    b"\xe2\x80\xa8",
    b"\xf4\x90\x80\x80",
]
TOKENS = (
    [token.encode() for token in _TOKENS if token]
    + _BYTES
    + [b">" * 300, b"*" * 500, b"[" * 300, b"- " * 200, b"A" * 3000, b"a: {" * 70]
)


def mutated(data: bytes, rng: random.Random, others: list[bytes]) -> bytes:
    """The bytes with one to three slips in them."""
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(data) + 1)
        match rng.randrange(6):
            case 0:
                data = data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
            case 1 | 2:
                data = data[:at] + rng.choice(TOKENS) + data[at:]
            case 3:
                data = data[:at] + data[at + rng.randint(1, 30) :]
            case 4:
                lines = data.split(b"\n")
                rng.shuffle(lines)
                data = b"\n".join(lines) if len(lines) < 4 else b"\n".join([*lines[:2], *data.split(b"\n")[2:]])
            case _:
                other = rng.choice(others)
                start = rng.randrange(len(other) + 1)
                data = data[:at] + other[start : start + rng.randint(1, 120)] + data[at:]
    return data


@dataclass(frozen=True)
class Failure:
    """A mutation that the program did not bear."""

    seed: int
    number: int
    files: dict[str, bytes]
    why: str


def failures(seed: int, number: int) -> Iterator[Failure]:
    """Every one of `number` mutations of the site that ends in an exception, in a problem without a true place, or takes too long."""
    rng = random.Random(seed)
    code = rendering._Code()
    # Compiled templates depend on nothing that is mutated here: one set of them for all runs makes a run ten times shorter.
    with tempfile.TemporaryDirectory() as folder, patch.object(rendering, "_Code", lambda: code):
        root = write_site(Path(folder), SITE, base_url="https://kui.example.ac.id/sub/")
        names = [name for name in [*SITE, "site.yaml"] if not name.endswith(".svg")]
        whole = {name: (root / name).read_bytes() for name in names}
        for each in range(number):
            changed = {
                name: mutated(whole[name], rng, list(whole.values())) for name in rng.sample(names, rng.randint(1, 3))
            }
            for name, data in changed.items():
                (root / name).write_bytes(data)
            why = _trial(root)
            if why:
                yield Failure(seed, each, changed, why)
            for name in changed:
                (root / name).write_bytes(whole[name])


def _trial(root: Path) -> str | None:
    """What is wrong with a run over the site as it lies; None where nothing is."""
    begun = time.perf_counter()
    try:
        report, _ = check(root, root / "output", Options(today=lambda zone: date(2026, 11, 24)))
        told = next((why for problem in report.problems if (why := _mistold(problem, root))), None)
    except SitegenError:
        told = None
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return told or (f"took {took:.1f} seconds" if (took := time.perf_counter() - begun) > LONGEST else None)


def _mistold(problem: Problem, root: Path) -> str | None:
    """Why a problem does not lead an editor to a line of a file in words of her language."""
    if not all(wording(problem, lang).message for lang in ("id", "en")):
        return f"{problem.id} has no words"
    file = root / problem.place.path
    if not file.is_file():
        return f"{problem.place.path} is no file"
    lines = file.read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    return None if 1 <= problem.place.line <= lines else f"{problem.id} at line {problem.place.line} of {lines}"


if __name__ == "__main__":
    start = time.perf_counter()
    found = 0
    for failure in failures(int(sys.argv[1]), int(sys.argv[2])):
        found += 1
        print(failure.number, failure.why, failure.files, flush=True)
    print(f"seed {sys.argv[1]}: {sys.argv[2]} mutations, {found} failures, {time.perf_counter() - start:.0f} seconds")
