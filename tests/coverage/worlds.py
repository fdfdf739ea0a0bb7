"""Random instructions and organisations, in the lines of `suite.words`."""

from __future__ import annotations

from hypothesis import strategies as st

from suite.words import HOUSE

FIRST = "2018-01-01"
NEVER_DROPPED = HOUSE[:6]

MORE = (
    "§20 contact asks place via serves for case",  # a step that leads back to places
    "§21 chief asks chief via line_above",  # a role that asks itself, one level up
    "§22 crew is RegionalOffice",  # a second role that routes begin with
    "§23 crew asks expert via line_above",
    "§24 expert asks contact via line_below for principle",  # with §10 a circle
    "§25 place may ask leader via line_above about noise",
    "§26 contact may ask chief via line_above",
    "§27 expert may ask leader via same_network for principle",
    "§28 network asks network via member_of",
)
"""Lines of an instruction that make routes branch, turn back, skip and stop."""

DAYS = ("2018-03-01", "2018-06-01", "2018-09-01")


@st.composite
def norms(draw: st.DrawFn) -> tuple[str, ...]:
    """Draw an instruction: the roles of HOUSE, some of its steps, and some that turn back or fork."""
    kept = [line for line in HOUSE[6:] if draw(st.integers(0, 9)) > 0]
    more = draw(st.sets(st.sampled_from(MORE), max_size=4))
    if "§23 crew asks expert via line_above" in more:
        more |= {"§22 crew is RegionalOffice"}
    return (*NEVER_DROPPED, *kept, *sorted(more))


def _period(draw: st.DrawFn) -> str:
    return draw(st.sampled_from(["", "", "", f" to {DAYS[1]}", f" from {DAYS[1]}", f" to {DAYS[2]}"]))


def _holding(draw: st.DrawFn, post: str) -> list[str]:
    """Draw who holds a post: somebody, nobody, nobody any more, or somebody who is away."""
    kind = draw(st.sampled_from(["held", "held", "held", "vacant", "left", "away", "deputised", "stood in"]))
    name = post.removeprefix("post:")
    if kind == "vacant":
        return [f"{post} vacant"]
    if kind == "left":
        return [f"{post} vacant since {draw(st.sampled_from(DAYS))}"]
    lines = [f"person:{name} holds {post}"]
    if kind in ("away", "stood in"):
        lines.append(f"person:{name} away from {post} from {DAYS[0]} to {DAYS[2]}")
    if kind in ("deputised", "stood in"):
        lines.append(f"person:deputy-{name} deputises for {post}{_period(draw)}")
    if kind == "deputised":
        lines[0] += f" to {DAYS[0]}"
    return lines


@st.composite
def organisations(draw: st.DrawFn, places: int = 6) -> tuple[str, ...]:
    """Draw an organisation that fills the roles of HOUSE more or less."""
    lines = ["dept:care code CARE", "dept:head code HEAD", "directorate:d exists"]
    lines += [f"dept:{name} under directorate:d" for name in ("care", "head") if draw(st.integers(0, 4)) > 0]
    offices = [f"office:{n}" for n in range(draw(st.integers(0, 4)))]
    posts: list[str] = []
    for office in offices:
        if draw(st.integers(0, 5)) > 0:
            lines.append(f"{office} under {draw(st.sampled_from(['dept:care', 'dept:care', 'dept:head']))}")
        lines.append(f"{office} serves region:{office[-1]}")
        for number in range(draw(st.sampled_from([0, 1, 1, 1, 2]))):
            post = f"post:contact-{office[-1]}-{number}"
            posts.append(post)
            lines.append(f"{post} in {office} as contact")
            if draw(st.integers(0, 3)) == 0:
                lines.append(f"{post} covers {draw(st.sampled_from(['noise', 'light']))}")
    for number in range(draw(st.integers(0, places))):
        centre = f"centre:{number}"
        lines.append(f"{centre} exists{_period(draw)}")
        where = draw(st.sampled_from(["region", "region", "region", "office", "nowhere", "both"]))
        office = draw(st.sampled_from(offices)) if offices else ""
        if office and where in ("region", "both"):
            lines.append(f"{centre} in region:{office[-1]}")
        if office and where in ("office", "both"):
            lines.append(f"{draw(st.sampled_from(offices))} serves {centre}")
    networks = [f"network:{n}" for n in range(draw(st.integers(0, 2)))]
    for network, theme in zip(networks, ("noise", "light"), strict=False):
        lines.append(f"{network} covers {theme}")
    for number in range(draw(st.integers(0, 3))):
        post = f"post:expert-{number}"
        posts.append(post)
        lines.append(f"{post} in {draw(st.sampled_from(['dept:care', 'dept:care', 'dept:head']))} as expert")
        lines += [f"{post} member of {n}{_period(draw)}" for n in networks if draw(st.booleans())]
    for network in networks:
        if draw(st.integers(0, 3)) > 0:
            post = f"post:leader-{network[-1]}"
            posts.append(post)
            lines += [f"{post} in dept:head as leader", f"{post} leads {network}"]
    for number in range(draw(st.sampled_from([0, 1, 1, 2]))):
        post = f"post:chief-{number}"
        posts.append(post)
        lines.append(f"{post} in {draw(st.sampled_from(['dept:head', 'directorate:d']))} as chief")
    for post in posts:
        lines += _holding(draw, post)
    return tuple(lines)
