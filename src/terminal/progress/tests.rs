//! The view at the widths that people have, with and without colour.

use jiff::civil::date;

use super::{
    CaseProgress, CompetencyProgress, Guesses, Miss, Progress, Screen, Theme, view, width,
};
use crate::content::ids::{Competency, CriterionId, QuestionId, ScenarioId};
use crate::interview::drill::CardId;
use crate::study::progress::{DayCount, SCHEMA};

fn progress() -> Progress {
    let competency = |name: &str, percent, trend, history: [Option<u8>; 8]| CompetencyProgress {
        competency: Competency::new(name),
        percent,
        trend,
        of: 12,
        answers: 31,
        history: history.to_vec(),
    };
    let card = |criterion: Option<&str>| CardId {
        scenario: ScenarioId::new("chatbot-explainability"),
        question: QuestionId::new("scope"),
        criterion: criterion.map(CriterionId::new),
    };
    let miss = |criterion, last, words: Option<&str>| Miss {
        card: card(criterion),
        competency: None,
        missed: 3,
        of: 4,
        last,
        day: date(2026, 11, 20),
        words: words.map(str::to_owned),
    };
    Progress {
        schema: SCHEMA,
        today: date(2026, 11, 27),
        attempts: 4,
        answers: 24,
        days: vec![
            DayCount { day: date(2026, 9, 30), answers: 2 },
            DayCount { day: date(2026, 11, 20), answers: 12 },
            DayCount { day: date(2026, 11, 27), answers: 3 },
        ],
        competencies: vec![
            competency(
                "operation and improvement",
                62,
                Some(12),
                [None, Some(20), Some(35), Some(50), Some(50), Some(55), Some(60), Some(62)],
            ),
            competency("scoping", 100, None, [None, None, None, None, None, None, None, Some(100)]),
        ],
        misses: vec![
            miss(Some("verify"), (0, 3), None),
            miss(Some("people"), (2, 3), Some("Legal settles the reading\u{1b}[2J with the owner")),
            miss(None, (40, 100), None),
        ],
        cases: vec![CaseProgress {
            scenario: ScenarioId::new("chatbot-explainability"),
            title: "Explain the chatbot".to_owned(),
            attempts: 4,
            complete: 1,
            best: Some(71),
            latest: 66,
            answered: (5, 9),
            day: date(2026, 11, 27),
        }],
        guesses: Some(Guesses { answers: 6, over: 4, under: 1, mean_hundredths: 83 }),
    }
}

fn shown(columns: usize, theme: Theme) -> String {
    let screen = Screen { columns, prose: columns.min(100), theme, ..Screen::plain(columns) };
    let mut title = |card: &CardId| {
        card.criterion.as_ref().map(|_| "Checks that the fixes work, keeps the proof".to_owned())
    };
    view(screen, &progress(), 5, &mut title)
}

#[test]
fn at_sixty_eighty_and_a_hundred_and_twenty_columns_with_and_without_colour() {
    let unicode = Theme { colour: false, unicode: true };
    let colour = Theme { colour: true, unicode: true };
    for columns in [60, 80, 120] {
        for (name, theme) in [("ascii", Theme::PLAIN), ("unicode", unicode), ("colour", colour)] {
            let text = shown(columns, theme);
            assert!(!text.contains("\u{1b}[2J"), "an answer's control sequence is gone");
            if !theme.colour {
                let widest = text.lines().map(width).max().unwrap_or(0);
                assert!(widest <= columns, "{widest} of {columns}");
            }
            let text = text.replace('\u{1b}', "␛");
            insta::assert_snapshot!(format!("{columns}-{name}"), text);
        }
    }
}

#[test]
fn colour_adds_nothing_that_is_not_said_without() {
    let plain = shown(80, Theme { colour: false, unicode: true });
    let coloured = shown(80, Theme { colour: true, unicode: true });
    assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain);
}
