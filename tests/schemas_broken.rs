//! Good files of every kind, without keys that have a default, and the faults that an editor shows.

use hotseat::content::file::FileKind::{
    self, Framework, Lexicon, Manifest, Marked, Marks, Rubric, Scenario,
};

pub const SCENARIO: &str = r#"
format = 1
title = "A night on the ward"
role = "nurse in charge"
difficulty = "foundation"
minutes = 35
summary = "A patient gets worse at night."
brief = "You are the nurse in charge."

[[exhibit]]
id = "chart"
title = "The chart"
file = "night-shift/chart.csv"

[[question]]
id = "handover"
kind = "open"
prompt = "You call the doctor. What do you say?"
minutes = 3
hint = "What does the doctor need first?"
exhibit = "chart"
strategy = "Situation, background, assessment, request."

[[question.sample]]
level = 4
text = "This is Ana."
note = "It says who."

[[question]]
id = "next"
kind = "choice"
prompt = "What do you do next?"
competency = "communication"
working = "So."

[[question.option]]
id = "call"
text = "Call"
correct = true
why = "It is urgent."

[[question.option]]
id = "wait"
text = "Wait"
why = "It is urgent."

[[question]]
id = "steps"
kind = "order"
prompt = "In which order?"
items = [["call"], ["draw blood", "set up a drip"], ["write it down"]]

[[question]]
id = "terms"
kind = "match"
prompt = "What belongs together?"
pairs = [["SBAR", "handing over"], ["PDCA", "improving"]]

[[question]]
id = "rate"
kind = "number"
prompt = "How far did it fall?"
answer = "0.72"
unit = "%"

[[question.accept]]
answer = "72"
unit = "per cent"

[[question.mistakes]]
answer = "1.39"
why = "Upside down."

[[inject]]
id = "bleep"
before = "next"
text = "The bleep goes."
"#;

pub const RUBRIC: &str = r#"
format = 1
title = "Hands over so that the doctor can act"
opposing = ["@opposing"]
about = ["patient|ward"]

[[criterion]]
id = "situation"
title = "Says first who is calling"
competency = "communication"
probe = "Who is calling?"
advice = "Begin with your name."
caps = { below = 1, answer = 2 }

[[criterion.levels]]
at = 1
needs = 1
text = "Says one."

[[criterion.levels]]
at = 2
needs = 2

[criterion.evidence]
caller = ["this is|I am > nurse"]
problem = { any = ["pressure > drop*"], title = "gives the problem" }
request = { says = ["Please come at once."] }

[[criterion.against]]
any = ["no rush"]
cap = 0
why = "Takes the urgency away."

[[criterion]]
id = "structure"
title = "Leads through it"
framework = "sbar"

[[criterion]]
id = "voice"
title = "Sounds calm"
by = "person"

[[fatal]]
any = ["ignore > alarm"]
level = 0
why = "It must never be ignored."
"#;

pub const BARE_SCENARIO: &str = r#"
format = 1
title = "A night on the ward"
difficulty = "foundation"
summary = "A patient gets worse at night."
brief = "You are the nurse in charge."

[[question]]
id = "handover"
kind = "open"
prompt = "You call the doctor. What do you say?"

[[question]]
id = "rate"
kind = "number"
prompt = "How far did it fall?"
answer = "0.72"
"#;

pub const BARE_RUBRIC: &str = r#"
format = 1
title = "Hands over so that the doctor can act"

[[criterion]]
id = "situation"
title = "Says first who is calling"

[criterion.evidence]
caller = { any = ["this is|I am > nurse"] }
"#;

pub const FRAMEWORK: &str = r#"
format = 1
title = "Plan-Do-Check-Act"
ordered = true

[[phase]]
id = "plan"
title = "Plan"
belongs = "Goals."
any = ["set > goal*"]
"#;

pub const LEXICON: &str = r#"
[groups]
legal = ["lawyer*|counsel"]
"#;

pub const MANIFEST: &str = r#"
name = "Nursing"
language = "en"
licence = "CC-BY-4.0"
competencies = ["communication", "judgement"]
"#;

pub const MARKED: &str = r#"
[[marked]]
id = "strong-1"
set = "tune"
text = "This is Ana."
"#;

pub const MARKS: &str = r#"
rater = "author"

[mark]
strong-1 = { level = 4, situation = 3, nth = 7, note = "Says who acts first." }
"#;

