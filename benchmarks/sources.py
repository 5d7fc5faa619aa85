"""Research data as light articles, for benchmarks and training only; nothing of it belongs into the project.

python benchmarks/sources.py DATA --split train --out articles.jsonl

``DATA`` holds ``unlabelled/xwlb.jsonl``, ``unlabelled/incidents.jsonl`` and
``pfr1998/{train,dev}.txt``; what is not there is skipped, with a line on stderr.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from pipeline import lexicon
from pipeline.clean.fold import fold_text
from pipeline.degrade import Clean, light

Split = Literal["train", "dev", "test"]
LONGEST = 6_000
"""Characters of an article; longer ones are left out."""
_FREQUENT = 250
_SHORTEST = 100
"""Characters of a text; shorter ones are notes, and left out."""
_PFR_HEAD = 40
_LEFTOVER = re.compile(r"</?[a-zA-Z]|&[a-z#]\w*[;；]|https?[:：]|\]\(|\*\*|\{|\}|\ufffd")
_BLANKS = re.compile(r"(?<![A-Za-z0-9.,])\s+|\s+(?![A-Za-z0-9])")
_LABEL = re.compile(r"^央视网消息\s*(?:[（(]新闻联播[）)])?\s*[：:]?\s*|^[（(]新闻联播[）)]\s*[：:]\s*")
_STAMP = re.compile(r"-+$|[（(]更新时间戳")
_KICKER = re.compile(r"【([^】]+)】")
_HEAD_BLANK = re.compile(r"\s+(?![^《“]*[》”])")
_DATE_LINE = re.compile(r"[\d年月日时分:：./\-\s]+(?:来源.{0,20})?")
_TOKEN = re.compile(r"([^\s/]+)/([A-Za-z]+)")


CONVERTERS = ("xwlb.jsonl", "incidents.jsonl", "pfr1998")


def load(data: Path, split: Split, names: Sequence[str] = CONVERTERS) -> list[Clean]:
    """All articles of a split that the data under ``data`` gives, in a fixed order; ``names`` are the files wanted."""
    found: list[Clean] = []
    for path, convert in (
        (data / "unlabelled" / "xwlb.jsonl", xwlb),
        (data / "unlabelled" / "incidents.jsonl", incidents),
        (data / "pfr1998", pfr),
    ):
        if path.name not in names:
            continue
        if path.exists():
            found += [article for article, where in convert(path) if where == split and _usable(article)]
        else:
            print(f"{path}: not there, skipped", file=sys.stderr)
    return found


def xwlb(path: Path) -> Iterator[tuple[Clean, Split]]:
    """Transcripts of a daily broadcast; blanks in a headline divide its lines where both parts are long."""
    for line in path.open(encoding="utf-8"):
        item = json.loads(line)
        split: Split = {7: "test", 3: "dev"}.get(int(item["date"]) % 10, "train")  # type: ignore[assignment]
        _, _, details = item["text"].partition("## 详细新闻")
        for block in re.split(r"^### ", details, flags=re.MULTILINE)[1:]:
            headline, _, body = block.partition("\n")
            body = re.sub(r"\[[^\]]*\]\([^)]*\)", "", body)
            paragraphs = [_untagged(part).strip() for part in re.split(r"</?p>|<br\s*/?>|\n", body)]
            paragraphs = [_LABEL.sub("", part) for part in paragraphs if part and not _STAMP.match(part)]
            items = _brief(paragraphs) if "快讯" in headline else [(_headlines(headline), paragraphs)]
            for heads, texts in items:
                texts = list(map(_plain, texts))
                yield light(heads, "\n".join(texts), _guessed(texts)), split


def incidents(path: Path) -> Iterator[tuple[Clean, Split]]:
    """Local reports of accidents, without the bare date on their first line."""
    for number, line in enumerate(path.open(encoding="utf-8")):
        item = json.loads(line)
        split: Split = {0: "test", 1: "dev"}.get(number % 10, "train")  # type: ignore[assignment]
        paragraphs = item["text"].split("\n")
        if _DATE_LINE.fullmatch(paragraphs[0]):
            del paragraphs[0]
        texts = list(map(_plain, paragraphs))
        yield light([_plain(item["source"])], "\n".join(texts), _guessed(texts)), split


def pfr(path: Path) -> Iterator[tuple[Clean, Split]]:
    """A newspaper's January of 1998, cut into words with tags; persons are runs of two ``nr`` or a long one."""
    for name in ("train.txt", "dev.txt"):
        article: list[list[tuple[str, str]]] = []
        before = ""
        for line in (path / name).open(encoding="utf-8") if (path / name).exists() else ():
            number, *tokens = _TOKEN.findall(line) or [("", "")]
            key = number[0].rpartition("-")[0]
            if key != before and article:
                yield from _pfr_article(article, before, name)
                article = []
            if key:
                article.append([(word.lstrip("["), tag) for word, tag in tokens])
                before = key
        if article:
            yield from _pfr_article(article, before, name)


