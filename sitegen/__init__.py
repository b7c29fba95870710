"""A static site generator for the bilingual news of a campus's international office.

The way of one article, from its file to its page:

1. `read/sources.py` finds `content/news/2022-11-21-pelatihan-kui.id.md` and the files that share its base name: an item.
2. `read/text.py` decodes the bytes, `read/frontmatter.py` splits them, `read/yaml.py` gives the front matter as nodes with places.
3. `read/kinds/news.py` asks `read/fields.py` for each field and gives an `Article`, a record.
4. `relate/relating.py` joins the records of all kinds to a `Site`: what is named exists, and is listed where it is named.
5. `plan/planning.py` lists the pages; `plan/kinds/news.py` makes the article's view when somebody asks for that page.
6. `render/rendering.py` puts the view into the theme's `article.html`; `render/markdown.py` makes its words safe HTML.
7. `publish/publication.py` puts the bytes into `output/`, when the whole site is right.

`build.py` is these steps in order.
"""
