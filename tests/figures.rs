//! The answer to every `number` question of the built-in library is recomputed here from the
//! exhibit that it is asked about: exhibits and answers cannot drift apart.

use std::collections::BTreeMap;

use hotseat::content::scenario::QuestionKind;
use hotseat::library::Library;

use crate::support::{case, cells};

/// The rows of an exhibit in CSV, by the names of their columns.
fn rows(scenario: &str, exhibit: &str) -> Vec<BTreeMap<String, String>> {
    let text = text(scenario, exhibit);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

/// The text of an exhibit.
fn text(scenario: &str, exhibit: &str) -> String {
    let scenario = case(scenario);
    let exhibit = scenario.exhibits.iter().find(|own| own.id.as_str() == exhibit).unwrap();
    Library::builtin().exhibit_text(&scenario.id, exhibit).unwrap()
}

/// A cell as a number.
fn number(row: &BTreeMap<String, String>, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("{column} of {row:?}"))
}

/// Of a plan (columns `after`, `days`, and ids in `id`): the day on which each task begins at the
/// earliest, and on which it ends.
fn earliest(plan: &[BTreeMap<String, String>]) -> BTreeMap<String, (f64, f64)> {
    let mut found: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    while found.len() < plan.len() {
        let before = found.len();
        for task in plan {
            let ends = task["after"].split_whitespace().map(|id| found.get(id).map(|own| own.1));
            let Some(ends) = ends.collect::<Option<Vec<f64>>>() else { continue };
            let begins = ends.into_iter().fold(0.0, f64::max);
            found.insert(task["id"].clone(), (begins, begins + number(task, "days")));
        }
        assert!(found.len() >= before, "a plan without circles");
    }
    found
}

/// Sources that support the answer, in percent of the rated answers, over the topics where money
/// or the contract is at stake.
fn supported_share() -> f64 {
    let table = text("chatbot-explainability", "test-results");
    let (mut rated, mut supported) = (0.0, 0.0);
    for topic in ["Billing and fees", "Contract and cancelling", "Refunds and credits"] {
        let row = table.lines().filter_map(cells).find(|row| row[0].trim() == topic).unwrap();
        let count = |at: usize| row[at].trim().parse::<f64>().unwrap();
        rated += count(2);
        supported += count(4);
    }
    100.0 * supported / rated
}

/// The adverse impact ratio of Black applicants, all channels together, against the group with the
/// highest rate among those with at least 300 applications; the unclassified are no reference.
fn impact_ratio_of_black_applicants() -> f64 {
    let mut groups: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    for row in rows("credit-fairness", "approvals").iter().filter(|row| row["attribute"] == "race")
    {
        let group = groups.entry(row["group"].clone()).or_default();
        group.0 += number(row, "applications");
        group.1 += number(row, "approved");
    }
    let reference = groups
        .iter()
        .filter(|(name, (all, _))| *all >= 300.0 && *name != "not classified")
        .map(|(_, (all, yes))| yes / all)
        .fold(0.0, f64::max);
    let (all, yes) = groups["Black"];
    yes / all / reference
}

/// The day on which the decision on wave 3 is taken, with the works council's letter.
fn decision_on_europe() -> f64 {
    let letter = text("global-hr-tool", "works-council").replace('\n', " ");
    let days_before = |words: &str| {
        let at = letter.find(words).unwrap_or_else(|| panic!("{words} in the letter"));
        letter[..at].split_whitespace().next_back().unwrap().parse::<f64>().unwrap()
    };
    let expert = days_before(" working days more than you planned");
    let talks = letter.split("take a further ").nth(1).unwrap().split('.').next().unwrap();
    let longer = expert + talks.trim().parse::<f64>().unwrap();
    let mut plan = rows("global-hr-tool", "schedule");
    let council = plan.iter_mut().find(|task| task["id"] == "T08").unwrap();
    let days = number(council, "days") + longer;
    council.insert("days".to_owned(), days.to_string());
    earliest(&plan)["T18"].1
}

