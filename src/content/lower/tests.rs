//! The lowering as a specification: what is written, and what is said of it.

use insta::assert_snapshot;
use proptest::prelude::*;

use super::super::diagnostic::Diagnostic;
use super::super::ids::{FrameworkId, RubricId, ScenarioId};
use super::super::limits::{MAX_FILE, MAX_PROBLEMS};
use super::super::rubric::Basis;
use super::super::scenario::QuestionKind;
use super::*;

pub(super) const RUBRIC: &str = r#"
format = 1
title = "Scopes it"

[groups]
staff = ["agent*", "front line"]

[[criterion]]
id = "inventory"
title = "Finds out what it does"
competency = "scoping"
weight = 3
probe = "How would you find out?"
advice = "Read the logs."
caps = { below = 1, answer = 2 }
levels = [
  { at = 1, needs = 1, text = "Says so." },
  { at = 2, needs = 2, text = "Names sources." },
  { at = 3, needs = 3, with = ["zeta"], order = ["people", "alpha"], text = "Compares." },
]
[criterion.evidence]
zeta = ["chat logs|transcripts"]
people = { title = "asks people", any = ["@staff > ask"], points = 2, within = 12 }
vague = { any = ["understand > system"], weak = true }
[criterion.evidence.alpha]
any = ["read > logs"]
says = ["We read what it said."]
[[criterion.against]]
any = ["no need"]
cap = 0
why = "Dismisses the step."

[[criterion]]
id = "structure"
title = "Leads through it"
framework = ["project-lifecycle", "pdca"]

[[criterion]]
id = "rapport"
title = "Keeps the customer in view"
by = "person"

[[fatal]]
any = ["ignore > policy"]
level = 0
why = "It is binding."
"#;

pub(super) const SCENARIO: &str = r#"
format = 1
title = "Explain the chatbot"
role = "project manager"
difficulty = "foundation"
minutes = 35
tags = ["explainability"]
summary = "One line."
as_of = 2026-10-31
brief = """
You are asked.
"""

[[exhibit]]
id = "policy"
title = "Policy"
file = "chatbot/policy.md"

[[question]]
id = "scope"
kind = "open"
prompt = "How?"
minutes = 8
hint = "Ask."
strategy = "Plan."
[[question.sample]]
level = 4
text = "I would."
note = "Clear."

[[question]]
id = "notice"
kind = "choice"
competency = "regulation and policy"
exhibit = "policy"
prompt = "Which?"
working = "So."
[[question.option]]
id = "layered"
text = "A layered notice"
correct = true
why = "It is read."
[[question.option]]
id = "none"
text = "None"
why = "It is a duty."

[[question]]
id = "ratio"
kind = "number"
prompt = "Compute it."
answer = "0.72"
tolerance = "0.005"
accept = [{ answer = "72", unit = "%" }]
mistakes = [{ answer = "1.39", why = "Upside down." }]

[[question]]
id = "sequence"
kind = "order"
prompt = "Order."
items = [["inventory"], ["gap list", "interim notice"], ["plan"]]

[[question]]
id = "functions"
kind = "match"
prompt = "Match."
pairs = [["Map", "context"], ["Measure", "metrics"]]
distractors = ["encryption"]

[[inject]]
id = "letter"
before = "ratio"
text = "A letter."
exhibits = ["policy"]
"#;

fn of_rubric(text: &str) -> Vec<Diagnostic> {
    rubric(&RubricId::new("case/scope"), "rubrics/case/scope.toml", text).diagnostics
}

fn of_scenario(text: &str) -> Vec<Diagnostic> {
    scenario(&ScenarioId::new("case"), "scenarios/case.toml", text).diagnostics
}

/// `line: headline [what is labelled] (help)`, one problem a line.
fn told(text: &str, found: &[Diagnostic]) -> String {
    let lines: Vec<String> = found
        .iter()
        .map(|d| {
            let span = d.labels[0].span.clone();
            let line = text[..span.start].lines().count().max(1)
                + usize::from(span.start > 0 && text[..span.start].ends_with('\n'));
            let marked = text[span].lines().next().unwrap_or_default();
            let help = d.help.as_deref().unwrap_or("-");
            format!("{line}: {} [{marked}] ({help})", d.headline)
        })
        .collect();
    lines.join("\n")
}

