//! The rules of a live room: who may come in, what may be handed in, where the facilitator leads.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use hotseat::content::ids::{CriterionId, QuestionId, RubricId, ScenarioId};
use hotseat::content::rubric::Rubric;
use hotseat::content::scenario::{Question, Scenario};
use hotseat::interview::Answer;
use hotseat::interview::room::{
    Act, Done, Handed, Joining, Moment, Phase, Refused, Room, RoomCode, RoomEvent, SeatEvent,
    SeatId, TokenHash,
};
use hotseat::library::Library;
use proptest::prelude::*;

const MINUTE: Moment = 60_000_000;

/// The rubrics of the chatbot case, by question.
static RUBRICS: LazyLock<Vec<(QuestionId, Rubric)>> = LazyLock::new(|| {
    let library = Library::builtin();
    let scenario = library.scenario(&ScenarioId::new("chatbot-explainability")).unwrap().value;
    let rubric = |question: &Question| {
        let id = RubricId::new(format!("{}/{}", scenario.id, question.id));
        Some((question.id.clone(), library.rubric(&id).ok()?.value))
    };
    scenario.questions.iter().filter_map(rubric).collect()
});

/// A room at work: events are applied as soon as they are decided.
struct Play {
    room: Room,
    scenario: Scenario,
    now: Moment,
    /// Everything that happened, as it would be stored.
    told: Vec<(Option<SeatId>, String, Moment)>,
}

impl Play {
    fn of(scenario: &str, capacity: u32) -> Self {
        let scenario = Library::builtin().scenario(&ScenarioId::new(scenario)).unwrap().value;
        let opened = RoomEvent::Opened {
            code: RoomCode::parse("K7QFM").unwrap(),
            scenario: scenario.id.clone(),
            title: scenario.title.clone(),
            content: "0".repeat(64),
            seed: 7,
            questions: scenario.questions.iter().map(|question| question.id.clone()).collect(),
            capacity,
            keep_until: "2027-01-31".to_owned(),
            program: "0".to_owned(),
        };
        let room = Room::open(&opened, 0).unwrap();
        let told = vec![(None, serde_json::to_string(&opened).unwrap(), 0)];
        Self { room, scenario, now: MINUTE, told }
    }

    fn tell_room(&mut self, event: &RoomEvent) {
        self.told.push((None, serde_json::to_string(event).unwrap(), self.now));
        self.room.apply(event, self.now).unwrap();
    }

    fn tell_seat(&mut self, seat: SeatId, event: &SeatEvent) {
        self.told.push((Some(seat), serde_json::to_string(event).unwrap(), self.now));
        self.room.apply_to_seat(seat, event, self.now).unwrap();
    }

    fn join(&mut self, name: &str) -> Result<SeatId, Refused> {
        let token = TokenHash::of(&format!("{name} {}", self.told.len()));
        let joining = Joining { name: name.to_owned(), show_name: false, token };
        let (seat, events) = self.room.join(joining)?;
        for event in &events {
            self.told.push((Some(seat), serde_json::to_string(event).unwrap(), self.now));
        }
        self.room.seat_taken(seat, [&events[0], &events[1]], self.now).unwrap();
        Ok(seat)
    }

    fn act(&mut self, act: &Act) -> Result<(), Refused> {
        let rubric =
            |id: &QuestionId| RUBRICS.iter().find(|(own, _)| own == id).map(|(_, rubric)| rubric);
        match self.room.act(act, &self.scenario, rubric, self.now)? {
            Done::Room(event) => self.tell_room(&event),
            Done::Seat(seat, event) => self.tell_seat(seat, &event),
            Done::Nothing => {}
        }
        Ok(())
    }

    fn go(&mut self, to: &str) -> Result<(), Refused> {
        self.act(&Act::Go(to.parse().unwrap()))
    }

    fn says(
        &mut self,
        seat: SeatId,
        question: &str,
        text: &str,
        after: u32,
    ) -> Result<bool, Refused> {
        let answer = Answer::Text(text.to_owned());
        match self.room.hand_in(seat, &QuestionId::new(question), answer, after, self.now)? {
            Handed::Known => Ok(false),
            Handed::New(event) => {
                self.tell_seat(seat, &event);
                Ok(true)
            }
        }
    }

    fn follows_up(
        &mut self,
        seat: SeatId,
        question: &str,
        criterion: &str,
        text: &str,
        after: u32,
    ) -> Result<bool, Refused> {
        let (question, criterion) = (QuestionId::new(question), CriterionId::new(criterion));
        match self.room.hand_in_probe(seat, &question, &criterion, text.to_owned(), after)? {
            Handed::Known => Ok(false),
            Handed::New(event) => {
                self.tell_seat(seat, &event);
                Ok(true)
            }
        }
    }