/// What is wrong, the kind of file, what stands in the good one, and what stands there instead.
pub const BROKEN: &[(&str, FileKind, &str, &str)] = &[
    ("another format", Scenario, "format = 1", "format = 2"),
    ("no format", Rubric, "format = 1", ""),
    ("a format in quotes", Framework, "format = 1", "format = \"1\""),
    ("a key that there is not", Scenario, "role =", "roll ="),
    ("an id in a file whose name says it", Scenario, "format = 1", "format = 1\nid = \"x\""),
    ("a difficulty that there is not", Scenario, "\"foundation\"", "\"easy\""),
    ("no difficulty", Scenario, "difficulty = \"foundation\"", ""),
    ("minutes in quotes", Scenario, "minutes = 35", "minutes = \"35\""),
    ("no minutes at all", Scenario, "minutes = 35", "minutes = 0"),
    ("a title of two lines", Scenario, "\"A night on the ward\"", "\"A night\\non the ward\""),
    ("a blank brief", Scenario, "\"You are the nurse in charge.\"", "\"  \""),
    ("a day without a month", Scenario, "minutes = 35", "as_of = \"October 2026\""),
    ("a tag twice", Scenario, "minutes = 35", "tags = [\"a\", \"a\"]"),
    ("an exhibit elsewhere", Scenario, "night-shift/chart.csv", "../chart.csv"),
    ("an exhibit of another ending", Scenario, "chart.csv", "chart.pdf"),
    ("an exhibit with an absolute path", Scenario, "night-shift/chart", "/etc/chart"),
    ("an id with capitals", Scenario, "id = \"handover\"", "id = \"Handover\""),
    ("a kind that there is not", Scenario, "kind = \"open\"", "kind = \"essay\""),
    ("a question without a kind", Scenario, "kind = \"open\"", ""),
    ("a key of another kind", Scenario, "strategy =", "pick = \"one\"\nstrategy ="),
    ("options of an open question", Scenario, "kind = \"choice\"", "kind = \"open\""),
    ("a number question without an answer", Scenario, "answer = \"0.72\"", ""),
    ("a bare number", Scenario, "answer = \"0.72\"", "answer = 0.72"),
    ("a decimal comma", Scenario, "answer = \"0.72\"", "answer = \"0,72\""),
    ("a negative tolerance", Scenario, "unit = \"%\"", "tolerance = \"-0.1\""),
    ("steps without brackets", Scenario, "[[\"call\"], [", "[\"call\", ["),
    ("two steps", Scenario, "[[\"call\"], ", "["),
    ("a pair of three", Scenario, "\"handing over\"]", "\"handing over\", \"x\"]"),
    ("a rubric by another form of name", Scenario, "strategy =", "rubric = \"x\"\nstrategy ="),
    ("a level beyond nine", Scenario, "level = 4", "level = 10"),
    ("a criterion without an id", Rubric, "id = \"situation\"", ""),
    ("a criterion called level", Rubric, "id = \"situation\"", "id = \"level\""),
    ("a criterion called note", Rubric, "id = \"situation\"", "id = \"note\""),
    ("a criterion called nth", Rubric, "id = \"situation\"", "id = \"nth\""),
    (
        "evidence beside a framework",
        Rubric,
        "framework = \"sbar\"",
        "framework = \"sbar\"\nevidence = { a = [\"b\"] }",
    ),
    (
        "a framework beside a person",
        Rubric,
        "by = \"person\"",
        "by = \"person\"\nframework = \"sbar\"",
    ),
    (
        "levels beside a framework",
        Rubric,
        "framework = \"sbar\"",
        "framework = \"sbar\"\nlevels = [{ at = 1 }]",
    ),
    ("nothing that decides the level", Rubric, "by = \"person\"", ""),
    ("somebody else who decides", Rubric, "by = \"person\"", "by = \"machine\""),
    ("no framework at all", Rubric, "\"sbar\"", "[]"),
    ("a weight of nothing", Rubric, "probe =", "weight = 0\nprobe ="),
    ("a gate below level 0", Rubric, "below = 1", "below = 0"),
    ("a rule without patterns", Rubric, "caller = [\"this is|I am > nurse\"]", "caller = []"),
    ("a rule that is one text", Rubric, "[\"this is|I am > nurse\"]", "\"nurse\""),
    ("a rule with nothing to find", Rubric, "any = [\"pressure > drop*\"], ", ""),
    (
        "a rule with a key of another table",
        Rubric,
        "title = \"gives the",
        "cap = 1, title = \"gives the",
    ),
    ("an operator at the end", Rubric, "I am > nurse", "I am >"),
    ("a quotation mark left open", Rubric, "[\"no rush\"]", "['\"no rush']"),
    ("a statement without a reason", Rubric, "why = \"Takes the urgency away.\"", ""),
    ("too many words between", Rubric, "cap = 0", "cap = 0\nwithin = 101"),
    ("a scale of one name", Rubric, "about =", "scale = [\"good\"]\nabout ="),
    ("a cut above a hundred", Rubric, "about =", "cuts = [20, 40, 60, 101]\nabout ="),
    ("an expectation that there is not", Rubric, "about =", "expects = \"facts\"\nabout ="),
    ("an order in words", Framework, "ordered = true", "ordered = \"yes\""),
    ("no phase", Framework, "[[phase]]", "[[step]]"),
    ("a group with a capital", Lexicon, "legal =", "Legal ="),
    ("a group without phrases", Lexicon, "[\"lawyer*|counsel\"]", "[]"),
    ("a language in full", Manifest, "\"en\"", "\"English\""),
    ("competencies as one text", Manifest, "[\"communication\", \"judgement\"]", "\"all\""),
    ("a set that there is not", Marked, "\"tune\"", "\"train\""),
    ("no text", Marked, "text = \"This is Ana.\"", ""),
    ("a level in quotes", Marks, "level = 4", "level = \"4\""),
    (
        "a mark that is a number",
        Marks,
        "{ level = 4, situation = 3, nth = 7, note = \"Says who acts first.\" }",
        "4",
    ),
    ("a place before the first", Marks, "nth = 7", "nth = 0"),
    ("a place in words", Marks, "nth = 7", "nth = \"seventh\""),
    ("a note of nothing", Marks, "\"Says who acts first.\"", "\" \""),
    ("a note that is a number", Marks, "\"Says who acts first.\"", "7"),
    ("a criterion's level beyond nine", Marks, "situation = 3", "situation = 12"),
];
