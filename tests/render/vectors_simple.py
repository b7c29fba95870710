"""Bodies that are written without the Markdown library, bodies that must be left to it, and pieces that make both."""

from __future__ import annotations

SIMPLE = (
    "",
    "\n\nkata\n\n\n\nkata\nkata  \nkata \n",
    "# a\n\n## b c\n### b c\nkata\n\n###### d",
    "## *a* `b > c` [d](a.md) & <e@f.example>",
    "#### a\n\n##### b\n- c",
    "- a\n- b\n* **c** d\n+ e",
    "- a\n- b\n\n- c\n\n- d\n- e\n\nkata\n\n- f",
    "- a\n    - b\n        1. c\n    - d\n  e\nf\n- g\n    3. h\n    4. i\n\n- j\n   - k\n      l\n    - m",
    "1. a\n2. b\n\n7. c\n\n- d\n\n3. e",
    "2022 adalah tahun. 1) a\n2) b\n12. c",
    "> a\n> b\n>  \n> - c\n> - d\n\n> - e\n>\n> > f\n\nkata",
    "| `a` | b |\n|---|--:|\n| *c* | d |\n| e |\n\n| a | b | c |\n| :- | :-: | --- |\n| d | e | f | g |",
    "kata\n```py\nif a < 'b' & \"c\":\n    d\n   \n\n    e\n```\n~~~\n*f* [g](h)\n~~~\nkata",
    "***\n\n---\n\n_____\n\n- - -\n\n*  * *  \n\n_ __",
    "a\tb\n\n-\tc\n\t- d\n \t \n```\n\te\n \t\n```",
    '![a](b.png)\n\n![a b](b.png "Foto: A")\n\nkata ![a](b.png "k") kata\n\n- ![a](b.png)\n\n- ![a](b.png)',
    "*a* **b** _c_ __d__ (*e*) a*f*b **g _h_ i** _j **k** l_ *`m`* **[n](a.md)** [*o* `p`](a.md)",
    "***a*** ___b___ c***d***e **&nbsp;f** \\*g\\* \\[h\\](i) 1\\. [\\*j](a.md)\xa0`k\xa0`\n\n\\# l &copy;&lt;&amp;lt;&frac12; m",
    "nama_berkas_2.pdf dan **nama_berkas** di [a](https://a.example/b_c*d?e=1&f=2)",
    "<https://a.example/b_c> <a.b-c@d.example> 5 < 6 > 4 & 3 R&D &1a; &a_b; &ſ; &copy",
    "[Managing *Student* `a`]{lang=en} **[b]{lang=vi}** dan [Ketua] [a b]",
    '[a](b c.png) ![d](b  c.png "e") [f](b c.png "g h") [a](/a/) [b](a.md) ![c](/a/) [d](mailto:a@b.example)',
    '[a](hilang.md) ![b](hilang.png "c") [d](javascript:e) [f](//g.example) <http:///> [h](/a/) [h](/i/)',
    "[a](#b) [a](#top) [a](#c) [a](#s-b-2) [a](#d%20e)\n\n# B\n\n## b\n\n## d e",
    '![](b.png) kata ![ ](b.png)\n\n![](b.png "a")\n\n[a]{lang=inggris} [b]{lang=xx-yy}',
    "kata\n- kata\n-5\n-- kata",
    "+62 812",
    "\u3000kata\u2003*a*\n\n漢字 **x** é",
)
NOT_SIMPLE = (
    "[a](hilang.md#<b>)", "[a](#b%22)", "> # a\n\n[b](#a)", "[a]{lang=[b]}", "[a][b]\n\n[b]: a.md", "a[^1]\n\n[^1]: b", "*[A]: b\n\nA",
    "*[a](a.md) b] : c*", "a\n\n: b", "a\n: b", "a {#b}", "# a {#b}", "[a](a.md){.b}", "\\", "a\\`b\\`", "&foo;", "&copyfoo;", "&Tab;",
    "&#65", "[a](https://b.example/?c&#65)", "a <b>b</b>", "<div>", "<!-- a -->", "a\x02b", "    a", "- a\n\n    b", "- a\n1. b",
    "- a\n    - b\n    1. c", "- a\n        - b", "- a\n  # b", "- a\n    ---", "- a  \n  b", "[\\]](b.md)", "- # a", "- > a", "- - a",
    "- 1. a", "1. a\n- b", "- ", "> # a", "> a\nb", ">", "> a\n>", "a\n# b", "a\n> b", "a\n > b", "a\n===", "a\n---", "a | b\n--|--\nc | d",
    "| a |\n|---|\n| b |", "| a | b |\n|--|--|", "| `a|b` | c |\n|--|--|\n| d | e |", "# a|b|c|d\n|--|--|\n|--|--|\n|x|y|",
    "| a | b |\n|--|--|\n| `c|d` | e |", "# a #", "#", "- - -\na", "*   *   *", "- ---a", "a\n***\nb", "*a", "a *b * c*", "**a*", "*a**",
    "****a****", "*a *b* c*", "**a `b** c`", "[a *b](a.md) c*", "*a\n\nb*", "_a_b", "a_b_ c", "a_ b_", "*a**b*", "`a``b`", "``a``", "` `",
    "`<b>`", "[a](b c.png 'd')", "[a](<a.md>)", "[a](a.md 'b')", "[a [b](a.md)](a.md)", "[a](a.md", "[a]( a.md)", '![a](b.png "a \'b\'")',
    "``` {.py}\na\n```", "```\na", "/// ![a](b.png)\n![", "a  \n\u2003*b*", "\u3000", "![a](b.png) ",
)  # fmt: skip
SIMPLE_PIECES = (
    "kata", "kata kata", "A1", "é", " ", "  \n", "\n", "\n\n", "\n\n\n", "*", "**", "_", "__", "`", "`x`", "*m*", "**t**", "_m_", "a_b",
    "[a](https://b.example)", "[a](a.md)", '[a](a.md "t")', "![b](b.png)", "![](b.png)", "[a](#a1)", "[a](b.md)", "[x]{lang=inggris}",
    '![b](b.png "k")', "[", "]", "(", ")", "[x]", "[en]{lang=en}", "<https://a.example/>", "<a@b.example>", "<", " < 5", ">", "&", " & ",
    "R&D", "- ", "* ", "1. ", "2. ", "> ", "# ", "## ", "#", "\n- ", "\n1. ", "\n> ", "\n# ", "\n\n- ", "\n\n1. ", "\n\n> ", "\n\n## ",
    "\n>\n", "\n---\n", "\n\n---\n\n", "***", "=", "\n===\n", ":", ": ", "|", "\n\n| a | b |\n|---|--:|\n| c | d |", "\n| e | f |",
    "\n\n```py\nx = 1\n```\n\n", "\n```\n", "~~~", "!", ".", ",", "{", "\n    - b", "\n    1. c", "\n        - d", "\n  lanjut",
    "\n    lanjut", "\n  - e", "***x***", "___y___", "\\*", "\\_", "\\[", "\\]", "\\(", "\\.", "\t", "\n\t- x", "[a](http://a:b/)",
    "[a](http://c d/)", "<http://1.2.3.4.5>", "[a](b c.png)", "[a](x y \"z\")", "\n\n- - -\n\n", "- -", "\\", "\xa0", "&copy;", "&nbsp;",
    "&amp;", "&lt;", "&foo;", "&1a;", "&ſ;", "&quot;", "&Tab;", "}", '"', "'", "\u3000", "\u2003", "]{lang=en}", "](b)", "]: ", " ]", "http://x_y.example",
    "+", "+ ", "-", "_ ", "1", "  ", "    ",
)  # fmt: skip
"""What stands in simple bodies, and the marks that end them, in pieces: joined, about a fifth are simple."""