fn rubric_with(before: &str, after: &str) -> String {
    assert!(RUBRIC.contains(before), "{before}");
    let text = RUBRIC.replacen(before, after, 1);
    told(&text, &of_rubric(&text))
}

fn scenario_with(before: &str, after: &str) -> String {
    assert!(SCENARIO.contains(before), "{before}");
    let text = SCENARIO.replacen(before, after, 1);
    told(&text, &of_scenario(&text))
}

#[test]
fn a_whole_rubric_is_read() {
    let lowered = rubric(&RubricId::new("case/scope"), "rubrics/case/scope.toml", RUBRIC);
    assert_eq!(told(RUBRIC, &lowered.diagnostics), "");
    let rubric = lowered.value.unwrap();
    assert_eq!(rubric.cuts, [20, 40, 60, 80]);
    assert_eq!(rubric.scale.len(), 5);
    let Basis::Evidence(evidence) = &rubric.criteria[0].basis else { panic!("evidence") };
    let rules: Vec<&str> = evidence.rules.iter().map(|rule| rule.id.as_str()).collect();
    assert_eq!(rules, ["zeta", "people", "vague", "alpha"], "in the order of the file");
    assert_eq!(evidence.rules[1].points, 2);
    assert_eq!(evidence.rules[1].within, 12);
    assert_eq!(rubric.criteria[1].weight, 1);
}

#[test]
fn a_whole_scenario_is_read() {
    let lowered = scenario(&ScenarioId::new("case"), "scenarios/case.toml", SCENARIO);
    assert_eq!(told(SCENARIO, &lowered.diagnostics), "");
    let scenario = lowered.value.unwrap();
    assert_eq!(scenario.as_of.unwrap().to_string(), "2026-10-31");
    let QuestionKind::Open(open) = &scenario.questions[0].kind else { panic!("open") };
    assert_eq!(open.rubric.as_str(), "case/scope");
    let QuestionKind::Number(number) = &scenario.questions[2].kind else { panic!("number") };
    assert_eq!(number.answer.to_string(), "0.72");
}

#[test]
fn levels_that_nobody_wrote_follow_the_points() {
    let text = r#"
format = 1
title = "T"
[[criterion]]
id = "a"
title = "A"
[criterion.evidence]
one = ["first"]
two = ["second"]
weak = { any = ["third"], weak = true }
"#;
    let lowered = rubric(&RubricId::new("c/q"), "rubrics/c/q.toml", text);
    let rubric = lowered.usable().unwrap();
    let Basis::Evidence(evidence) = &rubric.criteria[0].basis else { panic!("evidence") };
    let levels: Vec<(u8, u32)> = evidence.levels.iter().map(|l| (l.at, l.needs)).collect();
    assert_eq!(levels, [(1, 1), (2, 2)]);
}

