"""A seeded mutator over a whole small site: what an editor's slips, a broken disk and an enemy might do to its files.

python -m tests.fuzz 7 1000      # seed, mutations: prints what failed, with all that is needed to repeat it
"""

from __future__ import annotations

import json
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from unittest.mock import patch
from xml.etree import ElementTree

from icalendar import Calendar

from sitegen.base.messages import wording
from sitegen.base.problems import Problem, SitegenError
from sitegen.build import check
from sitegen.render import rendering
from sitegen.render.codes import Codes
from sitegen.report import Options
from tests.sites import write_site

LONGEST = 5
"""Seconds of a processor that one build of the site may take, whatever is in it."""

SITE: dict[str, str | bytes] = {
    "content/topics.yaml": "mobility: {id: Mobilitas, en: Mobility}\nasean: {id: ASEAN, en: ASEAN}\n",
    "content/news/2022-11-21-pelatihan.yaml": "date: 21 Nopember 2022\ncategory: mobility\nevents: [2022-11-14-kui]\npartners: [its]\n"
    "topics: [mobility]\npeople:\n  - name: Amanda Tyara Rizki\n    role: {id: Staf Kerja Sama, en: Cooperation staff}\n"
    "image:\n  src: gambar.svg\n  alt: {id: Gambar perahu, en: Drawing of a boat}\n",
    "content/news/2022-11-21-pelatihan.id.md": "---\ntitle: Pelatihan\nsummary: Lima hari di Surabaya.\ndateline: Surabaya\n---\n\n"
    "Isi [kegiatan](../events/2022-11-14-kui.yaml) dan [Short Program]{lang=en}.\n\n## Langkah\n\n- satu\n- dua[^1]\n\n"
    '| a | b |\n|---|---:|\n| 1 | 2 |\n\n> kutipan\n\n![Perahu](gambar.svg "Perahu")\n\n[^1]: Catatan.\n',
    "content/news/2022-11-21-pelatihan.en.md": "---\ntitle: Training\nslug: kui-training\nupdated: 2022-12-01\n---\n\nWords <b>here</b>.\n",
    "content/news/gambar.svg": "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 3 2'/>",
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
    "themes/default/strings/id.yaml": "menu:\n  news: Kabar\npartners_count: '{n} mitra'\n",
    "themes/default/templates/page.html": '{% extends "default/page.html" %}\n{% block main %}\n{{ t("menu.news") }} {{ page.title.text }}\n'
    "{{ prose(page.body).html if page.body }}\n{% for item in [1, 2] %}{{ d.number(item) }}{% endfor %}\n{% endblock %}\n",
    "content/pages/about.id.md": "---\ntitle: Tentang\n---\n\nKami [mitra](/id/mitra/).\n",
}

_MARKUP = """
{{ x }}§{% raw %}§{#§<script>alert(1)</script>§<svg/onload=x>§<!--§<![CDATA[§&#x0;§&a§*a§![](x.jpg)§[a](../x.id.md)§[a][b]§[^1]§[^1]:§```
§{lang=en}§{#main}§{n}§|§>§#§- §1. §***§===§https://a.example/§www.a.example§<b>§</b>§<table><td>§\\§*[ASEAN]: x§: x§~~~§$x$§||§@[x]
"""
_YAML = """
:§: §''§'§"§#§ # §?§%§@§`§[§]§{§}§---§...§<<: *x§!!python/object:os.system x§!x§&x§null§~§yes§NO§nan§1e999§0x10§0o7§-1§12345678901234567890
§[a, b]§{a: b}§{id: A, en: B}§{id: [a]}§open§dua§satu§its§azhar§../its§title: §date: §start: §end: §id: §en:
§renews: satu§renews: dua§parent: dua
§successor: its§draft: true§time: §aliases: [/id/]§slug: index§visibility: public§stage: in_process§status: cancelled§  §languages: [id]
"""
_VALUES = """
2022-13-45§31 November 2022§03/04/2022§0001-01-01§9999-12-31§1900-01-01§2199-12-31§2022§2022-02§14–18 November 2022§s.d. selesai
§29 Februari 2023
§5 tahun§99999 bulan§0 hari§99.99§09.00-08.00§23.59 WIT§Mars/X§Asia/Kuala_Lumpur§XX§ID§Philipina§../../etc/passwd§/id/§//evil.example§..\\x§con
§javascript:alert(1)§https://[::1§https://a.example:99999/§mailto:a§081234567890§😀§ก§جامعة§Đ§İ§ß§e\u0301§\u202e§\u2066§\u200b§\xa0§\u00ad§\ufeff§\ufffe
"""
_BYTES = [
    b"\x00",
    b"\x01",
    b"\x1b",
    b"\x7f",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\xef\xbb\xbf",
    b"\xf4\x90\x80\x80",
    b"\xe9",
    b"\xc2\x85",
]
_BYTES += [b"\t", b"\r", b"\r\n", b"\x0b", b"\x0c", b"\n\n", b"\n---\n", b"\xe2\x80\xa8", b"\xe2\x80\xa9"]
_BOMBS = [
    b">" * 300,
    b"*" * 500,
    b"[" * 300,
    b"![" * 200,
    b"<b>" * 200,
    b"- " * 200,
    b"A" * 3000,
    b"a: {" * 70,
    b"&#" * 100,
    b"9" * 5000,
]

