//! What a drill and an interview look like, from their first line to their last, at the widths that
//! people have, with and without colour. `INSTA_UPDATE=always` writes the snapshots anew.

use std::cell::Cell;

use hotseat::content::ids::{Competency, CriterionId, QuestionId, ScenarioId};
use hotseat::interview::draw::Candidate;
use hotseat::interview::drill::CardId;
use hotseat::library::Library;
use hotseat::session::drill::Drill;
use hotseat::session::{Session, World};
use hotseat::store::{Micros, Salt, SqliteStore};
use hotseat::study::Card;
use hotseat::terminal::console::Console;
use hotseat::terminal::drill::{self, Plan};
use hotseat::terminal::interview::{self, Answered};
use hotseat::terminal::practice::{self, Manner};
use hotseat::terminal::screen::Screen;
use hotseat::terminal::theme::Theme;

use crate::support::Bakery;

/// A world that repeats itself.
#[derive(Default)]
struct Still(Cell<u32>);

impl World for Still {
    fn now(&self) -> Micros {
        1_800_000_000_000_000
    }
    fn salt(&self) -> Salt {
        Salt([7; 32])
    }
    fn secret(&self) -> Option<[u8; 32]> {
        None
    }
    fn id(&self) -> String {
        self.0.set(self.0.get() + 1);
        format!("i{}", self.0.get())
    }
}

/// The bakery with a strategy and a sample for its open question, and its two questions.
struct Shop {
    library: Library,
    store: SqliteStore,
    world: Still,
    _place: Bakery,
}

fn bakery() -> Shop {
    let bakery = Bakery::new();
    let prompt = "prompt = \"How do you make a loaf?\"\n";
    let more = "strategy = \"Say what happens to the dough, then what happens to the oven.\"\n\n\
                [[question.sample]]\nlevel = 4\ntext = \"I knead the dough for ten minutes until \
                it no longer sticks, let the dough rest under a cloth, and heat the oven to 230 \
                degrees before it goes in.\"\n";
    bakery.change("scenarios/bread.toml", prompt, &format!("{prompt}{more}"));
    let library = Library::with_directories(&[bakery.0.path("bakery")]).unwrap();
    let store = SqliteStore::in_memory().unwrap();
    Shop { library, store, world: Still::default(), _place: bakery }
}

fn shown(screen: Screen, input: &str, act: impl FnOnce(&mut Console<'_>)) -> String {
    let mut output = Vec::new();
    let mut input = input.as_bytes();
    act(&mut Console { screen, input: &mut input, output: &mut output });
    assert!(input.is_empty(), "not read: {}", String::from_utf8_lossy(input));
    String::from_utf8(output).unwrap()
}

fn drilled(screen: Screen) -> String {
    let own = bakery();
    let card = |question: &str, criterion: Option<&str>| Card {
        id: CardId {
            scenario: ScenarioId::new("bread"),
            question: QuestionId::new(question),
            criterion: criterion.map(CriterionId::new),
        },
        missed: 1,
        touched: 0,
        met: false,
        reviews: Vec::new(),
    };
    let cards = [card("plan", Some("dough")), card("flour", None), card("plan", Some("oven"))];
    let cards: Vec<&Card> = cards.iter().collect();
    let plan =
        Plan { cards: &cards, today: "2026-11-27".parse().unwrap(), time: None, editor: None };
    // A half answer, a wrong choice with a grade of one's own, and a stop after raw dough.
    let input = "I knead the dough with both hands, every morning before the shop opens.\n.\n1\n\
                 2\n2\n4\n1\n\
                 I leave it raw, and nobody needs to heat an oven for that at all.\n.\n3\n";
    shown(screen, input, |console| {
        let mut sitting = Drill::begin(&own.store, &own.world, &own.library).unwrap();
        let done = drill::run(console, &mut sitting, &plan).unwrap();
        assert_eq!(done.graded.len(), 3);
    })
}

fn interviewed(screen: Screen) -> String {
    let own = bakery();
    let candidate = Candidate {
        scenario: ScenarioId::new("bread"),
        question: QuestionId::new("plan"),
        minutes: 6,
        competencies: vec![Competency::new("baking")],
    };
    let input = "1\n1\n\
                 I knead the dough with both hands, every morning before the shop opens.\n.\n\
                 It lies on the table for a while, and I look at it.\n.\n\
                 It has to be hot: I preheat the oven for an hour.\n.\n\
                 2\n1\n";
    shown(screen, input, |console| {
        assert!(interview::open(console, &[&candidate]).unwrap());
        let question = [candidate.question.clone()];
        let mut session =
            Session::start(&own.store, &own.world, &own.library, &candidate.scenario, &question, 1)
                .unwrap();
        let manner = Manner { editor: None, guess: false, quiet: true };
        practice::run(console, &mut session, manner).unwrap();
        let answered = [Answered { attempt: session.attempt(), scenario: session.scenario() }];
        interview::debrief(console, &answered).unwrap();
    })
}

/// Every view at three widths: plain letters, Unicode marks, colour.
fn at_all_widths(name: &str, view: fn(Screen) -> String) {
    let unicode = Theme { colour: false, unicode: true };
    let colour = Theme { colour: true, unicode: true };
    for columns in [60, 80, 120] {
        let screen = |theme| Screen { theme, ..Screen::plain(columns) };
        let [plain, marked, coloured] =
            [Theme::PLAIN, unicode, colour].map(|theme| view(screen(theme)));
        for text in [&plain, &marked] {
            let widest = text.lines().map(|line| line.chars().count()).max().unwrap();
            assert!(widest <= columns, "{name}: {widest} of {columns}");
        }
        let odd: Vec<char> = plain.chars().filter(|c| !c.is_ascii()).collect();
        assert!(odd.is_empty(), "{name} at {columns}: {odd:?}");
        let without = anstream::adapter::strip_str(&coloured).to_string();
        assert_eq!(without, marked, "colour adds nothing that is not said without");
        insta::assert_snapshot!(format!("{name}-{columns}-ascii"), plain);
        insta::assert_snapshot!(format!("{name}-{columns}-unicode"), marked);
        let coloured = coloured.replace('\u{1b}', "␛");
        insta::assert_snapshot!(format!("{name}-{columns}-colour"), coloured);
    }
}

#[test]
fn a_drill() {
    at_all_widths("drill", drilled);
}

#[test]
fn an_interview_and_its_debrief() {
    at_all_widths("interview", interviewed);
}
