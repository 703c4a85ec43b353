//! Libraries of strangers side by side: what is wrong with one never breaks another.

use std::os::unix::fs::symlink;
use std::process::Command;

use crate::support::{Bakery, Place, Ran};

const CONTROL: &str = "\u{1b}[31m\u{7}\u{9b}2J";

/// A library with a broken file in every place.
fn broken(place: &Place) {
    for file in [
        "library.toml",
        "lexicon.toml",
        "scenarios/cake.toml",
        "rubrics/cake/plan.toml",
        "rubrics/cake/plan.marked.toml",
        "rubrics/cake/plan.marks/ann.toml",
        "rubrics/frameworks/steps.toml",
    ] {
        place.write(format!("broken/{file}"), "format = 1\ntitle = [\n= \"\n[[criterion]\n\u{0}");
    }
}

/// A library that is meant to do harm.
fn hostile(place: &Place) {
    place.write("secret/scenarios/stolen.toml", "title = \"Stolen\"\n");
    place.write("hostile/library.toml", format!("name = \"{}\"\n", "[".repeat(100_000)));
    place.write("hostile/scenarios/deep.toml", format!("x = {}", "[".repeat(200_000)));
    place.write("hostile/scenarios/huge.toml", vec![b'#'; 8 << 20]);
    place.write("hostile/scenarios/binary.toml", [0xff, 0xfe, 0]);
    place.write(format!("hostile/scenarios/{CONTROL}.toml"), format!("title = \"{CONTROL}\"\n"));
    place.write("hostile/scenarios/words.toml", format!("{CONTROL} = \"{CONTROL}\"\n"));
    let mut deep = "hostile/scenarios/nest".to_owned();
    for _ in 0..60 {
        deep.push_str("/a");
    }
    place.write(format!("{deep}/x.md"), "Deep.\n");
    let at = |name: &str| place.path(format!("hostile/{name}"));
    let link = |to: &str, name: &str| symlink(to, at(name)).unwrap();
    std::fs::create_dir_all(at("scenarios/folder.toml")).unwrap();
    std::fs::create_dir_all(at("rubrics/evil")).unwrap();
    link("../../secret/scenarios/stolen.toml", "scenarios/stolen.toml");
    link("/etc/passwd", "scenarios/passwd.toml");
    link("/dev/zero", "scenarios/zero.toml");
    link("circle.toml", "scenarios/circle.toml");
    link("nowhere.toml", "scenarios/dangling.toml");
    link("..", "scenarios/up");
    link("../..", "rubrics/evil/round");
    link("../../secret/scenarios", "rubrics/frameworks");
    for pipe in ["lexicon.toml", "scenarios/pipe.toml", "rubrics/evil/plan.toml"] {
        assert!(Command::new("mkfifo").arg(at(pipe)).status().unwrap().success());
    }
}

/// The good library, the broken one and the hostile one, in every order.
const ORDERS: [[&str; 3]; 6] = [
    ["bakery", "broken", "hostile"],
    ["bakery", "hostile", "broken"],
    ["broken", "bakery", "hostile"],
    ["broken", "hostile", "bakery"],
    ["hostile", "bakery", "broken"],
    ["hostile", "broken", "bakery"],
];

fn laid() -> Bakery {
    let bakery = Bakery::new();
    broken(&bakery.0);
    hostile(&bakery.0);
    let place = &bakery.0;
    place.write("loaf.txt", "I knead the dough, let the dough rest and heat the oven.");
    place.write("bread.toml", "plan = \"I knead the dough and heat the oven.\"\nflour = \"rye\"\n");
    place.write("chat.toml", "supported-share = \"47.7\"\n");
    bakery
}

fn with(order: [&str; 3], arguments: &[&str]) -> Vec<String> {
    let libraries = order.iter().flat_map(|name| ["--library", name]);
    arguments.iter().copied().chain(libraries).map(str::to_owned).collect()
}

fn run(bakery: &Bakery, order: [&str; 3], arguments: &[&str]) -> Ran {
    let arguments = with(order, arguments);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    bakery.0.hotseat(&arguments)
}

