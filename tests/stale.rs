//! Ten sentences about the law that were right once, or that many believe, and are wrong by late
//! 2026, lie as traps in the built-in library; whoever steps into one reads what replaced it.

use hotseat::content::scenario::{Choice, QuestionKind};

use crate::support::case;

/// A question of the toolbox, what its trap says, and what the feedback on every wrong option that
/// repeats it, and the words beside the answer, must name.
const TRAPS: [(&str, &str, &[&str]); 10] = [
    ("high-risk-date", "2 August 2026", &["2 December 2027", "2 August 2028"]),
    ("whole-act", "postponed", &["Article 50", "2 August 2026"]),
    ("colorado", "SB 24-205", &["SB 26-189", "1 January 2027"]),
    ("model-risk", "SR 11-7", &["SR 26-2", "17 April 2026"]),
    ("circulars", "2022-03 and 2023-03", &["12 May 2025", "12 CFR 1002.9"]),
    ("effects-test", "effects test", &["21 July 2026"]),
    ("illinois", "final rules", &["HB 3773", "1 January 2026"]),
    ("iso-certificate", "ISO/IEC 42001", &["EN 18286", "presumption"]),
    ("pre-emption", "executive order of December 2025", &["September 2026"]),
    ("uk-decisions", "Article 22", &["22A to 22D", "5 February 2026"]),
];

fn choice(id: &str) -> (String, Choice) {
    let toolbox = case("toolbox");
    let question = toolbox.questions.into_iter().find(|own| own.id.as_str() == id).unwrap();
    let QuestionKind::Choice(choice) = question.kind else { panic!("{id} is a choice") };
    (question.prompt, choice)
}

#[test]
fn each_of_the_ten_stale_facts_is_a_trap() {
    for (id, says, _) in TRAPS {
        let (prompt, choice) = choice(id);
        assert!(prompt.contains(says), "{id}: {prompt}");
        assert!(prompt.contains("as of late 2026"), "{id} says as of when");
        // To agree with it, or to take it for the whole story, is offered and wrong.
        assert!(choice.options.iter().filter(|own| !own.correct).count() >= 3, "{id}");
        assert_eq!(choice.options.iter().filter(|own| own.correct).count(), 1, "{id}");
    }
}

#[test]
fn whoever_believes_a_stale_fact_reads_what_replaced_it() {
    for (id, _, replaced_by) in TRAPS {
        let (_, choice) = choice(id);
        let working = choice.working.unwrap();
        for words in replaced_by {
            assert!(working.contains(words), "{id}: the words beside the answer name {words}");
        }
        // The option that repeats the stale sentence is the one whose feedback matters most: at
        // least one wrong option names all of it, and each names some.
        let wrong: Vec<String> = choice
            .options
            .into_iter()
            .filter(|own| !own.correct)
            .map(|own| own.why.unwrap())
            .collect();
        let names = |why: &String, words: &&str| why.contains(*words);
        assert!(
            wrong.iter().any(|why| replaced_by.iter().all(|words| names(why, words))),
            "{id}: {wrong:?}"
        );
    }
}
