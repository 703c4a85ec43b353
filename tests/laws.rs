//! Laws of scoring, held against answers built from the sentences of the marked ones.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use hotseat::content::ids::RuleId;
use hotseat::content::rubric::Basis;
use hotseat::scoring::assessment::{Assessment, CriterionResult, FlagCode, Source, Status};
use hotseat::scoring::{Given, assess};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::Config;

use crate::support::{Asked, asked, sentences};

/// Fewer cases than usual, as each scores whole answers; `PROPTEST_CASES` looks further.
fn config() -> Config {
    let mut config = Config { failure_persistence: None, ..Config::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = 96;
    }
    config
}

fn judged(asked: &Asked, answer: &str) -> Assessment {
    assess(&asked.rubric, Given::answer(answer))
}

fn percent(assessment: &Assessment) -> u8 {
    assessment.percent.unwrap_or(0)
}

fn levels(assessment: &Assessment) -> Vec<Option<u8>> {
    assessment.criteria.iter().map(|criterion| criterion.level).collect()
}

/// Sentences of all marked answers to a question but those that a guard refuses as a whole: such
/// sentences are of one kind, and enough of them turn any answer into that kind.
fn pool(asked: &Asked) -> &'static [String] {
    static POOLS: LazyLock<Vec<(&str, Vec<String>)>> = LazyLock::new(|| {
        let refused =
            [FlagCode::KeywordList, FlagCode::ListLike, FlagCode::Circular, FlagCode::Buzzwords];
        let own = |asked: &'static Asked| {
            let counts = |text: &str| {
                !judged(asked, text).flags.iter().any(|flag| refused.contains(&flag.code))
            };
            let answers = asked.marked.iter().filter(|(_, text)| counts(text));
            (asked.name.as_str(), answers.flat_map(|(_, text)| sentences(text)).collect())
        };
        self::asked().iter().map(own).collect()
    });
    POOLS.iter().find(|(name, _)| *name == asked.name).map_or(&[], |(_, pool)| pool)
}

/// A question, and one to fourteen different sentences from its marked answers.
fn answer() -> impl Strategy<Value = (&'static Asked, Vec<String>)> {
    (any::<Index>(), prop::collection::vec(any::<Index>(), 1..=14)).prop_map(|(question, picks)| {
        let asked = &asked()[question.index(asked().len())];
        let pool = pool(asked);
        let mut taken = BTreeSet::new();
        let picked: Vec<usize> = picks
            .iter()
            .map(|pick| pick.index(pool.len()))
            .filter(|at| taken.insert(pool[*at].clone()))
            .collect();
        (asked, picked.into_iter().map(|at| pool[at].clone()).collect())
    })
}

/// The sentences of a question's pool that affirm something.
fn affirming(asked: &'static Asked) -> impl Iterator<Item = &'static String> {
    static ALL: LazyLock<Vec<(&str, String)>> = LazyLock::new(|| {
        let of = |asked: &'static Asked| {
            let affirmed = pool(asked).iter().filter(|own| affirms(&judged(asked, own)));
            affirmed.map(|own| (asked.name.as_str(), own.clone()))
        };
        self::asked().iter().flat_map(of).collect()
    });
    ALL.iter().filter(|(name, _)| *name == asked.name).map(|(_, sentence)| sentence)
}

/// Whether a sentence of its own satisfies a rule and takes nothing back.
fn affirms(assessment: &Assessment) -> bool {
    let plain = |own: &CriterionResult| own.denied.is_empty() && own.against.is_empty();
    assessment.status == Status::Scored
        && assessment.flags.is_empty()
        && assessment.criteria.iter().all(plain)
        && assessment.criteria.iter().any(|own| !own.evidence.is_empty())
}

fn title_case(text: &str) -> String {
    text.split(' ')
        .map(|word| {
            let mut letters = word.chars();
            // A word in capitals may be an exact pattern, whose capitals count.
            if word.chars().filter(|c| c.is_uppercase()).count() > 1 {
                return word.to_owned();
            }
            letters.next().map_or_else(String::new, |first| {
                first.to_uppercase().chain(letters.flat_map(char::to_lowercase)).collect()
            })
        })
        .collect::<Vec<_>>()
        .join(" ")
}

