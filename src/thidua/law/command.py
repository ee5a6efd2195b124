"""The law on the command line, without Django: `thidua law …`, or `python -m thidua.law …` where only the library is.

Exit codes: 0 done, 1 a case failed or a file is wrong, 2 the command was not understood. What a person reads is
Vietnamese, or English where the machine asks for it; `--json` gives plain values with both.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from thidua.law import data, engine, telling
from thidua.law.files import BadFile
from thidua.law.files.own import judging_day, read_facts
from thidua.law.reading import LawDataError
from thidua.law.verdicts import Wording

Lines = Iterable[str]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    lang = language()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        args = parser(lang).parse_args(argv)
    except SystemExit as leave:
        return int(leave.code or 0)
    try:
        return int(args.handler(args, lang))
    except BadFile as error:
        return _trouble(one.text(lang) for one in error.every())
    except data.UnknownAward as error:
        return _trouble([_unknown(error.args[0], lang)])
    except LawDataError as error:
        return _trouble([str(error)])
    except ValueError as error:
        return _trouble([telling.said(error, lang)])
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def language() -> str:
    """English where the machine asks for it, else Vietnamese."""
    asked = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "en" if asked.startswith("en") else "vi"


def parser(lang: str) -> argparse.ArgumentParser:
    """The commands and their arguments."""
    top = argparse.ArgumentParser(
        prog="thidua law", description=_HELP["law"].text(lang), epilog=_HELP["review"].text(lang)
    )
    commands = top.add_subparsers(dest="what", required=True)

    def command(name: str, handler: Callable[..., int], *, has_json: bool = True) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=_HELP[name].text(lang), description=_HELP[name].text(lang))
        if has_json:
            one.add_argument("--json", action="store_true", help=_HELP["--json"].text(lang))
        one.set_defaults(handler=handler)
        return one

    command("awards", _awards)
    show = command("show", _show)
    show.add_argument("rule", metavar="RULE")
    explain = command("explain", _explain)
    explain.add_argument("--award", required=True, metavar="ID", help=_HELP["--award"].text(lang))
    explain.add_argument("--facts", required=True, type=Path, metavar="FILE")
    explain.add_argument("--on", required=True, metavar="DATE", help=_HELP["--on"].text(lang))
    plan = command("plan", _plan)
    plan.add_argument("--facts", required=True, type=Path, metavar="FILE")
    plan.add_argument("--from", dest="year", required=True, type=int, metavar="YEAR")
    plan.add_argument("--award", action="append", metavar="ID")
    check = command("check", _check)
    check.add_argument("files", nargs="+", type=Path, metavar="CASES.yaml")
    bonus = command("bonus", _bonus)
    bonus.add_argument("--award", required=True, metavar="ID")
    bonus.add_argument("--subject", required=True, choices=("individual", "collective", "household"))
    bonus.add_argument("--on", required=True, metavar="DATE", help=_HELP["--decided"].text(lang))
    bonus.add_argument("--decided-by", metavar="LEVEL", help=_HELP["--decided-by"].text(lang))
    procedure = command("procedure", _procedure)
    procedure.add_argument("--award", required=True, metavar="ID")
    procedure.add_argument("--on", required=True, metavar="DATE", help=_HELP["--on"].text(lang))
    procedure.add_argument("--subject", default="individual", choices=("individual", "collective", "household"))
    diff = command("diff", _diff)
    diff.add_argument("day1", metavar="DATE1")
    diff.add_argument("day2", metavar="DATE2")
    diff.add_argument("--award", metavar="ID")
    return top


_HELP = {
    "law": Wording("Hỏi pháp luật về thi đua, khen thưởng", "Ask the law on emulation and commendation"),
    "review": Wording(
        "Rà soát mọi người trong cơ sở dữ liệu của hệ thống: thidua law review --help",
        "To review everybody in the system's database: thidua law review --help",
    ),
    "awards": Wording("các danh hiệu, hình thức trong danh mục", "the titles and forms of the catalogue"),
    "show": Wording("một quy tắc: điều kiện, điều khoản, mức độ tin cậy", "one rule: conditions, articles, how sure"),
    "explain": Wording("xét một danh hiệu, hình thức, có lý do", "judge one award, with reasons"),
    "plan": Wording("con đường phía trước: đạt được gì, sớm nhất năm nào", "the road ahead: what, and how soon"),
    "check": Wording("chạy thử các ca trong một tệp", "run the cases of a file"),
    "bonus": Wording("tiền thưởng", "the bonus"),
    "procedure": Wording("hồ sơ, thời hạn, công khai, bỏ phiếu", "papers, deadlines, publicity, vote"),
    "diff": Wording("điều gì thay đổi giữa hai ngày", "what changed between two days"),
    "--json": Wording("in dữ liệu JSON", "print JSON"),
    "--award": Wording("mã danh hiệu, hình thức (xem: thidua law awards)", "the award's id (see: thidua law awards)"),
    "--on": Wording("ngày tiếp nhận hồ sơ, như 2025-03-01", "the day on which the dossier was received"),
    "--decided": Wording("ngày quyết định khen thưởng", "the day of the decision"),
    "--decided-by": Wording("cấp quyết định: xa, co_so, bo_tinh…", "the level that decides: xa, co_so, bo_tinh…"),
}


def _awards(args: argparse.Namespace, lang: str) -> int:
    rows = [(one, len(data.rules_of(one.id))) for one in data.awards()]
    if args.json:
        return _print_json(
            [
                {
                    "id": one.id, "vi": one.vi, "en": one.en, "kind": one.kind, "subjects": list(one.subjects),
                    "level": one.level, "rules": count,
                }
                for one, count in rows
            ]
        )  # fmt: skip
    width = max(len(one.id) for one, _ in rows)
    seen = sum(one.basis == "seen" for one in data.rules())
    total = len(data.rules())
    lines = [f"{one.id:<{width}}  {one.text(lang)} ({count})" for one, count in rows]
    tail = (
        f"{len(rows)} awards, {total} rules: {seen} read in a text ({100 * seen // total}%), {total - seen} recalled. Data {data.VERSION}"
        if lang == "en"
        else f"{len(rows)} danh hiệu, hình thức; {total} quy tắc: {seen} đã đọc văn bản ({100 * seen // total}%), {total - seen} theo trí nhớ. "
        f"Dữ liệu {data.VERSION}"
    )
    return _print([*lines, "", tail])


def _show(args: argparse.Namespace, lang: str) -> int:
    rules = data.law().rules
    if args.rule not in rules:
        raise ValueError(_no_such("quy tắc", "rule", args.rule, rules, lang))
    rule = rules[args.rule]
    return _print_json(telling.rule_json(rule)) if args.json else _print(telling.rule_lines(rule, lang))


def _explain(args: argparse.Namespace, lang: str) -> int:
    on = judging_day(args.on)
    data.award(args.award)
    verdict = engine.judge(args.award, read_facts(args.facts, on=on), on=on)
    return _print_json(verdict.to_json()) if args.json else _print(telling.verdict_lines(verdict, lang))


def _plan(args: argparse.Namespace, lang: str) -> int:
    from thidua.law import planner  # noqa: PLC0415  slow import: only this command plans

    for award in args.award or ():
        data.award(award)
    found = planner.plan(read_facts(args.facts), from_year=args.year, awards=args.award)
    return _print_json(found.to_json()) if args.json else _print(found.lines(lang))


def _check(args: argparse.Namespace, lang: str) -> int:
    from thidua.law import checking  # noqa: PLC0415  slow import: only this command reads cases

    results = [one for path in args.files for one in checking.check_file(path)]
    if args.json:
        _print_json([one.to_json() for one in results])
    else:
        _print([*[one.text(lang) for one in results], checking.closing(results)])
    return 0 if all(one.passed for one in results) else 1


def _bonus(args: argparse.Namespace, lang: str) -> int:
    from thidua.law import money  # noqa: PLC0415  slow import: only this command reads the bonuses

    found = money.bonus(args.award, subject=args.subject, on=_day(args.on, lang), decided_by=args.decided_by)
    return _print_json(found.to_json()) if args.json else _print(money.lines(found, lang))


def _procedure(args: argparse.Namespace, lang: str) -> int:
    from thidua.law import procedure  # noqa: PLC0415  slow import: only this command reads the procedures

    found = procedure.procedure(args.award, on=judging_day(args.on), subject=args.subject)
    return _print_json(found.to_json()) if args.json else _print(found.lines(lang))


def _diff(args: argparse.Namespace, lang: str) -> int:
    from thidua.law import changes  # noqa: PLC0415  slow import: only this command compares

    found = changes.between(_day(args.day1, lang), _day(args.day2, lang), args.award)
    if args.json:
        return _print_json([one.to_json() for one in found])
    nothing = "No rule changed." if lang == "en" else "Không có quy tắc nào thay đổi."
    return _print(changes.lines(found, lang) or [nothing])


# -- printing and errors -----------------------------------------------------------------------------------------------


def _day(text: str, lang: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(
            f"{text!r} is no day: write it as 2025-03-01"
            if lang == "en"
            else f"{text!r} không phải ngày: viết như 2025-03-01"
        ) from None


def _unknown(award: str, lang: str) -> str:
    return _no_such("danh hiệu, hình thức", "award", award, data.law().awards, lang)


def _no_such(vi: str, en: str, given: str, known: Iterable[str], lang: str) -> str:
    from thidua.law.files.faults import nearest  # noqa: PLC0415  slow import: only after a mistake

    near = nearest(given, known)
    if lang == "en":
        return f"no {en} {given!r}" + (f"; did you mean {near}?" if near else "; see: thidua law awards")
    return f"không có {vi} mã {given!r}" + (f"; có phải {near}?" if near else "; xem: thidua law awards")


def _print(lines: Lines) -> int:
    print("\n".join(lines))
    sys.stdout.flush()
    return 0


def _print_json(value: Any) -> int:
    return _print([json.dumps(value, ensure_ascii=False, indent=1, default=str)])


def _trouble(lines: Lines) -> int:
    for line in lines:
        print(f"thidua law: {line}", file=sys.stderr)
    return 1