def _pfr_article(lines: list[list[tuple[str, str]]], key: str, name: str) -> Iterator[tuple[Clean, Split]]:
    texts = [fold_text("".join(word for word, _ in line)) for line in lines]
    head = 0
    while head < len(texts) and len(texts[head]) < _PFR_HEAD and not texts[head].endswith(tuple("。！？”）")):
        if _signs(lines[head]):
            break
        head += 1
    body = "\n".join(texts[head:])
    if head == 0 or "。" not in body:
        return
    split: Split = "test" if name == "dev.txt" else "dev" if key[6:8] in ("24", "25") else "train"
    yield light(texts[:head], body, dict.fromkeys(person for line in lines for person in _persons(line))), split


def _signs(line: list[tuple[str, str]]) -> bool:
    """Whether a line below the headline is a byline: names, and who they are (本报驻某国记者)."""
    return line[-1][1] == "nr" and all(tag in ("nr", "ns", "nt") or word in _writers() for word, tag in line)


@cache
def _writers() -> frozenset[str]:
    return frozenset(("本报", "驻", *lexicon.words("layout-bylines.txt")))


def _persons(line: list[tuple[str, str]]) -> Iterator[str]:
    """Names in a tagged line: a surname of one or two characters and the given name behind it."""
    at = 0
    while at < len(line):
        if line[at][1] != "nr":
            at += 1
        elif at + 1 < len(line) and line[at + 1][1] == "nr" and len(line[at][0]) <= 2 >= len(line[at + 1][0]):
            yield line[at][0] + line[at + 1][0]
            at += 2
        else:
            if len(line[at][0]) > 2:
                yield line[at][0]
            at += 1


@cache
def _short_name() -> re.Pattern[str]:
    """A title or a mark of a list, a frequent surname, one character, and what ends a name."""
    titles = [row[0] for row in lexicon.rows("titles.tsv", 2, 1) if row[1] == "post" and len(row[0]) > 1]
    surnames = "".join(name for name in lexicon.words("surnames.txt")[:_FREQUENT] if len(name) == 1)
    before = "|".join(map(re.escape, sorted(titles, key=len, reverse=True)))
    return re.compile(
        f"(?:{before}|同志)([{surnames}][\u4e00-\u9fff])(?=[，、。；]|主持|出席|参加|会见|表示|指出|强调|致辞)"
    )


def _guessed(texts: list[str]) -> list[str]:
    """Two-character names that stand behind a title: print sets those wide, so pages need them."""
    found = dict.fromkeys(name for text in texts for name in _short_name().findall(text))
    return [name for name in found if name not in _words()]


@cache
def _words() -> frozenset[str]:
    return frozenset(lexicon.words("common-words.txt"))


def _headlines(text: str) -> list[str]:
    """A headline's parts as lines of their own, short ones kept with what stands before them, a label as a kicker."""
    text = _untagged(text).strip()
    kicker = _KICKER.match(text)
    lines: list[str] = []
    for part in _HEAD_BLANK.split(text[kicker.end() :] if kicker else text):
        if lines and (len(part) < 8 or len(lines[-1]) < 8):
            lines[-1] += " " + part
        else:
            lines.append(part)
    return [kicker.group(1), *lines] if kicker else lines


def _brief(paragraphs: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """News in brief: each line without a final stop is the headline of what follows."""
    heads: list[str] = []
    texts: list[str] = []
    for part in paragraphs:
        if part.endswith(tuple("。！？”）")):
            texts.append(part)
            continue
        if heads and texts:
            yield heads, texts
        heads, texts = _headlines(part), []
    if heads and texts:
        yield heads, texts


def _plain(text: str) -> str:
    """Without tags, and without white space except between Latin words."""
    return _BLANKS.sub("", _untagged(text))


def _untagged(text: str) -> str:
    return html.unescape(html.unescape(re.sub(r"<[^>]*>", "", text)))


def _usable(article: Clean) -> bool:
    text = "\n".join((*article.headline, *article.paragraphs))
    size = sum(map(len, article.paragraphs))
    return size >= _SHORTEST and len(text) <= LONGEST and not _LEFTOVER.search(text)


def main() -> None:
    """Write a split as light articles."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--split", choices=get_args(Split), default="test")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    articles = load(options.data, options.split)
    with options.out.open("w", encoding="utf-8") as file:
        for item in articles:
            line = {"headline": item.headline, "text": "\n".join(item.paragraphs), "persons": item.persons}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    print(f"{len(articles)} articles written to {options.out}")


if __name__ == "__main__":
    main()
