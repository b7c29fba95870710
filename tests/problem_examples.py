"""One example of each kind of mistake: the files that hold it, and the line that the program prints in each language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.pictures import PNG

A = "content/news/2022-01-01-a.id.md"
ENGLISH_A = "content/news/2022-01-01-a.en.md"
E = "content/events/e.yaml"
P = "content/partners/a.yaml"
G = "content/agreements/g.yaml"


@dataclass(frozen=True)
class Example:
    """A site with one mistake."""

    code: str
    files: dict[str, str | bytes]
    indonesian: str
    """As printed: the line of the problem, then its hint."""
    english: str
    site: dict[str, Any] = field(default_factory=dict)
    """Fields of `site.yaml`."""


def art(front: str = "title: A", body: str = "Isi berita.") -> str:
    """An article."""
    return f"---\n{front}\n---\n\n{body}\n"


def _yaml(fields: dict[str, str], changed: dict[str, str]) -> str:
    return "".join(f"{name}: {value}\n" for name, value in {**fields, **changed}.items() if value)


def ev(**changed: str) -> str:
    """An event; an empty value leaves the field out."""
    return _yaml({"title": "Acara", "start": "2022-11-14", "country": "ID"}, changed)


def pa(**changed: str) -> str:
    """A partner."""
    return _yaml({"name": "Universiti Contoh", "kind": "university", "country": "MY"}, changed)


def ag(**changed: str) -> str:
    """An agreement."""
    fields = {"type": "mou", "title": "Nota", "partners": "[a]", "level": "institution", "stage": "signed"}
    return _yaml({**fields, "signed": "2022-01-01", "expires": "2027-12-31"}, changed)


LONG = "Kalimat panjang tentang kegiatan kantor urusan internasional di kampus, yang ditulis tanpa baris kosong sesudahnya sama sekali oleh penulis."
EN = (
    "The students and the staff of the campus were in the city for a week and they have seen the work of the office. "
    * 3
)

EXAMPLES = (
    Example(
        "encoding",
        {A: art("title: Universit\xe9").encode("latin-1")},
        "content/news/2022-01-01-a.id.md:2:17: error: Berkas ini tidak disimpan sebagai UTF-8: ada byte 0xE9 di sini. [encoding]\n"
        "    Di Notepad: Simpan sebagai → Encoding: UTF-8. Lalu periksa huruf seperti é dan tanda kutip.",
        "content/news/2022-01-01-a.id.md:2:17: error: This file is not saved as UTF-8: there is a byte 0xE9 here. [encoding]\n"
        "    In Notepad: Save as → Encoding: UTF-8. Then check letters like é and quotation marks.",
    ),
    Example(
        "front-matter-fence",
        {A: "—\ntitle: A\n---\n\nIsi.\n"},
        'content/news/2022-01-01-a.id.md:1:1: error: Baris pertama harus tiga tanda minus "---". Yang ditemukan "—" (sering kali Word mengubahnya otomatis). [front-matter-fence]\n'
        "    Ganti baris ini menjadi ---",
        'content/news/2022-01-01-a.id.md:1:1: error: The first line must be three hyphens "---". Found "—" (Word often changes it by itself). [front-matter-fence]\n'
        "    Write --- in this line.",
    ),
    Example(
        "front-matter-open",
        {A: "---\ntitle: A\n\nIsi.\n"},
        'content/news/2022-01-01-a.id.md:1:1: error: Bagian data (front matter) belum ditutup dengan "---". [front-matter-open]\n'
        "    Tulis --- pada baris tersendiri setelah baris data yang terakhir.",
        'content/news/2022-01-01-a.id.md:1:1: error: The data (front matter) is not closed by "---". [front-matter-open]\n'
        "    Write --- in a line of its own after the last line of data.",
    ),
    Example(
        "tab",
        {A: art("title: A\nimage:\n\tsrc: a.jpg")},
        "content/news/2022-01-01-a.id.md:4:1: error: Ada karakter Tab di sini. YAML hanya menerima spasi. [tab]\n"
        "    Ganti Tab dengan 2 spasi.",
        "content/news/2022-01-01-a.id.md:4:1: error: There is a tab here. YAML takes only spaces. [tab]\n"
        "    Write 2 spaces instead of the tab.",
    ),
    Example(
        "invisible-space",
        {A: art("title: A\n\u00a0date: 2022-01-01")},
        "content/news/2022-01-01-a.id.md:3:1: error: Ada spasi tak terlihat U+00A0 di sini (biasanya hasil tempel dari Word). [invisible-space]\n"
        "    Hapus, lalu ketik ulang spasinya.",
        "content/news/2022-01-01-a.id.md:3:1: error: There is an invisible space U+00A0 here (usually pasted from Word). [invisible-space]\n"
        "    Delete it and type the space again.",
    ),
    Example(
        "yaml-syntax",
        {A: art("title: Pelatihan KUI: Hari 1")},
        'content/news/2022-01-01-a.id.md:2:8: error: Nilai "title" berisi titik dua. [yaml-syntax]\n'
        "    Apit dengan tanda kutip tunggal: title: 'Pelatihan KUI: Hari 1'",
        'content/news/2022-01-01-a.id.md:2:8: error: The value of "title" has a colon in it. [yaml-syntax]\n'
        "    Put it in single quotes: title: 'Pelatihan KUI: Hari 1'",
    ),
    Example(
        "comment-cuts",
        {A: art("title: Kelas #1 dan #2")},
        'content/news/2022-01-01-a.id.md:2:8: warning: Teks setelah " #" akan hilang: "#1 dan #2". [comment-cuts]\n'
        "    Apit dengan tanda kutip tunggal: title: 'Kelas #1 dan #2'. Bila memang catatan, beri dua spasi sebelum #.",
        'content/news/2022-01-01-a.id.md:2:8: warning: The text after " #" will be lost: "#1 dan #2". [comment-cuts]\n'
        "    Put the value in single quotes: title: 'Kelas #1 dan #2'. If it is a comment, write two spaces before the #.",
    ),
    Example(
        "duplicate-key",
        {A: art("title: A\ndate: 2022-01-01\nsummary: B\ndate: 2022-01-02")},
        'content/news/2022-01-01-a.id.md:5:1: error: Kunci "date" ditulis dua kali (baris 3 dan 5). [duplicate-key]\n'
        "    Hapus salah satunya.",
        'content/news/2022-01-01-a.id.md:5:1: error: The key "date" is written twice (lines 3 and 5). [duplicate-key]\n'
        "    Delete one of them.",
    ),
    Example(
        "unknown-field",
        {A: art("title: A\nringkas: B")},
        'content/news/2022-01-01-a.id.md:3:1: warning: "ringkas" tidak dikenal dan diabaikan. [unknown-field]\n'
        '    Maksudnya "ringkasan"?',
        'content/news/2022-01-01-a.id.md:3:1: warning: "ringkas" is not known and is ignored. [unknown-field]\n'
        '    Did you mean "ringkasan"?',
    ),
    Example(
        "required",
        {A: art("date: 2022-01-01")},
        "content/news/2022-01-01-a.id.md:1:1: error: Wajib diisi: title. [required]",
        "content/news/2022-01-01-a.id.md:1:1: error: Required: title. [required]",
    ),
    Example(
        "paragraphs",
        {A: art(body="\n".join([LONG] * 3))},
        "content/news/2022-01-01-a.id.md:5:1: warning: Paragraf perlu dipisahkan satu baris kosong (3 baris panjang berturut-turut ditemukan); tanpa itu semuanya menjadi satu paragraf. [paragraphs]\n"
        "    Tekan Enter sekali lagi di antara paragraf.",
        "content/news/2022-01-01-a.id.md:5:1: warning: Paragraphs need a blank line between them (3 long lines in a row were found); without it they become one paragraph. [paragraphs]\n"
        "    Press Enter once more between paragraphs.",
    ),
    Example(
        "file-name",
        {"content/news/2022-01-01-a.in.md": art()},
        "content/news/2022-01-01-a.in.md:1:1: warning: Nama berkas harus diakhiri .id.md atau .en.md; ditemukan .in.md. Berkas ini tidak dibaca. [file-name]\n"
        "    Ganti nama berkas menjadi 2022-01-01-a.id.md.",
        "content/news/2022-01-01-a.in.md:1:1: warning: The file name must end in .id.md or .en.md; found .in.md. The file was not read. [file-name]\n"
        "    Rename the file to 2022-01-01-a.id.md.",
    ),
    Example(
        "yaml-limits",
        {P: "name: &x Universiti\nkind: *x\ncountry: MY\n"},
        'content/partners/a.yaml:1:7: error: Jangkar YAML "&x" tidak dipakai di sini. [yaml-limits]\n'
        "    Hapus. Bila & bagian dari teks, apit seluruh nilai dengan tanda kutip tunggal.",
        'content/partners/a.yaml:1:7: error: The YAML anchor "&x" is not used here. [yaml-limits]\n'
        "    Delete it. If the & belongs to the text, put the whole value in single quotes.",
    ),
    Example(
        "file-collision",
        {A: art(), "content/news/lama/2022-01-01-a.id.md": art()},
        'content/news/lama/2022-01-01-a.id.md:1:1: error: Nama "2022-01-01-a" dipakai di dua folder: content/news/2022-01-01-a.id.md dan content/news/lama/2022-01-01-a.id.md. Setiap isi perlu nama sendiri. [file-collision]\n'
        "    Ganti nama salah satunya, atau kumpulkan semua berkasnya di satu folder.",
        'content/news/lama/2022-01-01-a.id.md:1:1: error: The name "2022-01-01-a" is used in two folders: content/news/2022-01-01-a.id.md and content/news/lama/2022-01-01-a.id.md. Each item needs a name of its own. [file-collision]\n'
        "    Rename one of them, or keep all files of the item in one folder.",
    ),
    Example(
        "mojibake",
        {A: art(body="â€œKutipanâ€™ yang rusak.")},
        'content/news/2022-01-01-a.id.md:5:1: warning: "â€œKutipanâ€™" tampak rusak karena salah salin. Maksudnya "“Kutipan’"? [mojibake]\n'
        "    Ketik ulang bagian ini, dan periksa seluruh berkas.",
        'content/news/2022-01-01-a.id.md:5:1: warning: "â€œKutipanâ€™" looks damaged by copying. Did you mean "“Kutipan’"? [mojibake]\n'
        "    Type this passage again, and look through the whole file.",
    ),
    Example(
        "hidden-text",
        {A: art(body="Isi \u202eterbalik.")},
        "content/news/2022-01-01-a.id.md:5:5: warning: Karakter tak terlihat U+202E membalik arah tulisan di baris ini. [hidden-text]\n"
        "    Hapus baris ini, lalu ketik ulang.",
        "content/news/2022-01-01-a.id.md:5:5: warning: The invisible character U+202E turns the direction of writing in this line. [hidden-text]\n"
        "    Delete this line and type it again.",
    ),
    Example(
        "value-type",
        {A: art("title: A\npartners: its, umpsa")},
        'content/news/2022-01-01-a.id.md:3:11: error: "partners" harus berupa daftar, bukan satu teks. [value-type]\n'
        "    Tulis [its, umpsa]",
        'content/news/2022-01-01-a.id.md:3:11: error: "partners" must be a list, not one text. [value-type]\n'
        "    Write [its, umpsa]",
    ),
    Example(
        "choice",
        {A: art("title: A\ncategory: sign")},
        'content/news/2022-01-01-a.id.md:3:11: error: "sign" tidak dikenal untuk "category". [choice]\n'
        "    Maksudnya signing? Pilihannya news, announcement, signing, visit, mobility, atau achievement.",
        'content/news/2022-01-01-a.id.md:3:11: error: "sign" is not known for "category". [choice]\n'
        "    Did you mean signing? The choices are news, announcement, signing, visit, mobility or achievement.",
    ),
    Example(
        "address",
        {E: ev(url_online="example.org")},
        'content/events/e.yaml:4:13: error: "example.org" bukan alamat web yang lengkap. [address]\n'
        "    Tulis https://example.org",
        'content/events/e.yaml:4:13: error: "example.org" is not a complete web address. [address]\n'
        "    Write https://example.org",
    ),
    Example(
        "slug",
        {A: art("title: A\nslug: Kunjungan Kami")},
        'content/news/2022-01-01-a.id.md:3:7: error: slug "Kunjungan Kami" hanya boleh huruf kecil, angka, dan tanda minus. [slug]\n'
        '    Tulis "kunjungan-kami".',
        'content/news/2022-01-01-a.id.md:3:7: error: The slug "Kunjungan Kami" may have only lower-case letters, digits and hyphens. [slug]\n'
        '    Write "kunjungan-kami".',
    ),
    Example(
        "date-read",
        {A: art("title: A\ndate: 21 Nopember 2022")},
        'content/news/2022-01-01-a.id.md:3:7: note: "21 Nopember 2022" dibaca sebagai 2022-11-21 (21 November 2022). [date-read]',
        'content/news/2022-01-01-a.id.md:3:7: note: "21 Nopember 2022" was read as 2022-11-21 (21 November 2022). [date-read]',
    ),
    Example(
        "date-ambiguous",
        {A: art("title: A\ndate: 03/04/2022")},
        'content/news/2022-01-01-a.id.md:3:7: error: "03/04/2022" bisa 3 April atau 4 Maret. [date-ambiguous]\n'
        "    Tulis 2022-04-03 atau 2022-03-04.",
        'content/news/2022-01-01-a.id.md:3:7: error: "03/04/2022" may be 3 April or 4 March. [date-ambiguous]\n'
        "    Write 2022-04-03 or 2022-03-04.",
    ),
    Example(
        "date-impossible",
        {A: art("title: A\ndate: 31 November 2022")},
        "content/news/2022-01-01-a.id.md:3:7: error: 31 November tidak ada; November hanya 30 hari. [date-impossible]\n"
        "    Periksa tanggalnya.",
        "content/news/2022-01-01-a.id.md:3:7: error: There is no 31 November; November has only 30 days. [date-impossible]\n"
        "    Check the date.",
    ),
    Example(
        "date-format",
        {A: art("title: A\ndate: TBA")},
        'content/news/2022-01-01-a.id.md:3:7: error: "TBA" bukan tanggal. [date-format]\n'
        "    Bila tanggalnya belum pasti, hapus baris ini; pada kegiatan, tulis juga status: tentative.",
        'content/news/2022-01-01-a.id.md:3:7: error: "TBA" is not a date. [date-format]\n'
        "    If the date is not known yet, delete this line; of an event, also write status: tentative.",
    ),
    Example(
        "time-format",
        {E: ev(time="25.00")},
        'content/events/e.yaml:4:7: error: "25.00" bukan jam yang dikenali. [time-format]\n'
        "    Tulis seperti ini: 09.00, 09.00–12.00, atau 09.00–selesai; bila perlu diikuti WIB, WITA, atau WIT.",
        'content/events/e.yaml:4:7: error: "25.00" is not a time that can be read. [time-format]\n'
        "    Write it like this: 09.00, 09.00–12.00 or 09.00–selesai; with WIB, WITA or WIT after it where needed.",
    ),
    Example(
        "weekday",
        {A: art("title: A\ndate: Jumat, 28 September 2024")},
        "content/news/2022-01-01-a.id.md:3:7: error: 28 September 2024 adalah Sabtu, bukan Jumat. [weekday]\n"
        "    Periksa tanggal atau harinya.",
        "content/news/2022-01-01-a.id.md:3:7: error: 28 September 2024 is a Saturday, not Jumat. [weekday]\n"
        "    Check the date or the day.",
    ),
    Example(
        "event-dates",
        {E: ev(start="2022-11-18", end="2022-11-14")},
        "content/events/e.yaml:4:6: error: Tanggal selesai (2022-11-14) sebelum tanggal mulai (2022-11-18). [event-dates]\n"
        "    Periksa kedua tanggalnya; mungkin tertukar, atau tahunnya salah.",
        "content/events/e.yaml:4:6: error: The last day (2022-11-14) is before the first day (2022-11-18). [event-dates]\n"
        "    Check both dates; they may be swapped, or a year is wrong.",
    ),
    Example(
        "long-event",
        {E: ev(start="2022-11-14", end="2023-11-18")},
        "content/events/e.yaml:4:6: warning: Kegiatan berlangsung 370 hari? [long-event]\n    Periksa tahunnya.",
        "content/events/e.yaml:4:6: warning: Does the event last 370 days? [long-event]\n    Check the year.",
    ),
    Example(
        "timezone-missing",
        {E: ev(country="MY")},
        'content/events/e.yaml:3:10: error: Kegiatan di Malaysia perlu "timezone". [timezone-missing]\n'
        "    Tulis zona waktu setempat, misalnya timezone: Asia/Kuala_Lumpur",
        'content/events/e.yaml:3:10: error: An event in Malaysia needs "timezone". [timezone-missing]\n'
        "    Write the local time zone, for example timezone: Asia/Kuala_Lumpur",
    ),
    Example(
        "timezone",
        {E: ev(timezone="Asia/Jakrta")},
        'content/events/e.yaml:4:11: error: Zona waktu "Asia/Jakrta" tidak dikenal. Maksudnya Asia/Jakarta? [timezone]\n'
        "    Tulis Asia/Jakarta.",
        'content/events/e.yaml:4:11: error: There is no time zone "Asia/Jakrta". Did you mean Asia/Jakarta? [timezone]\n'
        "    Write Asia/Jakarta.",
    ),
    Example(
        "timezone-place",
        {E: ev(time="09.00 WIT", city="Pontianak")},
        "content/events/e.yaml:4:7: warning: Pontianak memakai WIB, bukan WIT. [timezone-place]\n"
        "    Tulis timezone: WIB, atau periksa kotanya.",
        "content/events/e.yaml:4:7: warning: Pontianak is in WIB, not WIT. [timezone-place]\n"
        "    Write timezone: WIB, or check the city.",
    ),
    Example(
        "future-news",
        {"content/news/a.id.md": art("title: A\ndate: 2032-11-21")},
        "content/news/a.id.md:3:7: warning: Berita bertanggal 2032-11-21 (5 tahun ke depan). Salah ketik? [future-news]\n"
        "    Periksa tahunnya.",
        "content/news/a.id.md:3:7: warning: The article is dated 2032-11-21 (5 years ahead). A slip of the finger? [future-news]\n"
        "    Check the year.",
    ),
    Example(
        "facts-differ",
        {A: art("title: A\ndate: 2022-11-21"), ENGLISH_A: art("title: A\ndate: 2022-11-12")},
        'content/news/2022-01-01-a.en.md:3:7: error: "date" berbeda: di sini 2022-11-12, tetapi 2022-11-21 di content/news/2022-01-01-a.id.md baris 3. [facts-differ]\n'
        "    Samakan keduanya, atau hapus salah satu.",
        'content/news/2022-01-01-a.en.md:3:7: error: "date" differs: 2022-11-12 here, but 2022-11-21 in content/news/2022-01-01-a.id.md line 3. [facts-differ]\n'
        "    Make both the same, or delete one of them.",
    ),
    Example(
        "translation-missing",
        {A: art()},
        "content/news/2022-01-01-a.id.md:1:1: note: Belum ada versi bahasa Inggris: 2022-01-01-a. [translation-missing]",
        "content/news/2022-01-01-a.id.md:1:1: note: There is no English version yet: 2022-01-01-a. [translation-missing]",
    ),
    Example(
        "translation-behind",
        {A: art("title: A\nupdated: 2022-03-01"), ENGLISH_A: art("title: A")},
        "content/news/2022-01-01-a.en.md:1:1: warning: Versi bahasa Indonesia lebih baru (1 Maret 2022) daripada versi bahasa Inggris ini. [translation-behind]\n"
        '    Perbarui isi berkas ini, lalu isi "updated".',
        "content/news/2022-01-01-a.en.md:1:1: warning: The Indonesian version is newer (1 March 2022) than this English one. [translation-behind]\n"
        '    Bring this file up to date, then set "updated".',
    ),
    Example(
        "wrong-language",
        {A: art(body=EN)},
        "content/news/2022-01-01-a.id.md:5:1: warning: Isi berkas bahasa Indonesia ini tampak berbahasa Inggris. [wrong-language]\n"
        "    Periksa apakah teks dua bahasa tertukar, atau terjemahkan isinya.",
        "content/news/2022-01-01-a.id.md:5:1: warning: The text of this Indonesian file looks English. [wrong-language]\n"
        "    Check whether the texts of the two languages were swapped, or translate it.",
    ),
    Example(
        "language",
        {"content/news/2022-01-01-a.ms.md": art()},
        'content/news/2022-01-01-a.ms.md:1:1: error: Berkas ini berbahasa "ms", tetapi bahasa situs ini hanya id dan en. [language]\n'
        '    Tambahkan bahasanya pada "languages" di site.yaml, atau ganti nama berkasnya.',
        'content/news/2022-01-01-a.ms.md:1:1: error: This file is in the language "ms", but the languages of this site are only id and en. [language]\n'
        '    Add the language to "languages" in site.yaml, or rename the file.',
    ),
    Example(
        "country",
        {P: pa(country="Philipina")},
        'content/partners/a.yaml:3:10: error: country "Philipina" bukan kode negara. [country]\n'
        "    Maksudnya PH (Filipina)?",
        'content/partners/a.yaml:3:10: error: country "Philipina" is not a country code. [country]\n'
        "    Did you mean PH (Philippines)?",
    ),
    Example(
        "key",
        {"content/partners/UMPSA .yaml": pa()},
        'content/partners/UMPSA .yaml:1:1: error: Nama "UMPSA " hanya boleh huruf kecil, angka, dan tanda minus. [key]\n'
        '    Ganti namanya menjadi "umpsa"; bagian sesudah titik tetap.',
        'content/partners/UMPSA .yaml:1:1: error: The name "UMPSA " may have only lower-case letters, digits and hyphens. [key]\n'
        '    Rename it to "umpsa"; what follows the dot stays.',
    ),
    Example(
        "duplicate-partner",
        {P: pa(), "content/partners/b.yaml": pa(name="University of Contoh")},
        'content/partners/b.yaml:1:7: warning: "University of Contoh" mirip dengan mitra a. [duplicate-partner]\n'
        '    Bila lembaganya sama, pakai satu berkas saja dan tambahkan nama ini ke "aliases" di a. Bila berbeda, isi "ids" (misalnya ror) pada keduanya.',
        'content/partners/b.yaml:1:7: warning: "University of Contoh" is much like the partner a. [duplicate-partner]\n'
        '    If they are one institution, keep one file and add this name to the "aliases" of a. If they are two, give both their "ids", such as ror.',
    ),
    Example(
        "shared-name",
        {P: pa(short="UMP"), "content/partners/b.yaml": pa(name="Politeknik Lain", country="ID", aliases="[UMP]")},
        'content/partners/b.yaml:4:10: warning: Nama atau singkatan "UMP" juga dipakai mitra a. [shared-name]\n'
        "    Pakai yang berbeda bila memungkinkan; rujukan selalu memakai kunci, bukan singkatan.",
        'content/partners/b.yaml:4:10: warning: The partner a is called "UMP", too. [shared-name]\n'
        "    Use another if you can; references go by key, never by short name.",
    ),
    Example(
        "identifier",
        {P: pa(fields="[311]")},
        'content/partners/a.yaml:4:10: warning: isced "311" harus 4 angka; yang ini diabaikan. [identifier]\n'
        '    Tulis "0311".',
        'content/partners/a.yaml:4:10: warning: isced "311" must have 4 digits; this one is ignored. [identifier]\n'
        '    Write "0311".',
    ),
    Example(
        "latin-name",
        {P: pa(name="{local: {text: សាកលវិទ្យាល័យ, lang: km}}", country="KH")},
        'content/partners/a.yaml:1:7: error: Nama "សាកលវិទ្យាល័យ" belum punya bentuk huruf Latin. [latin-name]\n'
        '    Tambahkan nama dengan huruf Latin pada "id" atau "en", misalnya en: Royal University of Phnom Penh',
        'content/partners/a.yaml:1:7: error: The name "សាកលវិទ្យាល័យ" has no form in Latin letters yet. [latin-name]\n'
        '    Add a name in Latin letters under "id" or "en", for example en: Royal University of Phnom Penh',
    ),
    Example(
        "signed-missing",
        {P: pa(), G: ag(signed="")},
        'content/agreements/g.yaml:5:8: error: stage: signed memerlukan "signed". [signed-missing]\n'
        "    Tambahkan tanggal tanda tangan, misalnya signed: 2022-11-21; bulan atau tahun saja juga boleh.",
        'content/agreements/g.yaml:5:8: error: stage: signed needs "signed". [signed-missing]\n'
        "    Add the date of signing, for example signed: 2022-11-21; a month or year alone will do.",
    ),
    Example(
        "expiry-missing",
        {P: pa(), G: ag(expires="")},
        "content/agreements/g.yaml:5:8: warning: Belum tercatat sampai kapan dokumen ini berlaku. [expiry-missing]\n"
        '    Isi "expires" (tanggal, bulan, atau "open" bila tanpa batas).',
        "content/agreements/g.yaml:5:8: warning: It is not recorded until when this document is in force. [expiry-missing]\n"
        '    Fill in "expires" (a date, a month, or "open" if it has no end).',
    ),
    Example(
        "agreement-dates",
        {P: pa(), G: ag(expires="2021-01-01")},
        "content/agreements/g.yaml:7:10: error: expires (2021-01-01) sebelum signed (2022-01-01) [agreement-dates]\n"
        "    Periksa tahunnya.",
        "content/agreements/g.yaml:7:10: error: expires (2021-01-01) is before signed (2022-01-01) [agreement-dates]\n"
        "    Check the year.",
    ),
    Example(
        "term-differs",
        {P: pa(), G: ag(signed="2024-02-28", term="5 tahun", expires="2028-02-27")},
        'content/agreements/g.yaml:7:10: warning: term "5 tahun" sejak 2024-02-28 berakhir 2029-02-27, tetapi tertulis 2028-02-27. [term-differs]\n'
        '    Periksa "expires" dan "term", atau hapus "term": yang berlaku adalah "expires".',
        'content/agreements/g.yaml:7:10: warning: The term "5 tahun" from 2024-02-28 ends on 2029-02-27, but 2028-02-27 is written. [term-differs]\n'
        '    Check "expires" and "term", or delete "term": what counts is "expires".',
    ),
    Example(
        "in-process-public",
        {P: pa(), G: ag(stage="in_process", signed="", expires="", visibility="public")},
        "content/agreements/g.yaml:6:13: warning: Dokumen yang belum ditandatangani ini akan tampil di situs. Benar? [in-process-public]\n"
        "    Bila tidak, hapus visibility: public.",
        "content/agreements/g.yaml:6:13: warning: This document is not signed, and will be shown on the site. Is that right? [in-process-public]\n"
        "    If not, delete visibility: public.",
    ),
    Example(
        "url-collision",
        {"content/news/2022-03-03-kunjungan.id.md": art(), "content/news/2022-04-04-kunjungan.id.md": art()},
        "content/news/2022-04-04-kunjungan.id.md:1:1: error: Dua berkas menghasilkan alamat yang sama /id/berita/2022/kunjungan/: content/news/2022-03-03-kunjungan.id.md dan content/news/2022-04-04-kunjungan.id.md. [url-collision]\n"
        '    Beri "slug" yang berbeda pada salah satunya.',
        "content/news/2022-04-04-kunjungan.id.md:1:1: error: Two files want the same address /id/berita/2022/kunjungan/: content/news/2022-03-03-kunjungan.id.md and content/news/2022-04-04-kunjungan.id.md. [url-collision]\n"
        '    Give one of them another "slug".',
    ),
    Example(
        "unknown-reference",
        {"content/partners/its.yaml": pa(), E: ev(host="itss")},
        'content/events/e.yaml:4:7: error: Tidak ada mitra dengan kunci "itss". Maksudnya "its"? [unknown-reference]\n'
        "    Tulis its.",
        'content/events/e.yaml:4:7: error: There is no partner with the key "itss". Did you mean "its"? [unknown-reference]\n'
        "    Write its.",
    ),
    Example(
        "cycle",
        {P: pa(), G: ag(renews="h"), "content/agreements/h.yaml": ag(renews="g")},
        'content/agreements/g.yaml:8:9: error: "renews" berputar kembali ke awal: g → h → g. [cycle]\n'
        '    Hapus "renews" pada salah satunya.',
        'content/agreements/g.yaml:8:9: error: "renews" leads back to where it began: g → h → g. [cycle]\n'
        '    Delete "renews" in one of them.',
    ),
    Example(
        "parent-missing",
        {P: pa(), G: ag(type="ia")},
        "content/agreements/g.yaml:1:7: warning: Perjanjian pelaksanaan (ia) belum menyebut induknya. [parent-missing]\n"
        '    Tambahkan "parent" dengan kunci MoU atau MoA-nya.',
        "content/agreements/g.yaml:1:7: warning: An implementing arrangement (ia) should name the agreement above it. [parent-missing]\n"
        '    Add "parent" with the key of its MoU or MoA.',
    ),
    Example(
        "parent-partners",
        {
            P: pa(),
            "content/partners/b.yaml": pa(name="Politeknik Lain"),
            G: ag(),
            "content/agreements/h.yaml": ag(type="ia", partners="[b]", parent="g"),
        },
        "content/agreements/h.yaml:3:12: warning: Mitra b tidak ikut dalam perjanjian induk g. [parent-partners]\n"
        '    Periksa "partners" di sini dan di g.',
        "content/agreements/h.yaml:3:12: warning: The agreement above, g, was not made with b. [parent-partners]\n"
        '    Check "partners" here and in g.',
    ),
    Example(
        "host-country",
        {P: pa(), E: ev(host="a")},
        "content/events/e.yaml:3:10: warning: Kegiatan ini di Indonesia, tetapi tuan rumahnya (a) di Malaysia. [host-country]\n"
        '    Periksa "country" dan "host".',
        "content/events/e.yaml:3:10: warning: The event is in Indonesia, but its host (a) is in Malaysia. [host-country]\n"
        '    Check "country" and "host".',
    ),
    Example(
        "signing-without-agreement",
        {A: art("title: A\ncategory: signing")},
        "content/news/2022-01-01-a.id.md:3:11: note: Berita penandatanganan ini belum menyebut perjanjiannya. [signing-without-agreement]\n"
        '    Tambahkan "agreements" dengan kunci perjanjiannya.',
        "content/news/2022-01-01-a.id.md:3:11: note: This article about a signing names no agreement. [signing-without-agreement]\n"
        '    Add "agreements" with the key of the agreement.',
    ),
    Example(
        "orphan",
        {P: pa()},
        "content/partners/a.yaml:1:1: note: Mitra a belum disebut oleh perjanjian, berita, atau kegiatan apa pun. [orphan]",
        "content/partners/a.yaml:1:1: note: No agreement, article or event names the partner a yet. [orphan]",
    ),
    Example(
        "closed-partner",
        {P: pa(status="closed"), G: ag()},
        "content/agreements/g.yaml:3:12: warning: Mitra a sudah ditutup, tetapi perjanjian ini masih berstatus signed. [closed-partner]\n"
        '    Tulis "successor" pada mitra itu, atau stage: terminated di sini.',
        "content/agreements/g.yaml:3:12: warning: The partner a is closed, but this agreement still says signed. [closed-partner]\n"
        '    Name a "successor" in that partner, or write stage: terminated here.',
    ),
    Example(
        "alt-missing",
        {A: art("title: A\nimage: f.png"), "content/news/f.png": PNG},
        'content/news/2022-01-01-a.id.md:3:8: warning: Gambar f.png belum punya "alt" (bahasa Indonesia). [alt-missing]\n'
        "    Tulis apa yang terlihat di gambar itu, untuk pembaca yang tidak dapat melihatnya: alt: …",
        'content/news/2022-01-01-a.id.md:3:8: warning: "alt" is missing for the picture f.png (Indonesian). [alt-missing]\n'
        "    Write what the picture shows, for readers who cannot see it: alt: …",
    ),
    Example(
        "picture",
        {A: art("title: A\nimage: {src: f.png, alt: Foto}"), "content/news/f.png": PNG[:40]},
        "content/news/2022-01-01-a.id.md:3:8: error: Gambar f.png rusak atau belum tersalin lengkap, jadi tidak ada peramban yang bisa menampilkannya. [picture]\n"
        "    Simpan lagi dari aslinya, atau salin ulang, lalu lihat gambarnya sebelum membangun situs.",
        "content/news/2022-01-01-a.id.md:3:8: error: The picture f.png is damaged or was not uploaded whole, so no browser can show it. [picture]\n"
        "    Save it anew from the original, or copy it again, and look at it before you build.",
    ),
    Example(
        "picture-extension",
        {A: art(body="![Foto](f.jpg)"), "content/news/f.jpg": PNG},
        "content/news/2022-01-01-a.id.md:5:9: warning: Gambar f.jpg sebenarnya berjenis PNG; ia diterbitkan menurut jenis yang sebenarnya. [picture-extension]\n"
        "    Ganti namanya menjadi f.png, juga di teks yang menyebutnya.",
        "content/news/2022-01-01-a.id.md:5:9: warning: The picture f.jpg is really of the type PNG; it is published under its true type. [picture-extension]\n"
        "    Rename it to f.png, also where it is named in the texts.",
    ),
    Example(
        "broken-link",
        {A: art(body="![Foto](foto.jpg)"), "content/news/Foto.JPG": b"\xff\xd8\xff"},
        "content/news/2022-01-01-a.id.md:5:9: error: Berkas foto.jpg bernama Foto.JPG; huruf besar dan kecil harus sama. [broken-link]\n"
        "    Di Windows tautan ini jalan, di server tidak. Tulis Foto.JPG.",
        "content/news/2022-01-01-a.id.md:5:9: error: The file foto.jpg is called Foto.JPG; capitals and small letters must be the same. [broken-link]\n"
        "    On Windows this link works, on the server it does not. Write Foto.JPG.",
    ),
    Example(
        "personal-data",
        {A: art(body="Hubungi 0812-3456-7890.")},
        'content/news/2022-01-01-a.id.md:5:9: warning: Nomor HP "0812-3456-7890" akan terlihat oleh semua orang di halaman umum. [personal-data]\n'
        "    Tulis surel atau telepon kantor.",
        'content/news/2022-01-01-a.id.md:5:9: warning: Everybody will see the mobile number "0812-3456-7890" on a public page. [personal-data]\n'
        "    Write the office's mail address or telephone.",
    ),
    Example(
        "summary-long",
        {A: art("title: A\nsummary: " + "panjang " * 30)},
        "content/news/2022-01-01-a.id.md:3:10: warning: Ringkasan ini 239 huruf; yang lebih dari 200 biasanya terpotong di hasil pencarian. [summary-long]\n"
        "    Persingkat menjadi satu atau dua kalimat.",
        "content/news/2022-01-01-a.id.md:3:10: warning: This summary has 239 characters; beyond 200 it is usually cut in search results. [summary-long]\n"
        "    Shorten it to one or two sentences.",
    ),
    Example(
        "too-complex",
        {A: art(body=">" * 400 + " x")},
        "content/news/2022-01-01-a.id.md:5:1: error: Di sini kutipan atau daftar bersarang lebih dari 12 tingkat. [too-complex]\n"
        "    Kurangi tanda > atau lekukan di awal baris.",
        "content/news/2022-01-01-a.id.md:5:1: error: Quotes or lists are nested more than 12 levels deep here. [too-complex]\n"
        "    Take away some > or some indentation at the start of the line.",
    ),
    Example(
        "template",
        {"themes/default/templates/page.html": "<p>\n{{ page.nothing }}\n", "content/pages/p.id.md": art()},
        "themes/default/templates/page.html:2:1: error: Templat ini gagal di sini: 'sitegen.plan.kinds.pages.PlainPageView object' has no attribute 'nothing' [template]\n"
        "    Apa yang didapat setiap templat tertulis di themes/README.md.",
        "themes/default/templates/page.html:2:1: error: This template fails here: 'sitegen.plan.kinds.pages.PlainPageView object' has no attribute 'nothing' [template]\n"
        "    What each template gets stands in themes/README.md.",
    ),
    Example(
        "site-file",
        {},
        'site.yaml:4:11: error: Alamat situs "kui.example.ac.id" tidak lengkap atau tidak benar. [site-file]\n'
        "    Tulis alamat lengkapnya, misalnya https://kui.example.ac.id/ atau https://example.ac.id/kui/.",
        'site.yaml:4:11: error: The site\'s address "kui.example.ac.id" is incomplete or wrong. [site-file]\n'
        "    Write the whole address, for example https://kui.example.ac.id/ or https://example.ac.id/kui/.",
        site={"base_url": "kui.example.ac.id"},
    ),
    Example(
        "setting",
        {},
        'site.yaml:14:10: error: "biru" bukan warna. [setting]\n'
        "    Tulis # lalu enam angka atau huruf a sampai f, diapit tanda kutip: '#0d4a4e'.",
        'site.yaml:14:10: error: "biru" is not a colour. [setting]\n'
        "    Write it as # and six digits or letters from a to f, between quotes: '#0d4a4e'.",
        {"colours": {"brand": "biru"}},
    ),
    Example(
        "contrast",
        {},
        'site.yaml:14:10: error: Kontras "brand" #e07a5f terhadap "wash" #f2efe6 hanya 2,56; agar terbaca perlu 4,5. [contrast]\n'
        "    Ganti dengan '#b04f36'.",
        'site.yaml:14:10: error: "brand" #e07a5f beside "wash" #f2efe6 has a contrast of 2.56; 4.5 is needed to read it. [contrast]\n'
        "    Write '#b04f36' instead.",
        {"colours": {"brand": "#e07a5f"}},
    ),
)