TOKENS = [token.encode() for token in "".join([_MARKUP, _YAML, _VALUES]).replace("\n", "").split("§")] + _BYTES + _BOMBS


def mutated(data: bytes, rng: random.Random, others: list[bytes]) -> bytes:
    """The bytes with one to three slips in them."""
    for _ in range(rng.randint(1, 3)):
        data = _slip(data, rng, others)
    return data


def _slip(data: bytes, rng: random.Random, others: list[bytes]) -> bytes:
    at = rng.randrange(len(data) + 1)
    match rng.randrange(8):
        case 0:  # a byte is another
            return data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
        case 1:  # something is typed in the middle
            return data[:at] + rng.choice(TOKENS) + data[at:]
        case 2:  # something is lost
            return data[:at] + data[at + rng.randint(1, 30) :]
        case 3:  # something is pasted from another file
            other = rng.choice(others)
            start = rng.randrange(len(other) + 1)
            return data[:at] + other[start : start + rng.randint(1, 120)] + data[at:]
    lines = data.split(b"\n")
    here, there = rng.randrange(len(lines)), rng.randrange(len(lines))
    match rng.randrange(4):
        case 0:  # two lines change places
            lines[here], lines[there] = lines[there], lines[here]
        case 1:  # a line is written twice
            lines.insert(there, lines[here])
        case _:  # a field has another value: what is left is still YAML, and goes deeper into the program
            name, colon, value = lines[here].partition(b": ")
            lines[here] = name + colon + rng.choice(TOKENS) if colon else rng.choice(TOKENS) + value
    return b"\n".join(lines)


@dataclass(frozen=True)
class Failure:
    """A mutation that the program did not bear."""

    seed: int
    number: int
    files: dict[str, bytes]
    why: str


def failures(seed: int, number: int) -> Iterator[Failure]:
    """Every one of `number` mutations of the site that ends in an exception, a false place or broken data, or takes too long."""
    rng = random.Random(seed)
    code = Codes()
    # Compiled templates depend on nothing that is mutated here: one set of them for all runs makes a run ten times shorter.
    with tempfile.TemporaryDirectory() as folder, patch.object(rendering, "Codes", lambda: code):
        root = write_site(Path(folder), SITE, base_url="https://kui.example.ac.id/sub/")
        names = [name for name in [*SITE, "site.yaml"] if not name.endswith(".svg")]
        whole = {name: (root / name).read_bytes() for name in names}
        for each in range(number):
            chosen = rng.sample(names, rng.randint(1, 3))
            changed = {name: mutated(whole[name], rng, list(whole.values())) for name in chosen}
            for name, data in changed.items():
                (root / name).write_bytes(data)
            why = _trial(root)
            if why:
                yield Failure(seed, each, changed, why)
            for name in changed:
                (root / name).write_bytes(whole[name])


class TooLongError(BaseException):
    """Not an `Exception`: nothing in the program may catch it."""


@contextmanager
def _limit(seconds: int) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TooLongError(f"took more than {seconds} seconds")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _trial(root: Path) -> str | None:
    """What is wrong with a run over the site as it lies; None where nothing is."""
    try:
        with _limit(LONGEST):
            report, files = check(root, root / "output", Options(today=lambda zone: date(2026, 11, 24)))
            return next((why for problem in report.problems if (why := _mistold(problem, root))), None) or _malformed(
                files
            )
    except SitegenError:
        return None
    except (Exception, TooLongError) as error:
        at = error.__traceback__
        while at is not None and at.tb_next is not None:
            at = at.tb_next
        where = f"{at.tb_frame.f_code.co_filename}:{at.tb_lineno}" if at else "?"
        return f"{type(error).__name__}: {error} ({where})"


def _mistold(problem: Problem, root: Path) -> str | None:
    """Why a problem does not lead an editor to a line of a file in words of her language."""
    if not all(wording(problem, lang).message for lang in ("id", "en")):
        return f"{problem.id} has no words"
    file = root / problem.place.path
    if not file.is_file():  # the templates of the program would not be, either: no content may make them fail
        return f"{problem.place.path} is no file"
    lines = file.read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    place = problem.place
    return None if 1 <= place.line <= lines and place.column >= 1 else f"{problem.id} at {place} of {lines} lines"


def _calendar(data: bytes) -> object:
    return Calendar.from_ical(data)


def _malformed(files: Mapping[str, bytes]) -> str | None:
    """The first file for programs that no program could read, and why."""
    xml = ElementTree.fromstring
    readers: dict[str, Callable[[bytes], object]] = {"atom": xml, "xml": xml, "json": json.loads, "ics": _calendar}
    for name, data in files.items():
        reader = readers.get(name.rpartition(".")[2], bytes.decode)
        if data and not name.startswith(("assets/", "media/")):
            try:
                reader(data)
            except Exception as error:
                return f"{name}: {type(error).__name__}: {error}"
    return None


if __name__ == "__main__":
    start = time.perf_counter()
    found = 0
    for failure in failures(int(sys.argv[1]), int(sys.argv[2])):
        found += 1
        print(failure.number, failure.why, failure.files, flush=True)
    print(f"seed {sys.argv[1]}: {sys.argv[2]} mutations, {found} failures, {time.perf_counter() - start:.0f} seconds")
