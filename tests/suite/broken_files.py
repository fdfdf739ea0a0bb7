"""Files as somebody may write them.  The lines that are wrong end with ``# <- word``.

The problems must point at exactly these lines, and each must hold the word; `test_broken_files` looks.
"""

HEAD = """\
format: ansvar.organisation/1
key: organisation:t
from: 2018-01-01
"""
POST = "name: {nb: x, en: x}"

CASES = {
    "not YAML": """\
        format: ansvar.organisation/1
        units: [a, b
        key: x  # <- is not YAML
        """,
    "no format": """\
        key: x  # <- does not say which format it has
        """,
    "an unknown format": """\
        format: ansvar.organisation/2  # <- has the unknown format "ansvar.organisation/2"
        key: x
        """,
    "an unknown field": HEAD
    + """\
        units:
          - key: office:b
            kind: RegionalOffice
            name: {nb: b, en: b}
            part_off: dept:care  # <- unknown field "part_off"
        """,
    "a field of membership at what somebody coordinates": HEAD
    + """\
        posts:
          - key: post:p
            name: {nb: p, en: p}
            coordinates:
              - network: network:n
                on_behalf_of: dept:care  # <- unknown field "on_behalf_of"
        """,
    "an unknown field at the top": HEAD
    + """\
        unitz: []  # <- unknown field "unitz"
        """,
    "a missing field": HEAD
    + """\
        posts:
          - key: post:b  # <- the field "name" is missing
            unit: office:west
        """,
    "a missing language": HEAD
    + """\
        posts:
          - key: post:b
            name: {nb: bare norsk}  # <- the field "en" is missing
        """,
    "an unknown kind of unit": HEAD
    + """\
        units:
          - key: office:b
            kind: RegionalOfice  # <- unknown kind "RegionalOfice"
            name: {nb: b, en: b}
        """,
    "a key that leads nowhere": HEAD
    + """\
        posts:
          - key: post:b
            name: {nb: b, en: b}
            unit: office:wst  # <- there is no Unit "office:wst"
        """,
    "a theme that is not there": HEAD
    + """\
        posts:
          - key: post:b
            name: {nb: b, en: b}
            covers:
              - noise
              - nois  # <- there is no Theme "nois"
        """,
    "a role that no instruction defines": HEAD
    + """\
        posts:
          - key: post:b
            name: {nb: b, en: b}
            fills: [contact, contakt]  # <- there is no Role "contakt"
        """,
    "the wrong kind of thing at the end of an edge": HEAD
    + """\
        posts:
          - key: post:b
            name: {nb: b, en: b}
            unit: person:contact  # <- "person:contact" is a Person, not a Unit
        """,
    "a person where a post should be": HEAD
    + """\
        posts:
          - key: post:b
            name: {nb: b, en: b}
            holders:
              - person: post:contact  # <- "post:contact" is a Post, not a Person
        """,
    "a member on behalf of nobody": HEAD
    + """\
        posts:
          - key: post:b
            name: {nb: b, en: b}
            member_of:
              - network: network:n
                on_behalf_of: dept:none  # <- there is no Unit "dept:none"
        """,
    "a deputy who is two": HEAD
    + """\
        posts:
          - key: post:b
            name: {nb: b, en: b}
            deputies:
              - {person: person:contact, post: post:contact}  # <- is a person or a post
        """,
    "a day that no calendar has": HEAD
    + """\
        posts:
          - key: post:b
            name: {nb: b, en: b}
            holders:
              - {person: person:contact, from: 2018-02-30}  # <- 2018-02-30
        """,
    "a number in place of a date": HEAD
    + """\
        posts:
          - key: post:b
            name: {nb: b, en: b}
            from: 20180101  # <- 20180101 is a number; write a date
        """,
    "a number in quotes in place of a date": HEAD
    + """\
        posts:
          - key: post:b
            name: {nb: b, en: b}
            from: "1514764800"  # <- is not a date; write a date
        """,
    "a point in time in place of a date": HEAD
    + """\
        posts:
          - key: post:b
            name: {nb: b, en: b}
            from: 2018-01-05 12:00:00  # <- is a point in time; write a date
        """,
    "a text in place of a date": HEAD
    + """\
        posts:
          - key: post:b
            name: {nb: b, en: b}
            from: in spring  # <- given: "in spring"
        """,
    "an end before the beginning": HEAD
    + """\
        posts:
          - key: post:b
            name: {nb: b, en: b}
            holders:
              - {person: person:contact, from: 2018-05-01, to: 2018-04-01}  # <- ends on 2018-04-01
        """,
    "an end on the day of the beginning": HEAD
    + """\
        posts:
          - key: post:b
            name: {nb: b, en: b}
            holders:
              - {person: person:contact, from: 2018-05-01, to: 2018-05-01}  # <- is not after its beginning
        """,
    "two periods of one holding that overlap": HEAD
    + """\
        posts:
          - key: post:b
            name: {nb: b, en: b}
            holders:
              - {person: person:contact, to: 2018-05-01}
              - {person: person:contact, from: 2018-04-30}  # <- is stated for two periods that overlap
        """,
    "a unit under two units at once": HEAD
    + """\
        units:
          - key: office:b
            kind: RegionalOffice
            name: {nb: b, en: b}
            part_of:
              - dept:care
              - {unit: dept:head, from: 2019-01-01}  # <- lies under two units at the same time
        """,
    "a circle in the line": HEAD
    + """\
        units:
          - {key: dept:b, kind: Department, name: {nb: b, en: b}, part_of: dept:c}  # <- goes in a circle
          - {key: dept:c, kind: Department, name: {nb: c, en: c}, part_of: dept:d}
          - {key: dept:d, kind: Department, name: {nb: d, en: d}, part_of: dept:b}
        """,
    "a unit under itself": HEAD
    + """\
        units:
          - {key: dept:b, kind: Department, name: {nb: b, en: b}, part_of: dept:b}  # <- goes in a circle
        """,
    "a key with a space": HEAD
    + """\
        people:
          - {key: person kari, name: Kari}  # <- person kari
        """,
    "an empty name": HEAD
    + """\
        people:
          - {key: person:b, name: "  "}  # <- people.0.name
        """,
    "a list where one thing should be": HEAD
    + """\
        people:
          - key: person:b
            name: [Kari]  # <- people.0.name
        """,
    "places that are fewer than none": HEAD
    + """\
        units:
          - key: centre:b
            kind: ReceptionCentre
            name: {nb: b, en: b}
            places: -1  # <- given: "-1"
        """,
    "more places than an engine can count": HEAD
    + """\
        units:
          - key: centre:b
            kind: ReceptionCentre
            name: {nb: b, en: b}
            places: 9999999999999999999999  # <- less than or equal to 1000000000
        """,
}

