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

[criterion.evidence]
heat = ["heat|preheat > oven"]
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
        Self(place)
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