    fn said(&self, seat: SeatId, question: &str) -> Option<String> {
        let standing = self.room.seat(seat)?.attempt.standing(&QuestionId::new(question))?;
        match standing.answer.as_ref()? {
            Answer::Text(text) => Some(text.clone()),
            other => panic!("{other:?} is no text"),
        }
    }

    /// The room that comes out of what was stored.
    fn replayed(&self) -> Room {
        let read = |text: &str| serde_json::from_str::<RoomEvent>(text).unwrap();
        let seat_event = |text: &str| serde_json::from_str::<SeatEvent>(text).unwrap();
        let mut room = Room::open(&read(&self.told[0].1), 0).unwrap();
        let mut at = 1;
        while let Some((seat, text, time)) = self.told.get(at) {
            match seat {
                None => room.apply(&read(text), *time).unwrap(),
                Some(seat) if room.seat(*seat).is_none() => {
                    at += 1;
                    let started = seat_event(&self.told[at].1);
                    room.seat_taken(*seat, [&seat_event(text), &started], *time).unwrap();
                }
                Some(seat) => room.apply_to_seat(*seat, &seat_event(text), *time).unwrap(),
            }
            at += 1;
        }
        room
    }
}

fn chatbot() -> Play {
    Play::of("chatbot-explainability", 100)
}

#[test]
fn next_leads_through_the_case_and_tells_what_happened_where_it_happened() {
    let mut play = chatbot();
    let mut way = vec![play.room.phase.to_string()];
    while play.act(&Act::Next).is_ok() {
        way.push(play.room.phase.to_string());
    }
    assert_eq!(way[..5], ["lobby", "brief", "answering:scope", "reveal:scope", "discussion:scope"]);
    let at = way.iter().position(|phase| phase == "inject:sequence").unwrap();
    assert_eq!(way[at - 1], "discussion:requirement");
    assert_eq!(way[at + 1], "answering:sequence");
    assert_eq!(way.last().unwrap(), "report");
    for question in &play.room.questions {
        let asked = way.iter().filter(|phase| **phase == format!("answering:{question}")).count();
        assert_eq!(asked, 1, "{question}");
    }
    assert_eq!(play.act(&Act::Next), Err(Refused::AtEnd));
}

#[test]
fn back_goes_the_way_that_was_come() {
    let mut play = chatbot();
    assert_eq!(play.act(&Act::Back), Err(Refused::AtStart));
    for _ in 0..3 {
        play.act(&Act::Next).unwrap();
    }
    play.go("probe:scope:requirements").unwrap();
    play.act(&Act::Back).unwrap();
    assert_eq!(play.room.phase.to_string(), "reveal:scope");
    play.act(&Act::Back).unwrap();
    assert_eq!(play.room.phase.to_string(), "answering:scope");
    assert_eq!(play.room.step, 6, "each move, forth or back, is a step");
}

#[test]
fn a_follow_up_and_a_vote_lead_back_onto_the_way() {
    let mut play = chatbot();
    let (ana, bo) = (play.join("Ana").unwrap(), play.join("Bo").unwrap());
    play.go("answering:scope").unwrap();
    assert_eq!(play.go("vote:scope"), Err(Refused::NoBallot), "nothing has been scored");
    play.says(ana, "scope", "one", 0).unwrap();
    play.says(bo, "scope", "two", 0).unwrap();
    play.go("probe:scope:requirements").unwrap();
    play.act(&Act::Next).unwrap();
    assert_eq!(play.room.phase.to_string(), "reveal:scope");
    assert_eq!(play.go("probe:scope:nothing"), Err(Refused::NoProbe));
    assert_eq!(
        play.go("probe:story:owner"),
        Err(Refused::NoProbe),
        "not asked yet, or no such criterion"
    );
    assert_eq!(play.go("answering:nowhere"), Err(Refused::NoQuestion));
}

#[test]
fn a_room_lets_in_as_many_as_it_seats_unless_it_is_locked_or_over() {
    let mut play = Play::of("chatbot-explainability", 2);
    let ana = play.join("Ana").unwrap();
    play.act(&Act::Lock).unwrap();
    assert_eq!(play.join("Bo"), Err(Refused::Locked));
    play.act(&Act::Unlock).unwrap();
    play.join("Bo").unwrap();
    assert_eq!(play.join("Cy"), Err(Refused::Full { capacity: 2 }));
    play.act(&Act::Remove(ana)).unwrap();
    assert_eq!(
        play.join("Cy"),
        Ok(SeatId(3)),
        "a removed person's seat is free, their number is not"
    );
    play.go("report").unwrap();
    assert_eq!(play.join("Di"), Err(Refused::Over));
}