fn toolbox_group(name: &str) -> BTreeMap<String, String> {
    rows("toolbox", "groups").into_iter().find(|row| row["group"] == name).unwrap()
}

/// How long the interviews may be late before the end moves: the plan is lengthened until it does.
fn slack_of_the_interviews() -> f64 {
    let plan = rows("toolbox", "plan");
    let end = |late: f64| {
        let mut plan = plan.clone();
        let task = plan.iter_mut().find(|task| task["id"] == "D").unwrap();
        let days = number(task, "days") + late;
        task.insert("days".to_owned(), days.to_string());
        earliest(&plan)["I"].1
    };
    let mut late = 0.0;
    while end(late + 1.0) <= end(0.0) {
        late += 1.0;
    }
    late
}

fn three_point_estimate() -> f64 {
    let plan = rows("toolbox", "plan");
    let task = plan.iter().find(|task| task["id"] == "C").unwrap();
    (number(task, "shortest") + 4.0 * number(task, "days") + number(task, "longest")) / 6.0
}

fn stability_index() -> f64 {
    let terms = rows("toolbox", "bins").into_iter().map(|row| {
        let (now, then) = (number(&row, "share last month"), number(&row, "share when approved"));
        (now - then) * (now / then).ln()
    });
    terms.sum()
}

/// Cohen's kappa of two raters with two verdicts.
fn kappa() -> f64 {
    let table = rows("toolbox", "raters");
    let total: f64 = table.iter().map(|row| number(row, "answers")).sum();
    let share = |wanted: &dyn Fn(&BTreeMap<String, String>) -> bool| {
        table.iter().filter(|row| wanted(row)).map(|row| number(row, "answers")).sum::<f64>()
            / total
    };
    let agreed = share(&|row| row["rater 1"] == row["rater 2"]);
    let chance: f64 = ["supported", "not supported"]
        .iter()
        .map(|verdict| {
            share(&|row| row["rater 1"] == *verdict) * share(&|row| row["rater 2"] == *verdict)
        })
        .sum();
    (agreed - chance) / (1.0 - chance)
}

#[test]
fn every_number_that_is_asked_for_follows_from_its_exhibit() {
    let rate = |name: &str| number(&toolbox_group(name), "selection_rate");
    let good = |name: &str| number(&toolbox_group(name), "true_positive_rate");
    let recomputed: BTreeMap<&str, f64> = BTreeMap::from([
        ("chatbot-explainability/supported-share", supported_share()),
        ("credit-fairness/ratio", impact_ratio_of_black_applicants()),
        ("global-hr-tool/earliest-day", decision_on_europe()),
        ("toolbox/critical-path", earliest(&rows("toolbox", "plan"))["I"].1),
        ("toolbox/slack", slack_of_the_interviews()),
        ("toolbox/three-point", three_point_estimate()),
        ("toolbox/impact-ratio", rate("B") / rate("A")),
        ("toolbox/opportunity-gap", 100.0 * (good("A") - good("B"))),
        ("toolbox/psi", stability_index()),
        ("toolbox/kappa", kappa()),
    ]);

    let library = Library::builtin();
    let mut asked = Vec::new();
    for id in library.scenario_ids() {
        for question in library.scenario(&id).unwrap().value.questions {
            let QuestionKind::Number(own) = &question.kind else { continue };
            let name = format!("{id}/{}", question.id);
            let figure =
                recomputed.get(name.as_str()).unwrap_or_else(|| panic!("{name} is not recomputed"));
            // The answer is the figure, rounded to as many places as the answer is written with.
            let places = own.answer.scale() as usize;
            assert_eq!(format!("{figure:.places$}"), own.answer.to_string(), "{name}");
            assert!(question.exhibit.is_some(), "{name} says which exhibit it is about");
            asked.push(name);
        }
    }
    assert_eq!(asked.len(), recomputed.len(), "{asked:?}");
}
