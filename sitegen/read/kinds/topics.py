"""Topics: the controlled list `content/topics.yaml`, a label in every language of the site for each key."""

from __future__ import annotations

from typing import ClassVar

from sitegen.base.problems import Problem, problem
from sitegen.read import nodes
from sitegen.read.config import Config
from sitegen.read.fields import Fields
from sitegen.read.item import Item, SourceFile
from sitegen.read.names import key_mistake
from sitegen.read.record import Record


class Topic(Record, frozen=True, kw_only=True):
    """A topic; `title` is its label, present in every language of the site."""

    kind: ClassVar[str] = "topics"


def read_all(front: nodes.Mapping, path: str, config: Config, problems: list[Problem]) -> list[Topic]:
    """The topics of `content/topics.yaml`, sorted by key; what is wrong is added to `problems`.

    A topic needs a label in every language of the site, so that no language has half a topic page.
    """
    topics = [_topic(key, value, path, config, problems) for key, value in front.entries]
    return sorted(filter(None, topics), key=lambda topic: topic.key)


def _topic(key: nodes.Scalar, value: nodes.Node, path: str, config: Config, problems: list[Problem]) -> Topic | None:
    if mistake := key_mistake(key.text):
        problems.append(problem(key.place, mistake.id, **mistake.facts))
        return None
    if not isinstance(value, nodes.Mapping) or value.get("label") is None:
        label = nodes.Scalar("label", value.place, quoted=False)
        value = nodes.Mapping(((label, value),), value.place)
    facts = SourceFile(path=path, lang=None, front=value)
    fields = Fields(Item(kind=Topic.kind, key=key.text, facts=facts, words={}), config, problems)
    label_of = fields.texts("label")
    lacking = () if "" in label_of else tuple(lang for lang in config.languages if lang not in label_of)
    if lacking and "label" not in fields.findings.wrong:
        fields.findings.report(key.place, "required.label", key=key.text, languages=lacking)
    return fields.record(Topic, title=label_of)
