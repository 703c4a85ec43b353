//! A library of another field, small enough to be read at a glance, for changing one thing in it.

use super::Place;

const SCENARIO: &str = r#"format = 1
title = "Bread"
difficulty = "any"
summary = "One line."
brief = "You bake."

[[exhibit]]
id = "recipe"
title = "Recipe"
file = "bread/recipe.md"

[[question]]
id = "plan"
kind = "open"
prompt = "How do you make a loaf?"

[[question]]
id = "flour"
kind = "choice"
competency = "baking"
prompt = "Which flour?"
pick = "one"

[[question.option]]
id = "rye"
text = "Rye"
correct = true

[[question.option]]
id = "sand"
text = "Sand"
correct = false
"#;

const RUBRIC: &str = r#"format = 1
title = "Plans the baking"
cuts = [20, 40, 60, 80]

[[criterion]]
id = "dough"
title = "Makes the dough"
competency = "baking"
weight = 2
probe = "What do you do with the dough?"
advice = "Say how you knead it and how long it rests."
levels = [{ at = 1, needs = 1 }, { at = 2, needs = 2 }]

[criterion.evidence]
kneads = ["knead > dough"]
rests = ["dough + rest"]

[[criterion.against]]
any = ["leave + raw"]
cap = 1
why = "Raw dough is no bread."

[[criterion]]
id = "oven"
title = "Watches the oven"
competency = "baking"
probe = "How hot is the oven?"
advice = "Say how you heat it, and how hot."

[criterion.evidence]
heat = ["heat|preheat > oven"]
"#;

/// One answer a level.
const MARKED: &str = r#"[[marked]]
id = "all"
set = "tune"
text = "I heat the oven. Meanwhile I knead the dough, and the dough rests for an hour."

[[marked]]
id = "no-oven"
set = "tune"
text = "I knead the dough, and the dough rests for an hour, until it is twice as large."

[[marked]]
id = "kneads"
set = "tune"
text = "I knead the dough with both hands, and that is what matters most to me."

[[marked]]
id = "oven"
set = "tune"
text = "I would heat the oven in good time, because a cold one spoils everything."

[[marked]]
id = "none"
set = "tune"
text = "I would go to the shop round the corner and buy a loaf there."
"#;

const MARKS: &str = r#"rater = "ann"

[mark]
all = { level = 4 }
no-oven = { level = 3 }
kneads = { level = 2 }
oven = { level = 1 }
none = { level = 0 }
"#;

/// The library in the directory `bakery` of a place.
pub struct Bakery(pub Place);

impl Bakery {
    pub fn new() -> Self {
        let place = Place::new();
        place.write(
            "bakery/library.toml",
            "name = \"Bakery\"\nlanguage = \"en\"\ncompetencies = [\"baking\"]\n",
        );
        place.write("bakery/scenarios/bread.toml", SCENARIO);
        place.write("bakery/scenarios/bread/recipe.md", "Flour and water.\n");
        place.write("bakery/rubrics/bread/plan.toml", RUBRIC);
        place.write("bakery/rubrics/bread/plan.marked.toml", MARKED);
        place.write("bakery/rubrics/bread/plan.marks/ann.toml", MARKS);
        Self(place)
    }

    /// Without marked answers and marks.
    pub fn unmarked() -> Self {
        let bakery = Self::new();
        for file in ["plan.marked.toml", "plan.marks/ann.toml"] {
            std::fs::remove_file(bakery.0.path("bakery/rubrics/bread").join(file)).unwrap();
        }
        bakery
    }

    /// Replaces a part of a file.
    #[track_caller]
    pub fn change(&self, file: &str, before: &str, after: &str) -> &Self {
        let file = format!("bakery/{file}");
        let text = self.0.read(&file);
        assert!(text.contains(before), "{file} has no {before}");
        self.0.write(&file, text.replacen(before, after, 1));
        self
    }
}
