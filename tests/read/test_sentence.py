"""The first sentence of a text, for lists."""

from __future__ import annotations

import pytest

from sitegen.read.sentence import first_sentence


@pytest.mark.parametrize(
    ("markdown", "sentence"),
    [
        ("Satu kalimat. Dua kalimat.", "Satu kalimat."),
        ("# Judul\n\n![a](b.jpg)\n\n- daftar\n\n> kutip\n\n<div>x</div>\n\n| a |\n|---|\n\nIsi ini. Lagi.", "Isi ini."),
        ("Prof. Dr. Ir. Budi Santoso, S.T., M.Sc., Ph.D. hadir di Jl. Merdeka No. 5. Lalu pulang.",
         "Prof. Dr. Ir. Budi Santoso, S.T., M.Sc., Ph.D. hadir di Jl. Merdeka No. 5."),
        ("Dr. A. B. Siti, M.Eng. dan K.H. Ahmad bertemu. Ya.", "Dr. A. B. Siti, M.Eng. dan K.H. Ahmad bertemu."),
        ("Acara pukul 09.00 WIB dengan biaya Rp5.000. Daftar!", "Acara pukul 09.00 WIB dengan biaya Rp5.000."),
        ("Siapa yang hadir? Semua.", "Siapa yang hadir?"),
        ("“Ini penting!” Kata rektor.", "“Ini penting!”"),
        ("Berkas v1.2 di its.ac.id dibuka. Ya", "Berkas v1.2 di its.ac.id dibuka."),
        ("Kata *miring* dan **tebal** serta `kode_x` snake_case [tautan](a(b).md \"t\") [r][x] [Go]{lang=en}[^1] \\*a\\* &amp; <b>x</b>.",
         "Kata miring dan tebal serta kode_x snake_case tautan r Go *a* & x."),
        ("\\_a_ __b__c \\*d* e_f_ **g** \\`h`", "_a b__c *d e_f g `h"),
        ("_a_b_ \\__c__ d\\*\\* *e*", "a_b __c d** e"),
        ("Dua\nbaris jadi satu.\n\nLain.", "Dua baris jadi satu."),
        ("Tanpa titik", "Tanpa titik"),
        ("```\nkode\n```\n\nIsi.", "Isi."),
        ("\n\n# Judul\n", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_the_first_sentence_of_the_first_paragraph_is_plain_text(markdown: str, sentence: str) -> None:
    assert first_sentence(markdown) == sentence


def test_a_long_first_sentence_is_cut_at_a_word() -> None:
    sentence = first_sentence("Pelatihan, " * 40)
    assert sentence == "Pelatihan, " * 17 + "Pelatihan…"
    assert len(first_sentence("a" * 500)) == 200