#[test]
fn names_can_be_told_apart_and_draw_over_nothing() {
    let mut play = chatbot();
    let mut name = |given: &str| {
        let seat = play.join(given)?;
        Ok::<String, Refused>(play.room.seat(seat).unwrap().name.clone())
    };
    assert_eq!(name("Ana").unwrap(), "Ana");
    assert_eq!(name(" Ana\n").unwrap(), "Ana (2)");
    assert_eq!(name("Ana").unwrap(), "Ana (3)");
    assert_eq!(name("").unwrap(), "Person 4");
    assert_eq!(name("a\u{202e}b\u{1b}[31m\tc").unwrap(), "ab [31m c");
    assert_eq!(name(&"x".repeat(41)), Err(Refused::LongName));
}

#[test]
fn an_answer_is_taken_once_and_changed_only_from_a_page_that_knew_the_last_one() {
    let mut play = chatbot();
    let ana = play.join("Ana").unwrap();
    assert_eq!(play.says(ana, "scope", "early", 0), Err(Refused::Closed), "not asked yet");
    play.go("answering:scope").unwrap();
    assert_eq!(play.says(ana, "scope", "first", 0), Ok(true));
    assert_eq!(play.says(ana, "scope", "first", 0), Ok(false), "sent twice, there once");
    assert_eq!(play.says(ana, "scope", "second", 1), Ok(true));
    assert_eq!(play.says(ana, "scope", "older", 1), Err(Refused::Newer));
    assert_eq!(play.says(ana, "scope", "first", 0), Err(Refused::Newer), "a late duplicate");
    assert_eq!(play.said(ana, "scope").unwrap(), "second");
    assert_eq!(play.says(SeatId(9), "scope", "who", 0), Err(Refused::NoSeat));
    assert_eq!(play.says(ana, "nowhere", "what", 0), Err(Refused::NoQuestion));
}

#[test]
fn who_is_late_may_still_answer_until_the_samples_are_shown() {
    let mut play = chatbot();
    let (ana, bo, cy) =
        (play.join("Ana").unwrap(), play.join("Bo").unwrap(), play.join("Cy").unwrap());
    play.go("answering:scope").unwrap();
    play.says(ana, "scope", "in time", 0).unwrap();
    play.act(&Act::Next).unwrap();
    assert_eq!(play.says(bo, "scope", "late", 0), Ok(true));
    assert_eq!(play.says(ana, "scope", "changed", 1), Err(Refused::Closed), "the room has seen it");
    play.act(&Act::Next).unwrap();
    assert_eq!(play.says(cy, "scope", "too late", 0), Err(Refused::Closed));
    play.go("answering:scope").unwrap();
    assert_eq!(play.says(cy, "scope", "asked again", 0), Ok(true), "the facilitator has gone back");
}

#[test]
fn a_follow_up_needs_an_answer_and_is_there_once() {
    let mut play = chatbot();
    let (ana, bo) = (play.join("Ana").unwrap(), play.join("Bo").unwrap());
    play.go("answering:scope").unwrap();
    play.says(ana, "scope", "first", 0).unwrap();
    assert_eq!(
        play.follows_up(ana, "scope", "requirements", "x", 0),
        Err(Refused::NoProbe),
        "not asked"
    );
    play.go("probe:scope:requirements").unwrap();
    assert_eq!(
        play.follows_up(bo, "scope", "requirements", "x", 0),
        Err(Refused::NoProbe),
        "nothing to follow up"
    );
    assert_eq!(play.follows_up(ana, "scope", "requirements", "more", 0), Ok(true));
    assert_eq!(play.follows_up(ana, "scope", "requirements", "more", 0), Ok(false));
    assert_eq!(play.follows_up(ana, "scope", "requirements", "better", 1), Ok(true));
    assert_eq!(play.follows_up(ana, "scope", "requirements", "old", 1), Err(Refused::Newer));
    let own = play.room.seat(ana).unwrap().attempt.standing(&QuestionId::new("scope")).unwrap();
    let texts: Vec<&str> = own.probes.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(texts, ["better"], "a change replaces, or it would be scored twice");
}

#[test]
fn a_vote_that_is_sent_again_is_known_also_when_the_room_has_moved_on() {
    let mut play = chatbot();
    let (ana, bo) = (play.join("Ana").unwrap(), play.join("Bo").unwrap());
    let scope = QuestionId::new("scope");
    let vote = Phase::Vote { question: scope.clone(), answers: vec![ana, bo] };
    play.tell_room(&RoomEvent::Moved { to: vote });
    assert_eq!(play.room.vote(bo, &scope, 1), Err(Refused::OwnAnswer));
    assert_eq!(play.room.vote(bo, &scope, 2), Err(Refused::NotOnBallot));
    let Ok(Handed::New(event)) = play.room.vote(bo, &scope, 0) else { panic!("it is taken") };
    play.tell_seat(bo, &event);
    assert_eq!(play.room.vote(bo, &scope, 0), Ok(Handed::Known));
    play.act(&Act::Next).unwrap();
    assert_eq!(play.room.vote(bo, &scope, 0), Ok(Handed::Known), "its receipt was lost");
    assert_eq!(play.room.vote(ana, &scope, 1), Err(Refused::Closed));
}

