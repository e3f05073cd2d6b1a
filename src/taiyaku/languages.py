"""What is particular to a language, as rows of data, and the few rules that read them.

A language that has no row of its own gets a sound default: left to right, spaces between words,
sorted by letter. To teach the toolchain a language is to add a row.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import accumulate

from taiyaku.model import Span


@dataclass(frozen=True)
class Language:
    """A language as the toolchain needs to know it.

    ``spaced``: words are parted by spaces, so a term has borders. ``beginnings``: what may be
    written together with a word before it (a regular expression). ``joining``: words of an unspaced
    script that make compounds with others. ``before``, ``behind``: ideographs that stand before or
    behind words of two. ``rows``: the heads under which a list in this language is sorted, each
    with the letters that open it; empty means that each first letter is its own head. ``kana``:
    sort by reading, in gojūon order. ``invisible``: characters that do not show and that its
    writing needs. ``stops``: what ends a sentence. ``numbers``: words for numbers, months among
    them; ``scales``: for powers of ten; ``eras``: each with the year that is its first.
    """

    code: str
    name: str = ""
    direction: str = "ltr"
    spaced: bool = True
    beginnings: str = ""
    joining: frozenset[str] = frozenset()
    before: str = ""
    behind: str = ""
    kana: bool = False
    rows: tuple[tuple[str, str], ...] = ()
    invisible: str = ""
    stops: str = ".!?…؟۔।。！？"
    numbers: dict[str, int] = field(default_factory=dict, hash=False)
    scales: dict[str, int] = field(default_factory=dict, hash=False)
    eras: tuple[tuple[str, int], ...] = ()

    @property
    def tag(self) -> str:
        """The code as pages write it (BCP 47): ``pt-BR``."""
        return self.code.replace("_", "-")


JOINERS = "\u200c\u200d"
DIRECTIONS = "\u200e\u200f\u061c"

GOJUON = tuple(
    (f"{row[0]}行", row)
    for row in (
        "あいうえお", "かきくけこ", "さしすせそ", "たちつてと", "なにぬねの",
        "はひふへほ", "まみむめも", "やゆよ", "らりるれろ", "わゐゑをん",
    )
)  # fmt: skip

# Ideographs that stand before and behind Sino-Japanese words of two.
PREFIXES = "新旧非無未不各同両全本当前元現次毎他諸再最超準副総大小特主多複単高低公私反対被原第"
SUFFIXES = (
    "的性化者等税法権上中下内外間前後時用別数名制式系型類品物所部局課長員人金費料率額書証券状表図案"
    "事点面力感観論学業界国県市区町村都道府語文字色音形地場家屋店館院室車機器具台版号番級度量圏網側方"
    "毎罪刑罰犯件日月年票主先向項条款令則約票紙箱群線路橋港湾川山島病薬剤炎症士師官族教派党会社団"
)

# Loan words that Japanese joins to others without a mark: プロジェクト+フォルダ.
_JOINING = (
    "アカウント アドレス アプリ アプリケーション イベント インストール "
    "インターネット ウィンドウ ウェブ エラー エンジン オート オブジェクト "
    "オフライン オンライン カード カメラ カラー ガイド キー クラウド クラス "
    "グループ ケース コード コース コスト コマンド コンテンツ コントロール "
    "サーバ サーバー サービス サイズ サイト サポート シーン シート システム "
    "シリーズ ジョブ スクリプト スタイル スペース スマート スレッド セキュリティ "
    "セッション セット センター ソース ソフトウェア タイプ タグ チーム チェック "
    "チャンネル ツール ディスク ディレクトリ デジタル データ テキスト テスト "
    "テーブル テーマ デバイス ドライブ ドメイン ネットワーク ノード ハードウェア "
    "パスワード パッケージ パネル バージョン バックアップ パラメータ ビジネス "
    "ビデオ ファイル フィールド フォーム フォルダ フォルダー フレーム プラン "
    "プロジェクト プログラム プロセス ページ ホスト ボタン マネージャ "
    "マネージャー マニュアル マルチ ミニ メイン メール メソッド メッセージ "
    "メニュー メモリ メンバー モード モジュール モデル モニター ユーザ ユーザー "
    "ライセンス ライブラリ ラベル リスト リンク ルール レベル レポート ログ "
    "ログイン"
)
JOINING = frozenset(_JOINING.split())

ERAS = (("明治", 1868), ("大正", 1912), ("昭和", 1926), ("平成", 1989), ("令和", 2019))


def _counted(words: str, first: int = 0, step: int = 1) -> dict[str, int]:
    """The words of a list, each with its number; words with one number are parted by a slash."""
    listed = enumerate(words.split())
    return {word: first + step * n for n, each in listed for word in each.split("/")}


ENGLISH = (
    _counted(
        "zero one/a/an/once/first/single two/twice/second/both/pair/double/half/halves "
        "three/third/thirds/thrice/triple "
        "four/fourth/quarter/quarters five/fifth/fifths six/sixth seven/seventh eight/eighth "
        "nine/ninth ten/tenth "
        "eleven/eleventh twelve/twelfth thirteen/thirteenth fourteen/fourteenth "
        "fifteen/fifteenth sixteen/sixteenth seventeen/seventeenth eighteen/eighteenth "
        "nineteen/nineteenth"
    )
    | _counted("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)
    | _counted("hundred/hundreds", 100)
    | _counted("thousand/thousands", 1000)
    | _counted(
        "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug "
        "september/sept/sep october/oct november/nov december/dec",
        1,
    )
)
FRENCH = (
    _counted(
        "zéro un/une/premier/première deux/deuxième/second/seconde trois/troisième "
        "quatre/quatrième cinq/cinquième six/sixième sept/septième huit/huitième "
        "neuf/neuvième dix/dixième onze douze treize quatorze quinze seize"
    )
    | _counted("vingt trente quarante cinquante soixante", 20, 10)
    | _counted("cent/cents", 100)
    | _counted("mille", 1000)
    | _counted(
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre", 1
    )
)

ROWS = (
    Language(
        "ja",
        "日本語",
        spaced=False,
        kana=True,
        rows=GOJUON,
        stops="。！？",
        joining=JOINING,
        before=PREFIXES,
        behind=SUFFIXES,
        eras=ERAS,
    ),
    Language(
        "en",
        "English",
        numbers=ENGLISH,
        scales={"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9},
    ),
    Language("zh", "中文", spaced=False, stops="。！？"),
    Language("ko", "한국어"),
    Language(
        "fr",
        "Français",
        numbers=FRENCH,
        scales={"mille": 10**3, "million": 10**6, "milliard": 10**9},
    ),
    Language("de", "Deutsch"),
    Language(
        "ar",
        "العربية",
        direction="rtl",
        beginnings="[وف]?[بكل]?(?:ال)?",
        invisible=JOINERS + DIRECTIONS,
    ),
    Language("fa", "فارسی", direction="rtl", invisible=JOINERS + DIRECTIONS),
    Language("he", "עברית", direction="rtl", beginnings="[ושהבלכמ]{0,3}", invisible=DIRECTIONS),
    Language("hi", "हिन्दी", invisible=JOINERS),
)
LANGUAGES = {row.code: row for row in ROWS}


@cache
def language(code: str) -> Language:
    """The row for ``code``, or the default row; ``pt_BR`` is as ``pt`` is, and stays ``pt_BR``."""
    base = re.split("[-_]", code)[0]
    row = LANGUAGES.get(code) or LANGUAGES.get(base) or Language(code, code)
    return replace(row, code=code)


# Scripts written without spaces, by the first word of a character's Unicode name. Hangul is wide
# too, but Korean parts its words by spaces.
UNSPACED = {"CJK", "HIRAGANA", "KATAKANA", "IDEOGRAPHIC", "FULLWIDTH", "KATAKANA-HIRAGANA"}


def unspaced(char: str) -> bool:
    """Whether ``char`` belongs to a script that is written without spaces."""
    if not char or unicodedata.east_asian_width(char) not in "WF":
        return False
    name = unicodedata.name(char, "").split(" ")[0]
    return name in UNSPACED or unicodedata.category(char).startswith("P")


def unspaced_runs(text: str) -> list[Span]:
    """The stretches of a text that stand in a script written without spaces."""
    runs: list[Span] = []
    for at, char in enumerate(text):
        if unspaced(char) and runs and runs[-1].end == at:
            runs[-1] = Span(runs[-1].start, at + 1)
        elif unspaced(char):
            runs.append(Span(at, at + 1))
    return runs


def foreign_runs(text: str, here: str, other: str) -> list[Span]:
    """The stretches of a text in language ``here`` that must be in ``other``, by their script."""
    tells = language(here).spaced and not language(other).spaced
    return unspaced_runs(text) if tells else []


def joins(before: str, after: str) -> bool:
    """Whether a line break between two characters stands for nothing.

    So it does between unspaced scripts, and beside their punctuation, which brings its own space.
    """
    marks = [unspaced(c) and unicodedata.category(c).startswith("P") for c in (before, after)]
    return any(marks) or (unspaced(before) and unspaced(after))


def empty_breaks(text: str) -> list[int]:
    """The offsets of the line breaks in ``text`` that stand for nothing."""
    breaks = (at for at, char in enumerate(text) if char == "\n")
    return [at for at in breaks if joins(text[at - 1 : at], text[at + 1 : at + 2])]


def in_one_line(text: str) -> str:
    """``text`` less the line breaks that stand for nothing."""
    dropped = set(empty_breaks(text))
    return "".join(char for at, char in enumerate(text) if at not in dropped) if dropped else text


# --- sentences ---------------------------------------------------------------------------------

# What a quotation mark or a bracket may be closed by. Languages differ in which mark opens: “ does
# in English and closes in German. The straight marks and ’ are left out: they are apostrophes too.
QUOTES = {
    "「": "」", "『": "』", "｢": "｣", "〝": "〟", "“": "”", "„": "“”", "«": "»", "‹": "›",
}  # fmt: skip
BRACKETS = QUOTES | {
    "»": "«", "(": ")", "[": "]", "{": "}", "（": "）", "［": "］", "【": "】", "〈": "〉",
    "《": "》", "〔": "〕",
}  # fmt: skip
CLOSERS = re.escape("".join({*"".join(BRACKETS.values()), *"\"'’"}))
# “Mr. Abe”, “J. Smith”, “Art. IX”: a short word with a capital before the stop ends no sentence.
SHORT_WORD = re.compile(r"(?<!\w)(\w{1,3})\.$")


def sentences(text: str, code: str) -> list[Span]:
    """The sentences of a text in a language, without the white space between them.

    Where words are not parted by spaces, a sentence ends at a stop that stands in no bracket or
    quotation. Elsewhere each line is one, as the house writes them; a text in one line (Sphinx
    joins the lines of a source) is cut at the stops outside of brackets before white space and
    whatever is no small letter or figure. An abbreviation may deceive that, so a reader of two
    languages must compare the numbers.
    """
    spoken = language(code)
    if not spoken.spaced:
        ends = _ends(text, f"[{re.escape(spoken.stops)}]+")
    elif "\n" in text:
        ends = [at for at, char in enumerate(text) if char == "\n"]
    else:
        pattern = rf"[{re.escape(spoken.stops)}]+(?:[{CLOSERS}]|\s[»›])*(?=\s+\S)"
        ends = [end for end in _ends(text, pattern) if _begins(text, end)]
    bounds = zip([0, *ends], [*ends, len(text)], strict=True)
    return [span for start, end in bounds if (span := _trimmed(text, start, end))]


def _ends(text: str, pattern: str) -> list[int]:
    """Where a match of ``pattern`` ends outside of every bracket."""
    depths = _depths(text)
    return [match.end() for match in re.finditer(pattern, text) if depths[match.end()] == 0]


def _begins(text: str, end: int) -> bool:
    """Whether a sentence can begin in the text after ``end``."""
    first = text[end:].lstrip()[:1]
    before = SHORT_WORD.search(text[max(0, end - 5) : end])
    return not (first.islower() or first.isdigit() or (before and before[1][0].isupper()))


def _depths(text: str) -> list[int]:
    """In how many brackets each point of a text stands; one never closed is no bracket."""
    changes, open_, closers = [0] * (len(text) + 2), [], Counter()
    for at, char in enumerate(text):
        if closers[char] > 0:
            start = -1
            while start < 0:
                opened, mark = open_.pop()
                closers.subtract(BRACKETS[mark])
                start = opened if char in BRACKETS[mark] else -1
            changes[start + 1] += 1
            changes[at + 1] -= 1
        elif char in BRACKETS:
            open_.append((at, char))
            closers.update(BRACKETS[char])
    return list(accumulate(changes))


def _trimmed(text: str, start: int, end: int) -> Span | None:
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip())
    return Span(start, start + len(inside.strip())) if inside.strip() else None


# --- order -------------------------------------------------------------------------------------

SMALL_KANA = str.maketrans("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ")
VOWELS = ("あかさたなはまやらわ", "いきしちにひみり", "うくすつぬふむゆる", "えけせてねへめれ",
          "おこそとのほもよろを")  # fmt: skip


def hiragana(text: str) -> str:
    """``text`` with katakana of any width turned into hiragana."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in folded)


def kana_key(reading: str) -> str:
    """The letters by which a Japanese reading sorts: JIS X 4061's first level.

    Voicing, size and script of a kana do not count, and a long-vowel mark counts as its vowel.
    """
    plain = "".join(
        c for c in unicodedata.normalize("NFD", hiragana(reading)) if not unicodedata.combining(c)
    ).translate(SMALL_KANA)
    key = ""
    for char in plain:
        if char == "ー" and key:
            char = next((row[0] for row in VOWELS if key[-1] in row), "")
        if char.isalnum():
            key += char
    return key


def sort_key(text: str, code: str) -> tuple[str, str]:
    """The key by which ``text`` (a headword, or its reading) sorts in a list of this language."""
    if language(code).kana:
        return kana_key(text), hiragana(text)
    letters = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if c.isalnum())
    return letters, text


def head(text: str, code: str) -> str:
    """The head of the row under which ``text`` is listed: ``か行``, ``F``."""
    first = sort_key(text, code)[0][:1]
    rows = language(code).rows
    return next((title for title, letters in rows if first and first in letters), first.upper())
