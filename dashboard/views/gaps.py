"""Page 3: where it breaks, each finding with its clause, its rule, its remedy and the way to its place."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING

import streamlit as st

from ansvar.dashboard import choices
from ansvar.dashboard.answers import write
from ansvar.dashboard.limits import FINDINGS
from ansvar.dashboard.markdown import button, clause_chips, plain, print_button, show_statement
from ansvar.dashboard.rights import WRITE, may_write
from ansvar.dashboard.tables import csv_button, data_table, file_button
from ansvar.graph.characters import composed, json_text
from ansvar.graph.journal.actor import name_actor, user
from ansvar.queries.explore.query import starts
from ansvar.queries.gaps.acceptance import accept, withdraw
from ansvar.queries.gaps.query import gaps
from ansvar.queries.gaps.render import told_follows, told_left
from ansvar.queries.gaps.report.columns import COLUMNS
from ansvar.queries.gaps.report.page import page
from ansvar.queries.gaps.report.sarif import sarif
from ansvar.queries.gaps.report.workbook import workbook
from ansvar.queries.gaps.rules import SEVERITIES, all_rules, user_folder
from ansvar.queries.vocabulary import value_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ansvar.dashboard.page import Ctx
    from ansvar.queries.gaps.result import Finding, Gaps, RuleResult

TITLE = "gaps_title"
ICON = ":material/report:"
PARAMS = ("group", "severities", "unit", "accepted", "finding", "clause")

_GROUPS = ("cause", "severity", "unit", "clause", "rule")
_SIGNS = {"high": "▲", "medium": "◆", "low": "▽"}
_FILES: dict[str, tuple[str, Callable[[Gaps], str | bytes]]] = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook),
    "html": ("text/html", page),
    "sarif": ("application/sarif+json", lambda answer: json_text(sarif(answer))),
}


def render(ctx: Ctx) -> None:
    """Draw the page."""
    unit = _unit(ctx)
    with st.spinner(ctx.say("working")):
        answer = ctx.ask(gaps, ctx.on, unit=unit or None, lang=ctx.lang)
    _totals(ctx, answer)
    _problems(ctx, answer)
    shown = _filtered(ctx, answer)
    chosen = next((f for f in answer.findings if f.id == choices.get("finding")), None)
    # two columns also when nothing is chosen, so that the focus stays where it is when something is
    left, right = st.columns([5, 4], gap="medium")
    with left:
        if shown:
            _list(ctx, answer, shown, choices.get("finding"))
        else:
            st.success(ctx.say("nothing"), icon=":material/task_alt:")
    with right:
        if chosen:
            _panel(ctx, answer, chosen)
        elif shown:
            st.info(ctx.say("choose"), icon=":material/left_click:")
    _rules(ctx, answer)
    name = f"ansvar-gaps-{ctx.on.isoformat()}"
    with st.container(horizontal=True, key="no-print"):
        csv_button(ctx.say("download"), COLUMNS, answer.rows, name)
        for ending, (mime, make) in _FILES.items():
            label, key = ctx.say(f"download_{ending}"), f"gaps.download.{ending}"
            file_button(label, partial(make, answer), f"{name}.{ending}", mime, key)
        print_button(ctx.say("print"))


# -- totals and choices ----------------------------------------------------------------------------


def _unit(ctx: Ctx) -> str:
    units = ctx.names("Unit")
    options = {"": ctx.say("whole")} | dict(sorted(units.items(), key=itemgetter(1)))
    if choices.get("unit") not in options:
        choices.put("unit", "")
    return choices.select("unit", ctx.say("unit"), options, help_text=ctx.say("unit_help"))


def _totals(ctx: Ctx, answer: Gaps) -> None:
    counts = Counter(finding.severity for finding in answer.findings)
    accepted = sum(1 for finding in answer.findings if finding.accepted)
    parts = [f"**{_SIGNS[s]} {counts[s]} {value_name(ctx.lang, 'severity', s)}**" for s in SEVERITIES]
    asked, found = len(answer.rules), sum(1 for rule in answer.rules if rule.shown)
    st.markdown(
        f"{plain(ctx.say('totals', count=len(answer.findings), day=ctx.day(ctx.on)))} {' · '.join(parts)}  \n"
        f"{plain(ctx.say('totals_rules', found=found, asked=asked, accepted=accepted))}"
    )


def _problems(ctx: Ctx, answer: Gaps) -> None:
    if not answer.problems:
        return
    st.warning(ctx.say("problems", count=len(answer.problems)), icon=":material/error:")
    heads = {"file": "head_file", "line": "head_line", "what": "head_problem", "then": "head_remedy"}
    data_table([{ctx.say(heads[k]): v for k, v in p.items()} for p in answer.problems])


def _filtered(ctx: Ctx, answer: Gaps) -> list[Finding]:
    first, second, third = st.columns([3, 2, 2], vertical_alignment="bottom")
    with first:
        choices.segments("group", ctx.say("group"), ctx.options("group", _GROUPS))
    with second:
        named = {severity: value_name(ctx.lang, "severity", severity) for severity in SEVERITIES}
        severities = choices.several("severities", ctx.say("severity"), named, ctx.say("all_of_them"))
    with third:
        shown = ctx.options("accepted", ("open", "all", "accepted"))
        accepted = choices.select("accepted", ctx.say("accepted"), shown)
    return [
        finding
        for finding in answer.findings
        if (not severities or finding.severity in severities)
        and (accepted == "all" or finding.accepted == (accepted == "accepted"))
    ]


# -- the list --------------------------------------------------------------------------------------


def _list(ctx: Ctx, answer: Gaps, findings: Sequence[Finding], chosen: str) -> None:
    causes = {cause.why: cause for cause in answer.causes if not cause.alone}
    for number, (name, group) in enumerate(_grouped(ctx, answer, findings)):
        opened = number == 0 or any(finding.id == chosen for finding in group)
        with st.expander(f"{plain(name)} – {ctx.say('findings', count=len(group))}", expanded=opened):
            if cause := causes.get(name):
                told = (told_left(cause, answer.citations), told_follows(cause, ctx.lang))
                st.caption(plain(" ".join(filter(None, told))))
            most = int(st.session_state.get(f"gaps.most.{name}", FINDINGS))
            for finding in group[:most]:
                _row(ctx, finding, f"{number}", chosen)
            if len(group) > most:
                more = ctx.say("more", count=len(group) - most)
                st.button(more, key=f"gaps.more.{number}", on_click=_more, args=(name, most))


def _more(name: str, most: int) -> None:
    st.session_state[f"gaps.most.{name}"] = most * 4


def _grouped(ctx: Ctx, answer: Gaps, findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    """Put findings together; one that breaks two clauses stands under both."""
    by = choices.get("group")
    groups: dict[str, list[Finding]] = defaultdict(list)
    if by == "cause":
        return _by_cause(ctx, answer, findings)
    for finding in findings:
        names = {
            "severity": (_severity(ctx, finding),),
            "unit": (finding.unit_name or ctx.say("no_unit"),),
            "clause": [ctx.cite([clause]) for clause in finding.clauses] or (ctx.say("no_clause"),),
            "rule": (f"{finding.title} ({ctx.say('k_of_n', k=finding.k, n=finding.n)})",),
        }[by]
        for name in names:
            groups[name].append(finding)
    return list(groups.items()) if by in ("severity", "rule") else sorted(groups.items())


def _by_cause(ctx: Ctx, answer: Gaps, findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    """Put together what follows from one cause; what stands alone goes by its rule."""
    shown = {finding.id for finding in findings}
    required = {rule.rule: rule.required for rule in answer.rules}
    groups: dict[str, list[Finding]] = defaultdict(list)
    for cause in answer.causes:
        for finding in answer.of_cause(cause):
            aside = "" if required[finding.rule] else f" ({ctx.say('not_required')})"
            if finding.id in shown:
                groups[f"{finding.title}{aside}" if cause.alone else cause.why].append(finding)
    return list(groups.items())


def _severity(ctx: Ctx, found: Finding | RuleResult) -> str:
    return f"{_SIGNS[found.severity]} {value_name(ctx.lang, 'severity', found.severity)}"


def _row(ctx: Ctx, finding: Finding, group: str, chosen: str) -> None:
    text, beside = st.columns([5, 1], vertical_alignment="center")
    with text:
        accepted = f"  \n:material/verified: {plain(_accepted(ctx, finding))}" if finding.accepted else ""
        clauses = f"  \n{plain(ctx.cite(finding.clauses))}" if finding.clauses else ""
        st.markdown(f"{_SIGNS[finding.severity]} {plain(finding.why)}{clauses}{accepted}")
    with beside:
        look, key = "primary" if finding.id == chosen else "secondary", f"gaps.open.{group}.{finding.id}"
        told, about = ctx.say("details"), plain(finding.why)
        button(told, "", choices.put, "finding", finding.id, key=key, type=look, help=about)


def _accepted(ctx: Ctx, finding: Finding) -> str:
    who = name_actor(ctx.lang, finding.accepted_by or "", finding.accepted_on_behalf_of or "") or "-"
    day, reason = ctx.day(finding.accepted_until or ""), finding.accepted_reason or ""
    return ctx.say("accepted_until", day=day, who=who, reason=reason)


# -- one finding -----------------------------------------------------------------------------------


def _panel(ctx: Ctx, answer: Gaps, finding: Finding) -> None:
    with st.container(border=True, key="finding-panel"):
        st.subheader(plain(finding.title))
        st.write(plain(finding.why))
        severity = value_name(ctx.lang, "severity", finding.severity)
        facts = [
            f"{_SIGNS[finding.severity]} {ctx.say('severity')}: {severity}",
            f"{ctx.say('counted')}: {ctx.say('k_of_n', k=finding.k, n=finding.n)}",
        ]
        if finding.since:
            facts.append(f"{ctx.say('since')}: {ctx.day(finding.since)}")
        if finding.unit_name:
            facts.append(f"{ctx.say('unit')}: {finding.unit_name}")
        st.write(plain(" · ".join(facts)))
        st.info(f"**{ctx.say('remedy')}** {plain(finding.remedy)}", icon=":material/build:")
        if finding.clauses:
            clause_chips(ctx, finding.clauses, f"gap-{finding.id}", choices.get("clause"))
            if choices.get("clause"):
                clause = choices.get("clause")
                ctx.link("duties", ctx.say("to_clause", clause=ctx.cite([clause])), clause=clause)
        for each in answer.questions:
            if each["key"] in finding.questions:
                told = f"{each['number']}: {each['text']} {each['reading']}"
                st.caption(f"**{plain(ctx.say('open_question'))}** {plain(told)}")
        _places(ctx, finding)
        _acceptance(ctx, finding)
        _rule(ctx, finding)


def _places(ctx: Ctx, finding: Finding) -> None:
    keys = dict(zip(finding.subjects, finding.subject_names, strict=False))
    if finding.unit:
        keys.setdefault(finding.unit, finding.unit_name or finding.unit)
    asked = (start for key in keys for start in ctx.ask(starts, ctx.on, ctx.lang, key, 20))
    askers = {start.key for start in asked}
    for key, name in list(keys.items())[:6]:
        ctx.link("explore", ctx.say("to_explore", what=plain(name)), key=key)
        if key in askers:
            ctx.link("turn_to", ctx.say("to_route", what=plain(name)), **{"from": key})


def _acceptance(ctx: Ctx, finding: Finding) -> None:
    """Accept a finding or take that back, where whoever started the dashboard allows it."""
    if finding.accepted:
        st.write(plain(_accepted(ctx, finding)))
    if not may_write():
        here = ctx.say("accept_elsewhere", id=finding.id, setting=WRITE)
        st.caption(ctx.say("known_reads_only") if ctx.known else here)
        return
    with st.form(f"accept-{finding.id}", border=True):
        whom = st.text_input(ctx.say("accept_by"), help=ctx.say("by_help", account=user()))
        if finding.accepted:
            if st.form_submit_button(ctx.say("withdraw"), icon=":material/undo:"):
                write(withdraw, finding.id, by=user(), on_behalf_of=composed(whom), on=ctx.on)
                st.rerun()
            return
        reason = st.text_input(ctx.say("accept_reason"))
        until = st.date_input(
            ctx.say("accept_date"),
            ctx.on + dt.timedelta(days=90),
            min_value=ctx.on + dt.timedelta(days=1),
            max_value=ctx.on + dt.timedelta(days=3660),
            format=ctx.day_format,
        )
        if st.form_submit_button(ctx.say("accept"), icon=":material/verified:"):
            if reason.strip():
                write(
                    accept, finding.id, reason, until,
                    by=user(), on_behalf_of=composed(whom), on=ctx.on, lang=ctx.lang,
                    rule=finding.rule, about=finding.subjects,
                )  # fmt: skip
                st.rerun()
            st.warning(ctx.say("accept_needs_reason"))


def _rule(ctx: Ctx, finding: Finding) -> None:
    rules, _ = all_rules(user_folder())
    rule = next((rule for rule in rules if rule.name == finding.rule), None)
    if rule:  # else its file has gone meanwhile
        with st.expander(ctx.say("rule", rule=finding.rule), icon=":material/code:"):
            show_statement(ctx, rule.statement)


def _rules(ctx: Ctx, answer: Gaps) -> None:
    """Give every rule that was asked, those that found nothing too."""
    with st.expander(ctx.say("all_rules", count=len(answer.rules)), icon=":material/table:"):
        rows = [
            {
                ctx.say("severity"): _severity(ctx, rule),
                ctx.say("group_rule"): rule.title,
                ctx.say("counted"): ctx.say("k_of_n", k=rule.k, n=rule.n),
                ctx.say("of"): rule.of,
                ctx.say("accepted_accepted"): rule.accepted,
            }
            for rule in answer.rules
        ]
        data_table(rows)