#[test]
fn somebody_who_was_removed_can_do_nothing_more() {
    let mut play = chatbot();
    let ana = play.join("Ana").unwrap();
    play.go("answering:scope").unwrap();
    play.act(&Act::Remove(ana)).unwrap();
    assert_eq!(play.says(ana, "scope", "still here", 0), Err(Refused::Removed));
    assert_eq!(play.room.consent(ana, true), Err(Refused::Removed));
    assert_eq!(play.room.people(), 0);
}

#[test]
fn a_time_is_extended_from_now_when_it_is_over_and_stands_still_in_a_break() {
    let mut play = chatbot();
    play.go("answering:scope").unwrap();
    play.act(&Act::Timer(5)).unwrap();
    let ends = |play: &Play| play.room.timer.unwrap().ends;
    assert_eq!(ends(&play), play.now + 5 * MINUTE);
    play.act(&Act::Pause).unwrap();
    let before = ends(&play);
    play.now += 3 * MINUTE;
    play.act(&Act::Resume).unwrap();
    assert_eq!(ends(&play), before + 3 * MINUTE);
    play.now += 60 * MINUTE;
    play.act(&Act::Extend(2)).unwrap();
    assert_eq!(ends(&play), play.now + 2 * MINUTE);
    let ana = play.join("Ana").unwrap();
    play.now += 60 * MINUTE;
    assert_eq!(play.says(ana, "scope", "after the time", 0), Ok(true), "it cuts nobody off");
    play.act(&Act::Next).unwrap();
    assert_eq!(play.room.timer, None, "a time belongs to one step");
    assert_eq!(play.act(&Act::Timer(0)), Err(Refused::BadMinutes));
    assert_eq!(play.act(&Act::Timer(241)), Err(Refused::BadMinutes));
}

#[test]
fn a_code_is_read_as_people_type_it() {
    for typed in ["k7qfm", " K7 QFM ", "K7-QFM"] {
        assert_eq!(RoomCode::parse(typed).unwrap().as_str(), "K7QFM");
    }
    for wrong in ["", "K7QF", "K7QFMM", "K7QF0", "K7QFI", "../..", "K7QF\u{301}"] {
        assert_eq!(RoomCode::parse(wrong), None, "{wrong:?}");
    }
}

fn acts() -> impl Strategy<Value = u8> {
    0u8..14
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever is done: what was stored gives the same room again, and an answer that was taken is
    /// there once, whatever came after it.
    #[test]
    fn a_room_is_what_was_stored_of_it(steps in prop::collection::vec((acts(), 0u32..4, 0u32..3), 0..60)) {
        let mut play = chatbot();
        let mut taken: BTreeMap<(SeatId, String), String> = BTreeMap::new();
        for (number, (act, seat, after)) in steps.into_iter().enumerate() {
            play.now += MINUTE;
            let seat = SeatId(seat);
            let question = play.room.phase.question().cloned();
            let _ = match act {
                0 => play.join("Ana").map(|_| ()),
                1..=4 => match &question {
                    Some(question) => {
                        let text = format!("answer {number}");
                        let taken_now = play.says(seat, question.as_str(), &text, after);
                        if taken_now == Ok(true) {
                            taken.insert((seat, question.to_string()), text);
                        }
                        taken_now.map(|_| ())
                    }
                    None => Ok(()),
                },
                5 => play.act(&Act::Back),
                6 => play.act(&Act::Pause),
                7 => play.act(&Act::Resume),
                8 => play.act(&Act::Timer(3)),
                9 => play.act(&Act::Rename(seat, format!("Name {number}"))),
                10 => play.go("probe:scope:requirements"),
                11 => play.act(&Act::Hide(seat, QuestionId::new("scope"))),
                _ => play.act(&Act::Next),
            };
        }
        prop_assert_eq!(&play.replayed(), &play.room);
        for ((seat, question), text) in taken {
            let kept = play.room.seat(seat).unwrap().attempt.standing(&QuestionId::new(&question)).unwrap().answer.clone();
            prop_assert_eq!(kept, Some(Answer::Text(text)));
        }
        let is_known = match &play.room.phase {
            Phase::Lobby | Phase::Brief | Phase::Report => true,
            phase => phase.question().is_some_and(|own| play.room.questions.contains(own)),
        };
        prop_assert!(is_known);
    }
}
