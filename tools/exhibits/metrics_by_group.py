"""Writes the two Fairlearn tables of the library.

    python metrics_by_group.py toolbox > ../../scenarios/toolbox/metrics-by-group.csv
    python metrics_by_group.py credit > ../../scenarios/credit-fairness/approvals-by-group.csv

The people are invented: this file says how many of each kind there are, and
Fairlearn's `MetricFrame` counts and divides.
"""

import sys

import pandas as pd
from fairlearn.metrics import (
    MetricFrame,
    count,
    false_positive_rate,
    selection_rate,
    true_positive_rate,
)

# Group: (would have been good, of these selected, would not, of these selected).
TOOLBOX = {"A": (320, 240, 160, 24), "B": (180, 114, 120, 15), "C": (40, 26, 20, 1)}

# Attribute, group: (applications, approvals) on the website, then in partner shops.
CREDIT = {
    ("race", "White"): ((4200, 2772), (1800, 900)),
    ("race", "Black"): ((500, 275), (1300, 546)),
    ("race", "Hispanic"): ((900, 540), (900, 423)),
    ("race", "Asian"): ((220, 154), (60, 39)),
    ("race", "not classified"): ((1500, 930), (620, 298)),
    ("sex", "men"): ((3500, 2275), (2400, 1176)),
    ("sex", "women"): ((2900, 1798), (1800, 810)),
    ("sex", "not classified"): ((920, 598), (480, 220)),
    ("age", "18-24"): ((1400, 844), (980, 402)),
    ("age", "25-61"): ((5400, 3510), (3400, 1666)),
    ("age", "62 and over"): ((520, 317), (300, 138)),
}


def toolbox():
    """One row a group: people, and three rates."""
    rows = []
    for group, (good, good_yes, bad, bad_yes) in TOOLBOX.items():
        rows += [(group, 1, 1)] * good_yes + [(group, 1, 0)] * (good - good_yes)
        rows += [(group, 0, 1)] * bad_yes + [(group, 0, 0)] * (bad - bad_yes)
    people = pd.DataFrame(rows, columns=["group", "good", "selected"])
    frame = MetricFrame(
        metrics={
            "applicants": count,
            "selection_rate": selection_rate,
            "true_positive_rate": true_positive_rate,
            "false_positive_rate": false_positive_rate,
        },
        y_true=people["good"],
        y_pred=people["selected"],
        sensitive_features=people["group"],
    )
    return frame.by_group.astype({"applicants": int}).round(3)


def approved(_, decision):
    """How many of the decisions are a yes."""
    return int(decision.sum())


def credit():
    """One row an attribute, group and channel: applications, approvals, rate."""
    tables = []
    for attribute in ["race", "sex", "age"]:
        rows = []
        for (of, group), channels in CREDIT.items():
            for channel, (all_, yes) in zip(["website", "partner"], channels):
                if of == attribute:
                    rows += [(group, channel, 1)] * yes
                    rows += [(group, channel, 0)] * (all_ - yes)
        people = pd.DataFrame(rows, columns=["group", "channel", "approved"])
        frame = MetricFrame(
            metrics={
                "applications": count,
                "approved": approved,
                "selection_rate": selection_rate,
            },
            y_true=people["approved"],
            y_pred=people["approved"],
            sensitive_features=people["group"],
            control_features=people["channel"],
        )
        table = frame.by_group.reset_index()
        table.insert(0, "attribute", attribute)
        # The order of the case, not of the alphabet.
        order = {g: i for i, (a, g) in enumerate(CREDIT) if a == attribute}
        table = table.sort_values(
            ["group", "channel"],
            key=lambda c: c.map(order) if c.name == "group" else c.map({"website": 0, "partner": 1}),
        )
        tables.append(table[["attribute", "group", "channel", "applications", "approved", "selection_rate"]])
    return (
        pd.concat(tables)
        .astype({"applications": int, "approved": int})
        .round(3)
        .set_index("attribute")
    )


if __name__ == "__main__":
    {"toolbox": toolbox, "credit": credit}[sys.argv[1]]().to_csv(
        sys.stdout, lineterminator="\n", float_format="%.3f"
    )
