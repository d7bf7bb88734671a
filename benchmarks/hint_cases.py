"""
Seeded rectifications with planted signals of paper rectification among honest ones that look a little like them.

`planted` says for each signal which items and plans really show it. Some honest cases fulfil a rule's letter (a camera
whose clock was wrong, a problem that really was a missing rule), and some planted ones evade it (a text rewritten, a
photo mirrored), as in life: neither precision nor recall can be whole everywhere.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageEnhance, ImageOps

from benchmarks.hint_world import DUE, ENTERED, FED_BACK, ItemCase, PieceCase, PlanCase
from xuncha.core.signals import Signal

PLANS, ITEMS = 150, 16
FIGURES = "一二三四五六七八九"
WHO = ("办公室", "计划股", "财务股", "工程股", "人事股", "资产股", "下属中心", "执法大队", "机关党支部", "项目办")
WHAT = (
    "公务接待费", "小额工程", "办公用房", "公务用车", "专项资金", "租赁合同", "会议费", "培训经费", "固定资产",
    "往来款", "工会经费", "政府采购", "食堂账目", "津贴补贴", "下乡补助", "项目验收", "档案管理", "劳务外包",
    "防汛物资", "扶贫车间",
)  # fmt: skip
DID = (
    "逐笔核对凭证", "退回超标准部分", "补办审批手续", "重新签订合同", "调整会计科目", "清点入账",
    "约谈经办人员", "对照目录自查", "公开招标确定单位", "委托第三方审计", "按市场价重新评估", "完善登记台账",
    "停止发放", "追缴到账", "张榜公示", "开展专题学习", "修订实施细则", "明确双人复核", "建立月度通报",
    "更换供应商", "补充会议记录", "移交档案室保管",
)  # fmt: skip
FRAMES = (
    "接到反馈意见后，党组高度重视，召开专题会议研究部署，制定整改方案，明确责任领导和完成时限。",
    "坚持举一反三，对同类问题进行全面排查，防止问题反弹。",
    "下一步，将持续巩固整改成果，建立长效机制，确保整改落到实处。",
    "党组书记带头认领问题，班子成员按照职责分工抓好落实。",
    "组织党员干部学习有关规定，增强纪律意识和规矩意识。",
)
PHONES = ("HUAWEI P40 11.0.0", "MIUI 13", "iPhone 14 16.2", "", "", "")
EDITORS = ("Adobe Photoshop CS6 (Windows)", "美图秀秀 9.3", "Snapseed 2.19", "GIMP 2.10")


@dataclass(slots=True)
class Cases:
    """The plans, and for each signal the places (plan, item or None) where it is planted."""

    plans: list[PlanCase]
    planted: dict[Signal, set[tuple[int, int | None]]] = field(default_factory=lambda: defaultdict(set))


def _words(n: int) -> list[str]:
    """Names of places, firms and people, and whatever else no two units have in common, as made-up words."""
    rng = Random(0)  # noqa: S311 - the language is the same for every seed
    letters = [chr(code) for code in rng.sample(range(0x4E00, 0x6E00), 700)]
    return ["".join(rng.choices(letters, k=rng.choice((2, 2, 3)))) for _ in range(n)]


WORDS = _words(2_500)


def honest_text(rng: Random) -> str:
    """What a unit writes about one item: two sentences that everybody writes, three to five of its own."""
    own = []
    for _ in range(rng.randint(3, 5)):
        place, firm, person, matter = rng.choices(WORDS, k=4)
        own.append(
            f"{rng.choice(WHO)}对{place}{rng.choice(WHAT)}{rng.choice(DID)}，涉及{firm}公司{rng.randint(2, 60)}笔"
            f"{rng.randint(1, 999)}.{rng.randint(10, 99)}万元，{rng.randint(1, 12)}月{rng.randint(1, 28)}日由{person}"
            f"负责{matter}，{rng.choice(DID)}。"
        )
    return rng.choice(FRAMES) + "".join(own) + rng.choice(FRAMES)


def reworded(rng: Random, text: str, share: float) -> str:
    """The text with so many of its characters changed, in runs of a few."""
    letters, left = list(text), round(len(text) * share)
    while left > 0:
        start, run = rng.randrange(len(letters)), min(left, rng.randint(1, 6))
        for place in range(start, min(start + run, len(letters))):
            letters[place] = rng.choice("经已对其并按将于及各项") if rng.random() < 0.5 else rng.choice(FIGURES)
        left -= run
    return "".join(letters)


def scene(rng: Random) -> Image.Image:
    """A photo of something: ground, sky, a few things of different size and brightness."""
    image = Image.new("L", (320, 240), rng.randint(60, 200))
    draw = ImageDraw.Draw(image)
    for _ in range(rng.randint(6, 14)):
        left, top = rng.randint(-40, 300), rng.randint(-40, 220)
        box = (left, top, left + rng.randint(30, 180), top + rng.randint(30, 150))
        (draw.ellipse if rng.random() < 0.4 else draw.rectangle)(box, fill=rng.randint(0, 255))
    noise = Image.effect_noise((320, 240), 18)
    return Image.blend(image, noise, 0.15)


def jpeg(image: Image.Image, *, quality: int = 85, taken: date | None = None, software: str = "") -> bytes:
    """The picture as a camera or an editor saves it."""
    exif = Image.Exif()
    if taken:
        exif[306] = f"{taken:%Y:%m:%d} 10:00:00"
    if software:
        exif[305] = software.encode()
    out = BytesIO()
    image.save(out, "JPEG", quality=quality, exif=exif)
    return out.getvalue()


def again(rng: Random, image: Image.Image) -> Image.Image:
    """The same photo passed on: smaller, brighter, a little cut off at the edge."""
    width = rng.choice((320, 240, 200))
    cut = rng.choice((0, 2, 4))
    smaller = ImageOps.crop(image, cut).resize((width, width * 3 // 4))
    return ImageEnhance.Brightness(smaller).enhance(rng.uniform(0.9, 1.12))


class Planting:
    """Honest plans first; then signals are planted in places where nothing is planted yet."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)  # noqa: S311 - made-up cases, the same for the same seed
        self.cases = Cases([PlanCase([self._item() for _ in range(ITEMS)]) for _ in range(PLANS)])
        self.free = [(p, i) for p in range(PLANS) for i in range(ITEMS)]
        self.rng.shuffle(self.free)
        self.plans = list(range(PLANS))
        self.rng.shuffle(self.plans)

    def _item(self) -> ItemCase:
        rng = self.rng
        done = rng.random() < 0.85
        asked = FED_BACK + timedelta(days=rng.randint(15, 49))
        kinds = rng.choice((("correct", "rule"), ("money", "people"), ("correct", "similar", "rule"), ("money",)))
        formed = asked - timedelta(days=rng.randint(0, 30))
        pieces = [
            PieceCase(rng.choice(("voucher", "table", "decision", "minutes")), formed),
            PieceCase("voucher", formed),
        ]
        due = rng.choice((0, rng.randint(1_000, 900_000)))
        back = due if rng.random() < 0.8 else due // 2
        grave = rng.random() < 0.1
        return ItemCase(
            honest_text(rng), kinds, pieces, done=done, requested_on=asked, money=(due, back, due - back),
            severity="grave" if grave else "general", persons=rng.randint(1, 4) if grave else 0,
        )  # fmt: skip

    def take(self) -> tuple[tuple[int, int], ItemCase]:
        """A place for the next case; what is planted there is reported done."""
        place = self.free.pop()
        case = self.cases.plans[place[0]].items[place[1]]
        case.done = True
        return place, case

    def each(self, signal: Signal, n: int, honest: int, change: Callable[[ItemCase, bool], None]) -> None:
        """Plant the signal in `n` items, and in `honest` others what looks the same and is none."""
        for k in range(n + honest):
            place, case = self.take()
            change(case, k < n)
            if k < n:
                self.cases.planted[signal].add(place)

    def all(self) -> Cases:
        """Everything planted."""
        self._papers()
        self._dates()
        self._numbers()
        self._texts()
        self._photos()
        self._checks()
        self._plans()
        return self.cases

    def _papers(self) -> None:
        rng = self.rng

        def papers(case: ItemCase, planted: bool) -> None:
            case.measures = ("money", "correct") if planted else ("correct",)  # honest: a meeting that was missing
            case.pieces = [PieceCase(rng.choice(("minutes", "rule")), case.requested_on) for _ in range(2)]

        def rules(case: ItemCase, planted: bool) -> None:
            case.measures = ("rule",) * rng.randint(1, 3)  # honest: what was fed back is that there was no rule

        self.each(Signal.PAPERS, 60, 6, papers)
        self.each(Signal.RULES, 60, 5, rules)

    def _dates(self) -> None:
        rng = self.rng

        def early(case: ItemCase, planted: bool) -> None:
            case.pieces[0].formed_on = ENTERED - timedelta(days=rng.randint(5, 400))  # honest: the contract itself

        def late(case: ItemCase, planted: bool) -> None:
            case.pieces[0].formed_on = case.requested_on + timedelta(days=rng.randint(1, 30 if planted else 2))

        self.each(Signal.EARLY, 50, 4, early)
        self.each(Signal.LATE, 50, 3, late)

    def _numbers(self) -> None:
        rng = self.rng

        def money(case: ItemCase, planted: bool) -> None:
            due = rng.randint(1_000, 500_000)
            back = due * rng.randint(0, 95) // 100
            case.money = (due, back, 0 if planted else due - back)

        def nobody(case: ItemCase, planted: bool) -> None:
            case.severity, case.persons = "grave", 0  # honest: whoever did it is dead or long gone

        def found_again(case: ItemCase, planted: bool) -> None:
            case.again_on = case.requested_on + timedelta(days=rng.randint(30, 340) if planted else 420)

        def narrow(case: ItemCase, planted: bool) -> None:
            case.findings = len(case.measures) + rng.randint(1, 2) if planted else len(case.measures)

        self.each(Signal.MONEY, 60, 20, money)
        self.each(Signal.NOBODY, 50, 3, nobody)
        self.each(Signal.AGAIN, 40, 10, found_again)
        self.each(Signal.NARROW, 50, 20, narrow)

    def _texts(self) -> None:
        """Half copied as they are, the rest with more and more changes; honest: the unit's own standing phrases."""
        rng = self.rng
        for k in range(100):
            (_, model), (place, copy) = self.take(), self.take()
            model.fixed = copy.fixed = True
            model.requested_on, copy.requested_on = DUE - timedelta(days=15), DUE - timedelta(days=5)
            copy.text = model.text if k < 50 else reworded(rng, model.text, rng.uniform(0.02, 0.16))
            for case in (model, copy):
                for piece in case.pieces:
                    piece.formed_on = FED_BACK + timedelta(days=10)
            self.cases.planted[Signal.ALIKE].add(place)
        for _ in range(60):
            phrase = honest_text(rng)[:110]
            for _both in range(2):
                _place, case = self.take()
                case.text = phrase + honest_text(rng)

    def _photos(self) -> None:
        rng = self.rng

        def photo(case: ItemCase, image: Image.Image, **told: object) -> None:
            taken = case.requested_on - timedelta(days=8)
            told = {"taken": taken, "software": rng.choice(PHONES), **told}
            off = rng.choice((0, 0, 1, 2))
            case.pieces.append(PieceCase("photo", taken + timedelta(days=off), jpeg(image, **told)))  # type: ignore[arg-type]  # named as jpeg has them

        for k in range(60):
            (_, model), (place, copy) = sorted((self.take(), self.take()), key=lambda taken: taken[0])
            image = scene(rng)
            photo(model, image)
            if k < 30:
                copy.pieces.append(PieceCase("photo", None, model.pieces[-1].content))
                self.cases.planted[Signal.REUSED].add(place)
            else:
                passed = ImageOps.mirror(image) if k >= 57 else again(rng, image)
                photo(copy, passed, quality=rng.choice((40, 60, 75)))
                self.cases.planted[Signal.RESEMBLING].add(place)
        for _ in range(60):  # the same spot before and after: much of the picture is another
            spot = scene(rng)
            for _both in range(2):
                _place, case = self.take()
                changed = spot.copy()
                ImageDraw.Draw(changed).rectangle((40, 40, 250, 200), fill=rng.randint(0, 255))
                photo(case, Image.blend(changed, scene(rng), 0.45))

        def taken(case: ItemCase, planted: bool) -> None:
            camera = case.requested_on - timedelta(days=rng.randint(60, 500)) if planted else date(2000, 1, 1)
            photo(case, scene(rng), taken=camera)

        def edited(case: ItemCase, planted: bool) -> None:
            photo(case, scene(rng), software=rng.choice(EDITORS) if planted else "美图秀秀 压缩")

        self.each(Signal.TAKEN, 40, 3, taken)
        self.each(Signal.EDITED, 40, 3, edited)

    def _checks(self) -> None:
        """Who asked found people of another mind than the unit; honest: one of many grumbles, or the check agrees."""
        rng = self.rng

        def sample(case: ItemCase, planted: bool) -> None:
            people = rng.randint(4, 12)
            case.checked = (not planted, people, rng.randint(-(-people // 3), people) if planted else people // 10)

        def whispered(case: ItemCase, planted: bool) -> None:
            case.checked = (False, 12, 2)  # in front of the unit hardly anybody says it

        def waiting(case: ItemCase, planted: bool) -> None:
            people = rng.randint(4, 12)
            case.checked = (True, people, -(-people // 4))  # for something else that nobody had promised

        self.each(Signal.SAMPLE, 36, 40, sample)
        self.each(Signal.SAMPLE, 4, 0, whispered)
        self.each(Signal.SAMPLE, 0, 3, waiting)

    def _plans(self) -> None:
        rng = self.rng
        for signal, n, honest in (
            (Signal.LAST_DAY, 12, 12), (Signal.MEETINGS, 15, 15), (Signal.SATISFACTION, 10, 10), (Signal.NARROW, 10, 0),
            (Signal.CHECKED, 8, 10),
        ):  # fmt: skip
            for k in range(n + honest):
                place = self.plans.pop()
                self._of_plan(self.cases.plans[place], signal, planted=k < n, rng=rng)
                if k < n:
                    self.cases.planted[signal].add((place, None))
        for wrong, planted in ((4, True), (4, True), (6, False)):  # few were looked at; or put right since, unseen
            place = self.plans.pop()
            self._looked_at(self.cases.plans[place], wrong, of=wrong)
            if planted:
                self.cases.planted[Signal.CHECKED].add((place, None))

    @staticmethod
    def _looked_at(plan: PlanCase, wrong: int, *, of: int) -> None:
        """So many of those reported done were looked at; the first few were not in place."""
        done = [one for one in plan.items if one.done and one.checked is None]
        for n, item in enumerate(done[:of]):
            item.checked = (n >= wrong, 0, 0)

    def _of_plan(self, plan: PlanCase, signal: Signal, *, planted: bool, rng: Random) -> None:
        if signal is Signal.LAST_DAY:  # honest: all on the day after the unit's meeting, in the middle of the period
            plain = [
                one for one in plan.items if one.done and not one.fixed and all(p.kind != "photo" for p in one.pieces)
            ]
            for item in plain[: rng.randint(8, 14)]:
                moved = (DUE if planted else FED_BACK + timedelta(days=30)) - item.requested_on
                item.requested_on += moved
                for piece in item.pieces:
                    piece.formed_on = piece.formed_on + moved if piece.formed_on else None
        elif signal is Signal.MEETINGS:
            plan.life_meeting_on = None if planted else DUE + timedelta(days=rng.randint(0, 40))
            plan.reported = not planted or rng.random() < 0.5
        elif signal is Signal.CHECKED:  # honest: a few of those looked at were not in place
            self._looked_at(plan, rng.randint(5, 8) if planted else rng.randint(1, 3), of=rng.randint(9, 12))
        elif signal is Signal.SATISFACTION:
            plan.votes = (rng.randint(8, 30), 60) if planted else (rng.randint(52, 60), 60)
        else:
            plan.more_fed_back = rng.randint(1, 3)


def cases(seed: int) -> Cases:
    """Two thousand four hundred items in a hundred and fifty plans; the same seed, the same cases."""
    return Planting(seed).all()
