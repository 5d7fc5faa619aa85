"""What the guideline settles by words: edges of titles, bodies that are none, groups."""

from __future__ import annotations

import pytest

from pipeline.document import Mention
from pipeline.entities.guideline import Guideline

CASES = [
    # what the model found, in brackets with a letter: [书记]T, and what is right
    ("[柳坪县委]O[原书记]T[程岚]P受审", "[柳坪县委]O原[书记]T[程岚]P受审"),
    ("[时任副市长]T[程岚]P", "时任[副市长]T[程岚]P"),
    ("[该公司董事长]T[程岚]P", "该公司[董事长]T[程岚]P"),
    ("[本科生]T[程岚]P", "[本科生]T[程岚]P"),
    ("[前锋]T[程岚]P", "[前锋]T[程岚]P"),
    ("[柳坪县]L代[县长]T[程岚]P", "[柳坪县]L[代县长]T[程岚]P"),
    ("[柳坪县]L的[县长]T[程岚]P", "[柳坪县]L的[县长]T[程岚]P"),
    ("[公司]O[总经理]T[程岚]P", "公司[总经理]T[程岚]P"),
    ("[明湖公司]O[总经理]T", "[明湖公司]O[总经理]T"),
    ("[程岚]P、[唐文静]P等县领导参加", "[程岚]P、[唐文静]P等[县领导]T参加"),
    ("3位[市]L领导", "3位[市]L[领导]T"),
    ("部[领导]T出席", "[部领导]T出席"),
    ("[领导]T出席", "领导出席"),
    ("[柳坪县委]O主要领导出席", "[柳坪县委]O[主要领导]T出席"),
    ("[明湖公司]O相关负责人[程岚]P说", "[明湖公司]O[相关负责人]T[程岚]P说"),
    ("有关负责人说", "有关负责人说"),
    ("[市领导力学院]O揭牌", "[市领导力学院]O揭牌"),
    ("全市领导力提升班", "全市领导力提升班"),
    ("县领导小组开会", "县领导小组开会"),
    ("市领导班子调整", "市领导班子调整"),
    ("在全部领导见证下", "在全部领导见证下"),
    ("城市领导出席", "城市领导出席"),
    ("[医院]O领导出席", "医院领导出席"),
    ("党和国家领导人", "党和国家领导人"),
    ("[学院领导]T出席", "[学院领导]T出席"),
    ("市领导出席", "[市领导]T出席"),
    ("[明湖大学]O（[北京]L）[校长]T[程岚]P", "[明湖大学（北京）]O[校长]T[程岚]P"),
    ("[明湖大学]O（[北京）党委]O[书记]T", "[明湖大学（北京）党委]O[书记]T"),
    ("[明湖公司]O（集团）[总经理]T", "[明湖公司（集团）]O[总经理]T"),
    ("[明湖公司]O（在[北京]L）宣布", "[明湖公司]O（在[北京]L）宣布"),
    ("[程岚 唐文静]P任[成员]T", "[程岚]P [唐文静]P任[成员]T"),
    ("[总经理]T[Mark Lee]P", "[总经理]T[Mark Lee]P"),
    ("（[通讯员]T 方舟）", "（[通讯员]T [方舟]P）"),
    ("（[记者]T [程岚]P 高远 [通讯员]T 唐文静、江河）", "（[记者]T [程岚]P [高远]P [通讯员]T [唐文静]P、[江河]P）"),
    ("[记者]T 摄影报道", "[记者]T 摄影报道"),
    ("[程岚]P[江州大学]O[副校长成员]T：[唐文静]P", "[程岚]P[江州大学]O[副校长]T[成员]T：[唐文静]P"),
    ("[董事会聘任]T[程岚]P为[总经理]T", "董事会聘任[程岚]P为[总经理]T"),
    ("提名[程岚]P为非独立董事候选人。", "提名[程岚]P为[非独立董事]T候选人。"),
    ("[局长]T[程岚]P为患者联系[县人民医院]O", "[局长]T[程岚]P为患者联系[县人民医院]O"),
    ("任命[程岚]P为高原[防空旅旅长]T。", "任命[程岚]P为[高原防空旅旅长]T。"),
    ("责任重大，为主任医师点赞", "责任重大，为主任医师点赞"),
    ("成员：[程岚]P 唐文静 钱程 [孟祥]P", "成员：[程岚]P [唐文静]P [钱程]P [孟祥]P"),
    (
        "[成员]T：[程岚]P[柳坪县教育局]O[局长]T甄诚[柳坪县水利局]O[局长]T",
        "[成员]T：[程岚]P[柳坪县教育局]O[局长]T[甄诚]P[柳坪县水利局]O[局长]T",
    ),
    ("会上，[局长]T甄诚[柳坪县水利局]O", "会上，[局长]T甄诚[柳坪县水利局]O"),
    ("[程岚]P 在江州 [孟祥]P", "[程岚]P 在江州 [孟祥]P"),
    ("[副总指挥]T：[唐文静]P", "[副总指挥]T：[唐文静]P"),
    ("[主任委员]T：[唐文静]P", "[主任委员]T：[唐文静]P"),
    ("[特立尼达]P和[多巴哥]L[总统]T[程岚]P", "[特立尼达和多巴哥]L[总统]T[程岚]P"),
    ("[特立尼达]P和[多巴哥政府]O发言", "[特立尼达和多巴哥政府]O发言"),
    ("[特立尼达和多巴哥政府]O发言", "[特立尼达和多巴哥政府]O发言"),
    ("[驾驶员]T[熊承担]P全责", "[驾驶员]T熊承担全责"),
    ("[县长]T[程岚]P[负责统一调度指挥]T", "[县长]T[程岚]P负责统一调度指挥"),
    ("[公司]O[负责人]T[程岚]P", "公司[负责人]T[程岚]P"),
    ("[委员]T：[程岚]P、[孟祥]P云[省气象局]O[局长]T", "[委员]T：[程岚]P、[孟祥云]P[省气象局]O[局长]T"),
    ("（[通讯员]T[程岚摄]P）", "（[通讯员]T[程岚]P摄）"),
    ("（[特约记者劳动记者]T[程岚]P）", "（[特约记者]T[劳动]P[记者]T[程岚]P）"),
    ("[孟祥]P到[省气象局]O[局长]T", "[孟祥]P到[省气象局]O[局长]T"),
    ("[程岚]P担任[少年宫合唱团]O指挥。", "[程岚]P担任[少年宫合唱团]O[指挥]T。"),
    ("[程岚]P听[少年宫合唱团]O指挥。", "[程岚]P听[少年宫合唱团]O指挥。"),
    ("来到松滋市，松滋市委", "来到[松滋市]L，[松滋市]L委"),
]
LABELS = {"T": "TITLE", "O": "ORG", "L": "LOC", "P": "PER"}


def parsed(marked: str) -> tuple[str, list[tuple[str, str]], list[Mention]]:
    text, found = "", []
    parts = marked.replace("]", "[").split("[")
    label_next = None
    for number, part in enumerate(parts):
        if number % 2:
            label_next = (len(text), len(text) + len(part))
            text += part
        else:
            if label_next:
                found.append(Mention(*label_next, LABELS[part[0]], "tagger", 0.9))
                part = part[1:]
            text += part
    return text, [(m.text(text), m.label) for m in found], found


@pytest.mark.parametrize(("given", "right"), CASES)
def test_mended(given: str, right: str) -> None:
    text, _, mentions = parsed(given)
    plain, expected, _ = parsed(right)
    assert text == plain
    found = Guideline().mended(text, mentions)
    assert [(m.text(text), m.label) for m in found] == expected