#[test]
fn ten_faults_are_ten_diagnostics_each_with_its_line() {
    let text = r#"format = 2
titel = "Scopes it"
scale = ["no", "yes", "no"]

[[criterion]]
id = "Inventory List"
title = "Finds out what it does"
weight = 0
cuts = [20, 40]
levels = [ { at = 1, needs = 9 } ]
[criterion.evidence]
logs = ["chat logs + read > them"]
people = { any = "ask" }
advice = "Read."
[[criterion.against]]
any = ["no need"]
why = "Dismisses the step."
[[fatal]]
any = [ignore]
level = 0
why = "It is binding."
"#;
    let found = of_rubric(text);
    assert_eq!(found.len(), 10);
    assert_snapshot!(told(text, &found), @r#"
    1: this file says `format = 2`, which this version cannot read [2] (write `format = 1`, or use the version that the file is for)
    2: `titel` is not a key of the top of the file [titel] (did you mean `title`?)
    3: "no" stands here a second time ["no"] (nobody could tell the two apart: change one or remove it)
    6: "Inventory List" cannot be an id ["Inventory List"] (write "inventory-list")
    8: `weight` is 0, but should be from 1 to 100 [0] (-)
    9: `cuts` stands in `[[criterion]]`, but belongs to the top of the file [cuts] (move it above line 5, where `[[criterion]]` begins)
    12: `+` and `>` are mixed without brackets [>] (put one of them in brackets, such as "(legal + risk) > sign off")
    13: `any` is text, but should be a list of patterns ["ask"] (put it in brackets: [...])
    14: `advice` stands in `[criterion.evidence]`, but belongs to `[[criterion]]` [advice] (move it above line 11, where `[criterion.evidence]` begins)
    19: text without quotation marks [ignore] (put it in quotation marks: "...")
    "#);
}

#[test]
fn a_key_below_the_wrong_header_is_told_where_it_belongs() {
    let told = [
        rubric_with("weight = 3", "weight = 3\ncuts = [10, 20, 30, 40]"),
        scenario_with("note = \"Clear.\"", "note = \"Clear.\"\nrubric = \"a/b\""),
        rubric_with(
            "zeta = [",
            "advice = \"x\"\ncaps = { below = 1, answer = 2 }\nlevels = []\nzeta = [",
        ),
        rubric_with("says = [", "more = [\"y\"]\nweight = 2\nsays = ["),
        rubric_with("staff = [", "cuts = [1, 2, 3, 4]\nstaff = ["),
        rubric_with("[criterion.evidence]\n", "[evidence]\n"),
        scenario_with("[[question.sample]]", "[[sample]]"),
        scenario_with("hint = \"Ask.\"", "pick = \"one\""),
    ];
    assert_snapshot!(told.join("\n"), @r#"
    13: `cuts` stands in `[[criterion]]`, but belongs to the top of the file [cuts] (move it above line 5, where `[groups]` begins)
    30: `rubric` stands in `[[question.sample]]`, but belongs to `[[question]]` [rubric] (move it above line 26, where `[[question.sample]]` begins)
    22: `advice` stands in `[criterion.evidence]`, but belongs to `[[criterion]]` [advice] (move it above line 21, where `[criterion.evidence]` begins)
    23: `caps` stands in `[criterion.evidence]`, but belongs to `[[criterion]]` [caps] (move it above line 21, where `[criterion.evidence]` begins)
    24: `levels` is empty [[]] (write something, or remove the key if it is optional)
    27: `more` stands in a rule, but belongs to `[criterion.evidence]` [more] (move it above line 25, where this rule's own table begins, or write `[criterion.evidence.more]`)
    28: `weight` stands in a rule, but belongs to `[[criterion]]` [weight] (move it above line 21, where `[criterion.evidence]` begins)
    6: `cuts` stands in `[groups]`, but belongs to the top of the file [cuts] (move it above line 5, where `[groups]` begins)
    18: nobody can reach level 2: it needs 2 points and the rules give 1 [2] (lower `needs` or add rules; weak rules count for level 1 only)
    19: nobody can reach level 3: it needs 3 points and the rules give 1 [3] (lower `needs` or add rules; weak rules count for level 1 only)
    19: "zeta" is no rule of this criterion ["zeta"] (there is only `alpha`)
    19: "people" is no rule of this criterion ["people"] (there is only `alpha`)
    21: `evidence` stands in the top of the file, but belongs to `[[criterion]]` [evidence] (write `[criterion.evidence]`, below the `[[criterion]]` that it is for)
    26: `sample` stands in the top of the file, but belongs to `[[question]]` [sample] (write `[[question.sample]]`, below the `[[question]]` that it is for)
    24: `pick` is not a key of a question of kind "open" [pick] (remove it, or change `kind`: "choice" has this key)
    "#);
}

#[test]
fn keys_and_values_are_explained() {
    let told = [
        rubric_with("competency =", "competence ="),
        rubric_with("weight = 3", "weight = \"3\""),
        rubric_with("[[criterion]]\nid = \"inventory\"", "[criterion]\nid = \"inventory\""),
        rubric_with("[criterion.evidence]", "[[criterion.evidence]]"),
        rubric_with("title = \"Scopes it\"", "id = \"case/plan\""),
        scenario_with("as_of = 2026-10-31", "as_of = \"2026-10-31\""),
        scenario_with("\"foundation\"", "\"fundation\""),
        scenario_with("You are asked.", "You are \\u001b[31masked."),
        scenario_with("\"One line.\"", "\"\"\"Two\nlines\"\"\""),
        scenario_with("summary = \"One line.\"", "summary = \" \""),
    ];
    assert_snapshot!(told.join("\n"), @r#"
    11: `competence` is not a key of `[[criterion]]` [competence] (did you mean `competency`?)
    12: `weight` is text, but should be a whole number ["3"] (write the number without quotation marks)
    8: `criterion` is a table, but should be a list of tables [[criterion]] (write its name in double brackets: one such table for each of them)
    33: `criterion` is given a second time in the same table [criterion] (remove one; a key for the top of the file must stand above the first `[[...]]`)
    38: `criterion` is given a second time in the same table [criterion] (remove one; a key for the top of the file must stand above the first `[[...]]`)
    21: `evidence` is a list, but should be a table of rules [[[criterion.evidence]]] (write `[criterion.evidence]` in single brackets, and in it `rule = ["..."]`)
    1: the file has no `title` [] (add `title = "..."`)
    3: `id = "case/plan"` has no place here: the file's name is the id [id] (remove this line, or rename the file: its name makes it "case/scope")
    9: `as_of` is text, but should be a date ["2026-10-31"] (write year-month-day without quotation marks, such as 2026-10-31)
    5: `difficulty` is "fundation", which is none of "any", "foundation", "intermediate", "advanced" ["fundation"] (did you mean `foundation`?)
    11: `brief` contains the invisible character U+001B [\u001b] (delete it; tabs and line breaks are the only ones that texts need)
    8: `summary` runs over several lines ["""Two] (write it on one line)
    8: `summary` is empty [" "] (write something, or remove the key if it is optional)
    "#);
}

#[test]
fn levels_and_cuts_are_checked() {
    let told = [
        rubric_with("[groups]", "cuts = [20, 10, 130]\n[groups]"),
        rubric_with("{ at = 2, needs = 2", "{ at = 1, needs = 2"),
        rubric_with("{ at = 1, needs = 1", "{ at = 1, needs = 3"),
        rubric_with("{ at = 3, needs = 3", "{ at = 3, needs = 5"),
        rubric_with("with = [\"zeta\"]", "with = [\"zetta\"]"),
        rubric_with("answer = 2", "answer = 7"),
        rubric_with("answer = 2", "answer = 4"),
        rubric_with("cap = 0", "cap = 3"),
        rubric_with("level = 0", "level = 5"),
        rubric_with("level = 0", "level = 4"),
        rubric_with("framework = [", "levels = []\nframework = ["),
        rubric_with("by = \"person\"", ""),
        rubric_with("id = \"structure\"", "id = \"inventory\""),
    ];
    assert_snapshot!(told.join("\n"), @r#"
    5: 3 cuts for a scale of 5 levels [[20, 10, 130]] (write 4: one for each level above the lowest)
    5: the cut 10 does not rise above 20, the one before it [10] (write them from low to high)
    5: `cuts` is 130, but should be from 1 to 100 [130] (-)
    18: level 1 comes after level 1 [1] (write each level once, from low to high)
    18: level 2 needs 2 points, fewer than the 3 of the level below it [2] (write `needs = 3` or more, or lower the level below it)
    19: nobody can reach level 3: it needs 5 points and the rules give 4 [5] (lower `needs` or add rules; weak rules count for level 1 only)
    19: "zetta" is no rule of this criterion ["zetta"] (did you mean `zeta`?)
    15: `answer` is 7, but the highest level here is 4 [7] (write a level from 0 to 4)
    15: `answer = 4` changes nothing: the answer's highest level is 4 [4] (write a level below 4, or remove it)
    30: `cap = 3` changes nothing: the criterion's highest level is 3 [3] (write a level below 3, or remove it)
    45: `level` is 5, but the highest level here is 4 [5] (write a level from 0 to 4)
    45: `level = 4` changes nothing: the answer's highest level is 4 [4] (write a level below 4, or remove it)
    36: `levels` has no place beside `framework` [[]] (remove `levels` or `framework`)
    38: nothing decides the level of criterion "rapport" [[[criterion]]] (add `[criterion.evidence]` with rules, or `framework = "..."`, or `by = "person"`)
    34: the id "inventory" is taken ["inventory"] (the first one is on line 9; give this one another id)
    "#);
}

#[test]
fn a_pattern_is_marked_where_it_is_wrong() {
    let told = [
        rubric_with("\"no need\"", "\"no | > need\""),
        rubric_with("\"no need\"", "\"\\\"model card\\\" | no, need\""),
        rubric_with("\"no need\"", "'''\"model'''"),
    ];
    assert_snapshot!(told.join("\n"), @r#"
    29: `|` has nothing to its right [|] (write words on both sides, such as "interview|ask > agents")
    29: `,` means nothing in a pattern [,] (write `|` between ways to say the same thing, or a pattern for each)
    29: this quotation mark is never closed ["model] (close it: '"model card"')
    "#);
}

#[test]
fn closed_questions_can_be_answered() {
    let told = [
        scenario_with("correct = true", ""),
        scenario_with("text = \"None\"", "text = \"None\"\ncorrect = true"),
        scenario_with(
            "[[question.option]]\nid = \"none\"\ntext = \"None\"\nwhy = \"It is a duty.\"\n",
            "",
        ),
        scenario_with("[\"plan\"]", "[\"inventory\"]"),
        scenario_with("[\"inventory\"], ", ""),
        scenario_with("[\"inventory\"], ", "\"inventory\", "),
        scenario_with("[\"Measure\", \"metrics\"]", "[\"Map\", \"encryption\"], [\"alone\"]"),
        scenario_with("answer = \"0.72\"", "answer = 0.72"),
        scenario_with("answer = \"0.72\"", "answer = \"0,72\""),
        scenario_with("answer = \"0.72\"", "answer = \"72%\""),
        scenario_with("\"0.005\"", "\"-0.005\""),
        scenario_with("\"1.39\"", "\"0.715\""),
    ];
    assert_snapshot!(told.join("\n"), @r#"
    31: no option is marked `correct = true` [[[question]]] (mark the right one, or those that are right)
    31: 2 options are correct, but `pick = "one"` lets the trainee pick one [[[question]]] (leave one of them correct, or write `pick = "all"`)
    31: `option` needs at least 2 entries and has 1 [[[question]]] (-)
    61: "inventory" stands here a second time ["inventory"] (nobody could tell the two apart: change one or remove it)
    61: `items` needs at least 3 entries and has 2 [[["gap list", "interim notice"], ["plan"]]] (-)
    61: `items` is text, but should be a list of lists ["inventory"] (put each step in brackets: [["first"], ["second", "also second"]])
    67: "Map" stands here a second time ["Map"] (nobody could tell the two apart: change one or remove it)
    67: a pair has two sides, this one has 1 [["alone"]] (write ["left", "right"])
    68: "encryption" stands here a second time ["encryption"] (nobody could tell the two apart: change one or remove it)
    52: `answer` is a number without quotation marks [0.72] (put it in quotation marks, so that it stays exact: "0.72")
    52: "0,72" is not a decimal number ["0,72"] (write a decimal point: "0.72")
    52: "72%" is not a decimal number ["72%"] (write "72" and `unit = "%"`)
    53: the tolerance -0.005 is negative ["-0.005"] (write how far off is still right, either way, such as "0.005")
    55: the mistake 0.715 is accepted as right ["0.715"] (make the tolerance smaller, or correct the figure)
    "#);
}

#[test]
fn references_within_the_scenario_hold() {
    let told = [
        scenario_with("before = \"ratio\"", "before = \"ration\""),
        scenario_with("exhibits = [\"policy\"]", "exhibits = [\"polizy\", \"table\"]"),
        scenario_with("exhibit = \"policy\"", "exhibit = \"metrics\""),
    ];
    assert_snapshot!(told.join("\n"), @r#"
    72: "ration" is no question of this scenario ["ration"] (did you mean `ratio`?)
    74: "polizy" is no exhibit of this scenario ["polizy"] (did you mean `policy`?)
    74: "table" is no exhibit of this scenario ["table"] (there is only `policy`)
    35: "metrics" is no exhibit of this scenario ["metrics"] (there is only `policy`)
    "#);
    for (path, _) in
        [("/etc/passwd", 0), ("../secret.md", 0), ("a\\\\b.md", 0), ("a.exe", 0), ("C:/a.md", 0)]
    {
        let told = scenario_with("chatbot/policy.md", path);
        assert!(told.contains("cannot be the path of an exhibit"), "{path}: {told}");
    }
}

#[test]
fn syntax_errors_are_explained_and_the_rest_is_still_checked() {
    let told = [
        rubric_with("title = \"Scopes it\"\n", "title = Scopes it\nwieght = 3\n"),
        rubric_with("title = \"Scopes it\"\n", "title: Scopes it\ntitel = 3\n"),
        rubric_with("title = \"Scopes it\"\n", "title = \u{201c}Scopes it\u{201d}\n"),
        rubric_with("weight = 3", "weight = 3\nweight = 4\nfoo = 1"),
        rubric_with("\"How would you find out?\"", "\"How would \"you\" find out?\""),
        scenario_with("\"How?\"", "\"How?"),
        scenario_with("You are asked.\n\"\"\"", "You are asked.\n"),
        scenario_with("\"One line.\"", "'One line."),
        scenario_with("[\"plan\"]]", "[\"plan\"]"),
        rubric_with("text = \"Compares.\" },\n]", "text = \"Compares.\" },"),
        rubric_with("\n[[fatal]]", "\n[[fatal]"),
        rubric_with("\n[criterion.evidence]", "\n[criterion.evidence]]"),
    ];
    assert_snapshot!(told.join("\n"), @r#"
    3: text without quotation marks [Scopes it] (put it in quotation marks: "...")
    4: `wieght` is not a key of the top of the file [wieght] (its keys are `about`, `criterion`, `cuts`, `expects`, `fatal`, `format`, `groups`, `opposing`, `scale`, `title`)
    3: a key without `=` [] (write `key = value`; a colon does not do)
    4: `titel` is not a key of the top of the file [titel] (did you mean `title`?)
    3: these are typographic quotation marks [“Scopes it”] (use straight ones: "...")
    13: `weight` is given a second time in the same table [weight] (remove one; a key for the top of the file must stand above the first `[[...]]`)
    14: `foo` is not a key of `[[criterion]]` [foo] (its keys are `advice`, `against`, `by`, `caps`, `competency`, `evidence`, `framework`, `id`, `levels`, `probe`, `title`, `weight`)
    13: more text behind the closing quotation mark [] (write a quotation mark inside a text as \", or put the text between """ and """)
    22: this text is never closed ["How?] (close it with a quotation mark; text of several lines goes between """ and """)
    10: this text is never closed ["""] (close it with the same quotation marks)
    8: this text is never closed ['One line.] (close it with a quotation mark; text of several lines goes between """ and """)
    61: this list or table is never closed [[] (close it: `]` for `[`, `}` for `{`)
    16: this list or table is never closed [[] (close it: `]` for `[`, `}` for `{`)
    43: the header of a table is not closed [] (close `[` with `]`, and `[[` with `]]`)
    21: this header is opened with one bracket and closed with two [] (write `[[...]]` for one of several, `[...]` for the only one)
    "#);
}

/// Of two texts in a row, one is not closed or not opened, and the quotation marks of the other serve
/// it.
#[test]
fn a_text_of_which_one_end_is_missing_is_one_error() {
    let two =
        |brief: &str, strategy: &str| {
            let text = SCENARIO
                .replacen("brief = \"\"\"\nYou are asked.\n\"\"\"", brief, 1)
                .replacen("strategy = \"Plan.\"", strategy, 1);
            assert_ne!(text, SCENARIO);
            told(&text, &of_scenario(&text))
        };
    let prose = "First a plan.\n\n**The trap:** none.\n";
    let whole = format!("strategy = \"\"\"\n{prose}\"\"\"");
    let unopened = format!("strategy = \n{prose}\"\"\"");
    let brief = "brief = \"\"\"\nYou are asked.\n";
    let told = [
        two(&format!("{brief}\"\"\""), &whole),
        two(brief, &whole),
        two(&format!("{brief}\"\"\""), &unopened),
        two("brief = \nYou are asked.\n\"\"\"", &whole),
        two("brief =\nYou are asked.\n\"\"\"", &format!("{whole}\nhnit = \"Ask.\"")),
    ];
    assert_snapshot!(told.join("\n"), @r#"
    10: this text is never closed ["""] (close it with the same quotation marks)
    25: the text below is never opened [strategy = ] (write """ behind `=`)
    10: the text below is never opened [brief = ] (write """ behind `=`)
    10: the text below is never opened [brief =] (write """ behind `=`)
    30: `hnit` is not a key of `[[question]]` [hnit] (did you mean `hint`?)
    "#);
}

#[test]
fn what_is_no_toml_is_told_in_words() {
    let told = [
        rubric_with("title = \"Scopes it\"\n", "title = \u{201c}Scopes it, all of it\u{201d}\n"),
        scenario_with("as_of = 2026-10-31", "as_of = 31.10.2026"),
        scenario_with("as_of = 2026-10-31", "as_of = 2026-31-10"),
        scenario_with("format = 1\n", "format = 1\r"),
    ];
    assert_snapshot!(told.join("\n"), @r#"
    3: these are typographic quotation marks [] (use straight ones: "...")
    9: this is neither a number nor a date [.2026] (put it in quotation marks if it is text; a date is year-month-day, such as 2026-10-31)
    9: there is no such day [2026-31-10] (a date is year-month-day, such as 2026-10-31)
    2: lines end with a carriage return alone [] (save the file with the line ends of Unix (LF) or of Windows (CR LF))
    "#);
}

#[test]
fn small_files_are_read() {
    let framework = framework(
        &FrameworkId::new("pdca"),
        "rubrics/frameworks/pdca.toml",
        "format = 1\ntitle = \"P\"\naliases = [\"PDCA\"]\nordered = true\n[[phase]]\nid = \"plan\"\ntitle = \"Plan\"\nany = [\"plan\"]\n",
    );
    assert_eq!(framework.usable().unwrap().phases.len(), 1);
    let lexicon = lexicon("lexicon.toml", "[groups]\nlegal = [\"legal\", \"@law\"]\n");
    assert_eq!(lexicon.usable().unwrap().groups["legal"].len(), 2);
    let manifest = manifest(
        "library.toml",
        "name = \"L\"\nlanguage = \"en\"\nlicence = \"CC-BY-4.0\"\ncompetencies = [\"scoping\"]\n",
    );
    assert_eq!(manifest.usable().unwrap().competencies.len(), 1);
    let marked =
        marked("rubrics/a/b.marked.toml", "[[marked]]\nid = \"x\"\nset = \"tune\"\ntext = \"t\"\n");
    assert_eq!(marked.usable().unwrap().len(), 1);
    let marks = marks(
        "rubrics/a/b.marks/author.toml",
        "rater = \"author\"\n[mark]\nx = { level = 4, inventory = 3 }\ny = { inventory = 0 }\n\
         z = { nth = 7, note = \"Off the\\ntopic.\" }\n",
    );
    let marks = marks.usable().unwrap();
    assert_eq!(marks.marks["x"].level, Some(4));
    assert_eq!(marks.marks["x"].nth, None);
    assert_eq!(marks.marks["x"].criteria.len(), 1);
    assert_eq!(marks.marks["y"].level, None);
    assert_eq!(marks.marks["z"].nth, Some(7));
    assert_eq!(marks.marks["z"].note.as_deref(), Some("Off the\ntopic."));
    assert!(marks.marks["z"].criteria.is_empty());
    let text = "[mark]\nrater = \"panel\"\nx = { level = 12, nth = 0, note = 3, un_known = 1 }\n";
    assert_snapshot!(told(text, &super::marks("rubrics/a/b.marks/author.toml", text).diagnostics), @r#"
    2: `rater` stands in `[mark]`, but belongs to the top of the file [rater] (move it above line 1, where `[mark]` begins)
    3: `level` is 12, but should be from 0 to 9 [12] (-)
    3: `nth` is 0, but should be from 1 to 10000 [0] (-)
    3: `note` is a whole number, but should be text [3] (put it in quotation marks: "...")
    3: "un_known" cannot be an id [un_known] (write "un-known")
    "#);
}

#[test]
fn a_file_that_is_too_large_is_not_parsed() {
    let text = format!("# {}", "x".repeat(MAX_FILE));
    let found = of_rubric(&text);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].headline, "the file has more than 1024 KiB");
}

#[test]
fn problems_are_listed_up_to_a_limit() {
    let many: String = (0..MAX_PROBLEMS + 50).map(|n| format!("key{n} = 1\n")).collect();
    let found = of_rubric(&many);
    assert_eq!(found.len(), MAX_PROBLEMS + 1);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_it_panic(text in "(?s).{0,200}") {
        of_rubric(&text);
        of_scenario(&text);
    }

    #[test]
    fn a_damaged_file_never_makes_it_panic_and_labels_lie_within_it(
        start in 0..SCENARIO.len(),
        len in 0..40_usize,
        with in "[\\[\\]{}\"'=.,#\\\\a-c\n0-9é]{0,6}",
        is_rubric: bool,
    ) {
        let source = if is_rubric { RUBRIC } else { SCENARIO };
        let start = start.min(source.len());
        let end = (start + len).min(source.len());
        let text = format!("{}{with}{}", &source[..start], &source[end..]);
        let found = if is_rubric { of_rubric(&text) } else { of_scenario(&text) };
        for label in found.iter().flat_map(|d| &d.labels) {
            prop_assert!(text.get(label.span.clone()).is_some(), "{label:?}");
        }
    }
}