fn wrapped(text: &str, columns: usize) -> String {
    let mut out = String::new();
    let mut column = 0;
    for word in text.split(' ') {
        if column > 0 {
            let wraps = column + word.len() > columns;
            out.push(if wraps { '\n' } else { ' ' });
            column = if wraps { 0 } else { column + 1 };
        }
        out.push_str(word);
        column += word.len();
    }
    out
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn appending_an_affirmed_sentence_that_satisfies_a_rule_never_lowers((asked, base) in answer(), pick in any::<Index>()) {
        let good: Vec<&String> = affirming(asked).filter(|own| !base.contains(own)).collect();
        prop_assume!(!good.is_empty());
        let base = base.join(" ");
        let more = good[pick.index(good.len())];
        let before = judged(asked, &base);
        prop_assume!(before.status == Status::Scored);
        for joint in [" ", "\n\n"] {
            let after = judged(asked, &format!("{base}{joint}{more}"));
            prop_assert!(
                percent(&after) >= percent(&before),
                "{}: {} -> {} by {more:?} after {base:?}",
                asked.name, percent(&before), percent(&after)
            );
        }
    }

    #[test]
    fn repeating_a_sentence_never_raises((asked, base) in answer(), from in any::<Index>(), to in any::<Index>(), times in 1..4_usize) {
        let before = judged(asked, &base.join(" "));
        let mut repeated = base.clone();
        let from = from.index(base.len());
        for _ in 0..times {
            // Behind the first: to move a sentence forward is no repetition.
            let at = from + 1 + to.index(repeated.len() - from);
            repeated.insert(at, base[from].clone());
        }
        let after = judged(asked, &repeated.join(" "));
        prop_assert!(
            percent(&after) <= percent(&before),
            "{}: {} -> {} by {:?} in {repeated:?}",
            asked.name, percent(&before), percent(&after), base[from]
        );
    }

    #[test]
    fn dress_changes_nothing((asked, base) in answer(), columns in 20..100_usize) {
        let text = base.join(" ");
        let bulleted = |bullet: &str| base.iter().map(|own| format!("{bullet} {own}\n")).collect::<String>();
        let before = judged(asked, &text);
        for (name, dressed) in [
            ("title case", title_case(&text)),
            ("curly apostrophes", text.replace('\'', "\u{2019}")),
            ("curly quotes", text.replace(" \"", " \u{201c}").replace('"', "\u{201d}")),
            ("wrapped", wrapped(&text, columns)),
            ("bullets", bulleted("-")),
            ("stars", bulleted("*")),
            ("dots", bulleted("\u{2022}")),
            ("lines", base.join("\n")),
            ("paragraphs", base.join("\n\n")),
            ("Windows' line ends", wrapped(&text, columns).replace('\n', "\r\n")),
        ] {
            let after = judged(asked, &dressed);
            prop_assert_eq!(
                (after.percent, after.level, levels(&after)),
                (before.percent, before.level, levels(&before)),
                "{} {}: {}", asked.name, name, dressed
            );
        }
    }

    #[test]
    fn the_cited_sentences_alone_keep_the_levels((asked, base) in answer()) {
        let mut text = String::new();
        let mut ends = Vec::new();
        for sentence in &base {
            text.push_str(sentence);
            ends.push(text.len());
            text.push(' ');
        }
        let before = judged(asked, &text);
        let cited: BTreeSet<usize> = before
            .criteria
            .iter()
            .flat_map(|own| &own.evidence)
            .map(|own| ends.partition_point(|&end| end <= own.start))
            .collect();
        let alone: Vec<&str> = cited.iter().map(|&at| base[at].as_str()).collect();
        let after = judged(asked, &alone.join(" "));
        // A guard looks at the text as a whole: of two fragments alone it may say that nobody says
        // anything in them, which is no matter of where the points came from.
        let guards = [FlagCode::TooShort, FlagCode::KeywordList];
        prop_assume!(!after.flags.iter().any(|flag| guards.contains(&flag.code)));
        let all: u32 = levels(&before).into_iter().flatten().map(u32::from).sum();
        let kept: u32 = levels(&before)
            .into_iter()
            .zip(levels(&after))
            .map(|(before, after)| u32::from(before.unwrap_or(0).min(after.unwrap_or(0))))
            .sum();
        prop_assert!(kept * 100 >= all * 95, "{}: {kept} of {all}: {alone:?}", asked.name);
    }

    #[test]
    fn no_point_stands_without_words((asked, base) in answer(), pick in any::<Index>()) {
        let mut text = base.join(" ");
        let first = judged(asked, &text);
        let rules: Vec<(usize, RuleId)> = first
            .criteria
            .iter()
            .enumerate()
            .flat_map(|(at, own)| own.evidence.iter().map(move |own| (at, own.rule.clone())))
            .collect();
        prop_assume!(!rules.is_empty());
        let (criterion, rule) = &rules[pick.index(rules.len())];
        let Basis::Evidence(basis) = &asked.rubric.rubric.criteria[*criterion].basis else {
            return Ok(());
        };
        let worth = |own: &CriterionResult| -> u32 {
            let cited: BTreeSet<&RuleId> = own.evidence.iter().map(|own| &own.rule).collect();
            basis.rules.iter().filter(|rule| cited.contains(&rule.id)).map(|rule| rule.points).sum()
        };
        // Cut out what is cited for the rule, until nothing is.
        for _ in 0..200 {
            let now = judged(asked, &text);
            let own = &now.criteria[*criterion];
            prop_assert_eq!(own.points, worth(own), "{}: {}", asked.name, text);
            let Some(span) = own.evidence.iter().find(|own| own.rule == *rule) else {
                return Ok(());
            };
            text.replace_range(span.start..span.end, "");
        }
        prop_assert!(false, "{}: {rule} is satisfied for ever", asked.name);
    }

    #[test]
    fn two_rules_of_a_criterion_never_cite_the_same_words((asked, base) in answer()) {
        for criterion in judged(asked, &base.join(" ")).criteria {
            let mut spans: Vec<(usize, usize)> =
                criterion.evidence.iter().map(|own| (own.start, own.end)).collect();
            spans.sort_unstable();
            for pair in spans.windows(2) {
                prop_assert!(pair[0].1 <= pair[1].0, "{}: {spans:?} {base:?}", criterion.id);
            }
        }
    }

    #[test]
    fn no_text_makes_it_panic_or_cite_what_is_not_there(
        question in any::<Index>(),
        parts in prop::collection::vec(
            prop_oneof![
                any::<String>(),
                "\\PC{0,12}",
                "[ \\t\\r\\n\u{a0}\u{2028}\u{feff}\u{200d}.,;:!?'\"\u{2019}()-]{0,6}",
                "(not|never|no|without|n't|instead of|rather than|nobody|unless|if) ",
                any::<Index>().prop_map(|pick| {
                    let all = pool(&asked()[0]);
                    format!("{} ", all[pick.index(all.len())])
                }),
            ],
            0..24,
        ),
    ) {
        let asked = &asked()[question.index(asked().len())];
        let text = parts.concat();
        let assessment = judged(asked, &text);
        prop_assert!(assessment.percent.is_none_or(|percent| percent <= 100));
        for criterion in &assessment.criteria {
            let spans = criterion.evidence.iter().map(|own| (own.start, own.end, &own.text, own.source));
            let denied = criterion.denied.iter().map(|own| (own.start, own.end, &own.text, own.source));
            let against = criterion.against.iter().map(|own| (own.start, own.end, &own.text, own.source));
            for (start, end, words, source) in spans.chain(denied).chain(against) {
                prop_assert_eq!(source, Source::Answer);
                prop_assert_eq!(text.get(start..end), Some(words.as_str()));
            }
        }
        prop_assert_eq!(assessment, judged(asked, &text));
    }
}