NORM = """\
format: ansvar.instruction/1
key: instruction:u
citation: U
title: {nb: u, en: u}
from: 2018-01-01
themes: [{key: noise, name: {nb: noise (nb), en: noise}}]
matters: [{key: case, name: {nb: case (nb), en: case}}]
roles:
  - {key: watch, name: {nb: vakt, en: watch}}
"""
CLAUSES = """\
        clauses:
          - {section: "1", status: modelled, text: {nb: a, en: a}}
        """
STEP = "why: {nb: a, en: a}, basis: explicit"

CASES |= {
    "a step via a connection that is not there": NORM
    + f"""\
        steps:
          - name: s
            from: watch
            to: watch
            via: line_abov  # <- unknown connection "line_abov"
            matters: [case]
            clauses: ["1"]
            basis: explicit
            why: {{nb: a, en: a}}
{CLAUSES}""",
    "a step for a matter, a clause and a role that are not there": NORM
    + f"""\
        steps:
          - name: s  # <- there is no Role "wacht"
            from: wacht
            to: watch
            via: line_above
            matters: [kase]  # <- unknown kind of matter "kase"
            clauses: ["1", "2"]  # <- unknown clause "2"
            basis: explicit
            why: {{nb: a, en: a}}
{CLAUSES}""",
    "a relation that becomes an edge that is not there": NORM
    + f"""\
        relations:
          - edge: GUIDE  # <- unknown edge "GUIDE"
            from: watch
            to: watch
            via: line_below
            clauses: ["1"]
{CLAUSES}""",
    "a basis that is not one of the two": NORM
    + f"""\
        steps:
          - name: s
            from: watch
            to: watch
            via: line_above
            matters: [case]
            clauses: ["1"]
            basis: guessed  # <- given: "guessed"
            why: {{nb: a, en: a}}
{CLAUSES}""",
    "a clause that is left out without a reason": NORM
    + """\
        clauses:
          - section: "1"  # <- needs a reason
            status: pending
            text: {nb: a, en: a}
        """,
    "a duty that nobody can bear": NORM
    + """\
        clauses:
          - section: "1"
            status: modelled
            text: {nb: a, en: a}
            duties:
              - modality: shall
                bearers: [nobody]  # <- there is no Role "nobody"
        """,
    "a modality that is not one": NORM
    + """\
        clauses:
          - section: "1"
            status: modelled
            text: {nb: a, en: a}
            duties:
              - bearers: [watch]
                modality: should  # <- given: "should"
        """,
    "the same clause twice": NORM
    + """\
        clauses:
          - {section: "1", status: modelled, text: {nb: a, en: a}}
          - {section: "1", status: modelled, text: {nb: b, en: b}}  # <- is used twice
        """,
    "a role filled by a label that is not there": NORM
    + f"""\
          - {{key: post, name: {{nb: a, en: a}}, filled_by: [Offices]}}  # <- unknown kind "Offices"
{CLAUSES}""",
}
