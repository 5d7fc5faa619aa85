"""Persons' names, a kind a row: expected are all mentions of a sentence in their order."""

from __future__ import annotations

import pytest

from pipeline.runner import Pipeline

from .tables import Rows, cases, check, read

ROWS: Rows = {
    # text; its persons, each mention
    "two-characters": [
        ("桑榆抱着孩子，跟在简宁身后跑。", "桑榆 简宁"),
        ("昨天最高兴的是龚利，他的羊得了头奖。", "龚利"),
        ("凌晨两点，邓禾和褚芸还在实验室里数虫卵。", "邓禾 褚芸"),
        ("縣府派于川、盧芝前往處理。", "于川 盧芝"),
        ("赛后，门将高远和后卫江南互换了球衣。", "高远 江南"),
    ],
    "three-characters": [
        ("樊小鱼跑完最后一圈，教练池大野一把扶住她。", "樊小鱼 池大野"),
        ("评审团把唯一的金奖给了冷秋月。", "冷秋月"),
        ("法庭上，被告人苏长顺低头不语，辩护律师谌自立递上新证据。", "苏长顺 谌自立"),
        ("來自屏東的廖淑芬與曾國泰獲邀試吃。", "廖淑芬 曾國泰"),
    ],
    "four-characters": [
        ("欧阳若兰剪下第一段红绸。", "欧阳若兰"),
        ("最早到场的是林陈嘉怡和尉迟大刚。", "林陈嘉怡 尉迟大刚"),
        ("夏侯明远把存折交给了申屠子墨。", "夏侯明远 申屠子墨"),
        ("張簡秀琴與范姜玉蘭合開了一間書店。", "張簡秀琴 范姜玉蘭"),
    ],
    "compound-surnames": [
        ("东方既晓站起来反驳公冶平。", "东方既晓 公冶平"),
        ("宇文静和端木森都没有答应。", "宇文静 端木森"),
        ("县医院麻醉师澹台羽三天没合眼。", "澹台羽"),
        ("司空立群與令狐敏昨日出庭。", "司空立群 令狐敏"),
    ],
    "rare-surnames": [
        ("乜大成、仉红梅、禚文斌三户先签了字。", "乜大成 仉红梅 禚文斌"),
        ("门前那棵树是妫小鲁的爷爷栽的。", "妫小鲁"),
        ("逄立春把钥匙留给了昝春燕。", "逄立春 昝春燕"),
        ("缑世荣带着笪晓玉去认领家具。", "缑世荣 笪晓玉"),
    ],
    "names-that-are-words-or-titles": [
        ("经表决，任重、严正、高升平三人担任监票人。", "任重 严正 高升平"),
        ("厉行踢进了全场唯一一球。", "厉行"),
        ("向前进和成立功在会上吵了起来。", "向前进 成立功"),
        ("周密把证据交给律师方正。", "周密 方正"),
        ("昨夜返乡的还有全国强与连长青。", "全国强 连长青"),
        ("副局长师长春带队，干事习惯性地跟在后面。", "师长春"),
    ],
    "dotted-names-of-minorities": [
        ("阿依古丽·吐尔逊把馕分给了巴合提·哈里木。", "阿依古丽·吐尔逊 巴合提·哈里木"),
        ("牧民努尔兰·叶尔波力、乡长古丽巴哈尔·沙塔尔清点羊群。", "努尔兰·叶尔波力 古丽巴哈尔·沙塔尔"),
        ("穆塔里甫·艾则孜考上了石油大学。", "穆塔里甫·艾则孜"),
        ("老师给热娜古丽·玉山江补了两年课。", "热娜古丽·玉山江"),
    ],
    "transliterated-names": [
        ("约瑟夫·克莱因在车间里问了一个多小时。", "约瑟夫·克莱因"),
        ("冠军被埃琳娜·索科洛娃收入囊中。", "埃琳娜·索科洛娃"),
        ("工程师穆罕默德·本·哈立德指着图纸比画。", "穆罕默德·本·哈立德"),
        ("導演尚-皮耶·拉維爾說他愛吃滷肉飯。", "尚-皮耶·拉維爾"),
    ],
    "latin-names": [
        ("Mark Ellison把样品装进箱子。", "Mark_Ellison"),
        ("设计师Sofia Lindqvist与车间主任吕方核对尺寸。", "Sofia_Lindqvist 吕方"),
        ("外教David O'Brien教孩子们打棒球。", "David_O'Brien"),
        ("歌手Vivian Tse與Ken Lau同台獻唱。", "Vivian_Tse Ken_Lau"),
        ("主讲人Dr. Emily Zhang用中文开场。", "Emily_Zhang"),
    ],
    "met-once": [
        ("人群里有人喊了一声佘春生，喊声很快被锣鼓盖住。", "佘春生"),
        ("捐款名单的最后一行写着：匡玉石，二十元。", "匡玉石"),
        ("据目击者靳小虎回忆，桥面先是一晃。", "靳小虎"),
        ("油印的小册子署着郁达山的名字。", "郁达山"),
        ("“是我爷爷郑满仓，”老人说，“修的这座桥。”", "郑满仓"),
    ],
    "one-name-for-two-persons": [
        ("两个李静都来了：一班的李静拿了钢笔，三班的李静拿了字典。", "李静 李静 李静"),
        ("法官马超与同名的被告马超对视了一眼。", "马超 马超"),
        ("张伟民是厂长，他的徒弟也叫张伟民。", "张伟民 张伟民"),
        ("名冊上有兩位陳家豪，一位是教師陳家豪，一位是牧師陳家豪。", "陳家豪 陳家豪 陳家豪"),
    ],
    "masked": [
        ("林某某趁夜翻墙入室。", "林某某"),
        ("经查，郝某、贾某某、欧阳某合伙骗取补贴。", "郝某 贾某某 欧阳某"),
        ("记者联系上了当事人王某强。", "王某强"),
        ("女子鍾某某涉嫌盜竊被捕。", "鍾某某"),
        ("被告人张某、李某甲均表示服判。", "张某 李某甲"),
    ],
    "nicknames": [
        ("大伙都喊他“铁算盘”。", ""),
        ("“豆腐西施”的摊子前排起了长队。", ""),
        ("老班长、二愣子凑在一处烤火。", ""),
        ("大Q今天又遲到了。", ""),
        ("“小诸葛”又出了个主意。", ""),
    ],
    "a-surname-with-a-title": [
        ("林书记一进门就问收成。", ""),
        ("王厂长和赵师傅吵红了脸。", ""),
        ("听说杜校长病了，学生排队送来鸡蛋。", ""),
        ("鄭董事長與何經理都沒有接電話。", ""),
        ("李局、张总都来了，谁也没坐主位。", ""),
    ],
    "reporters-without-separator": [
        ("本报讯（记者苗新雨谷一凡）3月2日，雪停了。", "苗新雨 谷一凡"),
        ("记者喻晓阳通讯员麻利民曲波报道：昨夜大雪封山。", "喻晓阳 麻利民 曲波"),
        ("本报记者欧阳晴佟大海文/图", "欧阳晴 佟大海"),
        ("【記者溫佳蓉杜明傑／台中報導】強颱逼近，漁船全數回港。", "溫佳蓉 杜明傑"),
    ],
}

FAILING = {
    "向前进和": "tagger: both are missed",
    "周密把": "tagger: 周密 is missed",
    "昨夜返乡": "tagger: 连长 is read as a title",
    "约瑟夫·克莱因": "tagger: 因 is cut off",
    "捐款名单": "tagger: 匡玉石 is missed",
}
"""Beginnings of texts whose outcome is not yet right, and what errs there."""


@pytest.fixture(scope="module")
def found(default: Pipeline) -> dict[str, list[str]]:
    """By text, the persons in it."""
    persons: dict[str, list[str]] = {}
    for article in default.texts(read(ROWS)):
        persons[article.text] = [entity.text for entity in article.entities if entity.label == "PER"]
    return persons


@pytest.mark.parametrize(("text", "names"), cases(ROWS, FAILING, 2))
def test_names(found: dict[str, list[str]], text: str, names: str) -> None:
    assert found[text] == [name.replace("_", " ") for name in names.split()]


def test_the_table() -> None:
    check(ROWS, FAILING)
