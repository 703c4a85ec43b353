//! How long scoring takes. An answer of 150 words is to take under 100 microseconds on one core by
//! patterns, under 500 with meaning, and under four times the floor: to find its sentences and words
//! and to stem them. Our own reading does more than that and stems fewer words, because it knows the
//! stems of two in three. Run with `cargo bench --bench score`.
#![allow(clippy::unwrap_used, missing_docs)]

use std::hint::black_box;

use divan::Bencher;
use divan::counter::ItemsCount;
use frostem::{Algorithm, Stemmer};
use hotseat::content::ids::{QuestionId, ScenarioId};
use hotseat::library::Library;
use hotseat::scoring::read::read;
use hotseat::scoring::{CompiledRubric, Given, assess, score};
use hotseat::session::compile;
use rayon::prelude::*;
use unicode_segmentation::UnicodeSegmentation as _;

/// 150 words, as somebody might answer `chatbot-explainability/scope`.
const ANSWER: &str = "\
First I would sit down with the person who wrote the policy and turn each clause into points that \
we can test. Then I read two hundred real chats from last month and talk to the agents, because \
they hear the complaints, and to the engineers who built it.

The result is a gap list: requirement, finding, proof, met or not met. Refunds come before opening \
hours, because there the customer loses money. I would not wait for a new tool.

This week the bot says that it is a machine, and people get a button to reach a human. The other \
fixes go into a plan in two waves, with an owner and a date for each, and the supplier gets a call \
on day one. What stays open, the risk officer accepts in writing. Every quarter we rate another \
sample and ask twenty customers what they understood.";

fn main() {
    divan::main();
}

fn rubric(library: &Library) -> CompiledRubric {
    let scenario = library.scenario(&ScenarioId::new("chatbot-explainability")).unwrap().value;
    let question = scenario.question(&QuestionId::new("scope")).unwrap();
    compile(library, &scenario, question).unwrap()
}

/// The floor: the sentences and words of Unicode (UAX 29), in small letters, each word stemmed, and
/// nothing kept.
#[divan::bench]
fn segmenting_and_stemming_alone() {
    let stemmer = Stemmer::new(Algorithm::English);
    for sentence in black_box(ANSWER).unicode_sentences() {
        for word in sentence.unicode_words() {
            black_box(stemmer.stem(&word.to_lowercase()));
        }
    }
}

/// The first pass of scoring.
#[divan::bench]
fn reading_alone() {
    black_box(read(black_box(ANSWER)));
}

/// By patterns alone.
#[divan::bench]
fn one_answer(bencher: Bencher) {
    let rubric = rubric(&Library::builtin()).without_meaning();
    bencher.bench_local(|| assess(&rubric, Given::answer(black_box(ANSWER))));
}

/// By patterns, and by meaning where they find nothing.
#[divan::bench]
fn one_answer_with_meaning(bencher: Bencher) {
    let rubric = rubric(&Library::builtin());
    bencher.bench_local(|| assess(&rubric, Given::answer(black_box(ANSWER))));
}

/// The hashes of answer and assessment come on top.
#[divan::bench]
fn one_answer_with_its_receipt(bencher: Bencher) {
    let rubric = rubric(&Library::builtin());
    bencher.bench_local(|| score(&rubric, None, Given::answer(black_box(ANSWER))));
}

#[divan::bench(sample_count = 10)]
fn ten_thousand_answers_on_all_cores(bencher: Bencher) {
    let rubric = rubric(&Library::builtin());
    let answers: Vec<String> = (0..10_000).map(|n| format!("{ANSWER} Answer {n}.")).collect();
    bencher.counter(ItemsCount::new(answers.len())).bench_local(|| {
        answers
            .par_iter()
            .map(|answer| score(&rubric, None, Given::answer(answer)))
            .collect::<Vec<_>>()
    });
}

/// From the files of the library to a rubric that is ready to score.
#[divan::bench]
fn compiling_a_rubric(bencher: Bencher) {
    bencher.bench_local(|| rubric(black_box(&Library::builtin())));
}