#[test]
fn the_good_library_and_the_built_in_one_work_beside_broken_and_hostile_ones() {
    let bakery = laid();
    let alone = |arguments: &[&str]| {
        bakery.0.hotseat(&[arguments, &["--library", "bakery"]].concat()).succeeds().json()
    };
    let score = ["score", "bread/plan", "loaf.txt", "--json"];
    let built_in = ["score", "chatbot-explainability/scope", "loaf.txt", "--json"];
    let (own_score, built_in_score) = (alone(&score), alone(&built_in));
    for order in ORDERS {
        let run = |arguments: &[&str]| run(&bakery, order, arguments);

        let list = run(&["list", "--json"]).exits(0);
        let items = list.json();
        let origin = |id: &str| {
            let item = items.as_array().unwrap().iter().find(|item| item["id"] == id);
            item.unwrap_or_else(|| panic!("no {id} in {list:#?}"))["origin"].clone()
        };
        assert_eq!(origin("bread"), "in bakery");
        assert_eq!(origin("credit-fairness"), "built in");
        assert!(!list.stdout.contains("Stolen"), "{list:#?}");
        for (file, library) in [
            ("scenarios/cake.toml", "broken"),
            ("scenarios/deep.toml", "hostile"),
            ("scenarios/huge.toml", "hostile"),
            ("scenarios/binary.toml", "hostile"),
            ("scenarios/stolen.toml", "hostile"),
            ("scenarios/passwd.toml", "hostile"),
            ("scenarios/zero.toml", "hostile"),
            ("scenarios/circle.toml", "hostile"),
            ("scenarios/pipe.toml", "hostile"),
        ] {
            let named = format!("{file} (in {library})");
            assert!(list.stderr.contains(&named), "no {named} in {list:#?}");
        }

        for id in ["bread", "chatbot-explainability"] {
            run(&["show", id]).succeeds();
            run(&["preview", id, "--author"]).exits(0);
        }
        assert_eq!(run(&score).exits(0).json(), own_score, "{order:?}");
        assert_eq!(run(&built_in).exits(0).json(), built_in_score, "{order:?}");
        for (id, answers) in [("bread", "bread.toml"), ("chatbot-explainability", "chat.toml")] {
            let played = run(&["practice", id, "--answers", answers, "--json"]).exits(0);
            assert_eq!(played.json()["finished"], true, "{played:#?}");
            for library in ["broken", "hostile"] {
                let named = format!("lexicon.toml (in {library})");
                assert!(played.stderr.contains(&named), "no {named} in {played:#?}");
            }
        }
        run(&["history"]).exits(0);
        run(&["paths"]).exits(0).shows("hostile");
        run(&["export", "table", "bread/plan"]).succeeds();

        let checked = run(&["check", "--plain"]).exits(1);
        for file in [
            "broken/library.toml",
            "broken/lexicon.toml",
            "broken/scenarios/cake.toml",
            "broken/rubrics/cake/plan.toml",
            "broken/rubrics/cake/plan.marked.toml",
            "broken/rubrics/cake/plan.marks/ann.toml",
            "broken/rubrics/frameworks/steps.toml",
            "hostile/library.toml",
            "hostile/lexicon.toml",
            "hostile/scenarios/deep.toml",
            "hostile/scenarios/huge.toml",
            "hostile/scenarios/passwd.toml",
            "hostile/scenarios/pipe.toml",
            "hostile/rubrics/evil/plan.toml",
        ] {
            assert!(checked.stdout.contains(file), "no {file} in {}", checked.stdout);
        }
        for line in checked.stdout.lines().filter(|line| line.contains(" at ")) {
            assert!(!line.contains("bakery/"), "{line}");
        }
    }
    bakery.0.hotseat(&["check", "bakery"]).succeeds().prints("no problems in 6 files\n");
}

#[test]
fn what_belongs_to_the_broken_and_hostile_ones_is_refused_by_name() {
    let bakery = laid();
    for order in ORDERS {
        for (id, library) in [
            ("cake", "broken"),
            ("deep", "hostile"),
            ("huge", "hostile"),
            ("passwd", "hostile"),
            ("zero", "hostile"),
            ("pipe", "hostile"),
            ("circle", "hostile"),
            ("folder", "hostile"),
        ] {
            let ran = run(&bakery, order, &["show", id]).exits(3);
            assert!(ran.stderr.contains(&format!("(in {library})")), "{ran:#?}");
            assert!(!ran.stderr.contains("root:"), "{ran:#?}");
        }
    }
}
