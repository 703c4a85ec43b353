//! What was acknowledged in a live room is there, and is there once: whatever kills the process,
//! however often a form is sent, and from however old a page.

mod kept;
mod ledger;
mod script;

use rand::SeedableRng as _;
use rand::rngs::StdRng;

use crate::support::{Bakery, Facilitator, Participant, Workshop};
use kept::{Kept, assert_chains_hold};
use ledger::Found;

/// How often the process is killed, over all rooms.
const KILLS: usize = 200;

/// Rooms that are played from the first to the last page meanwhile.
const ROOMS: usize = 5;

const SEED: u64 = 20_261_126;

const ANSWER: &str = "I knead the dough with both hands, and the dough rests for an hour.";

pub fn bakery() -> Workshop {
    let Bakery(place) = Bakery::new();
    Workshop::start(place, &["--library", "bakery", "workshop", "bread"], 1)
}

/// A facilitator, and people who have joined.
async fn people(workshop: &Workshop, names: &[&str]) -> (Facilitator, Vec<Participant>) {
    let room = workshop.room();
    let facilitator = Facilitator::enter(&room.facilitator).await.unwrap();
    let mut people = Vec::new();
    for name in names {
        let person = Participant::with_link(&room.join);
        assert!(person.join(name).await.unwrap().is_done());
        people.push(person);
    }
    (facilitator, people)
}

fn answers_of(workshop: &Workshop) -> Vec<String> {
    Kept::copied(workshop).answers("plan")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_kills_lose_and_double_nothing() {
    let seed = std::env::var("HOTSEAT_SEED").map_or(SEED, |seed| seed.parse().unwrap());
    println!("seed {seed} (HOTSEAT_SEED sets another)");
    let mut random = StdRng::seed_from_u64(seed);
    let mut found = Found::default();
    for room in 1..=ROOMS {
        let of_room = script::play(KILLS / ROOMS, &mut random).await;
        println!("room {room}: {of_room}");
        found.add(of_room);
    }
    println!("all: {found}");
    assert_eq!(found.kills, KILLS, "{found}");
    assert!(found.saved > KILLS, "people got on with it between the kills: {found}");
    assert_eq!((found.lost, found.doubled, found.wrong.len()), (0, 0, 0), "{found}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_that_is_sent_twenty_times_at_once_is_one_answer() {
    let mut workshop = bakery();
    let (facilitator, people) = people(&workshop, &["Ann", "Ben"]).await;
    facilitator.leads_to("answering:plan").await;
    let sent: Vec<_> = (0..20)
        .map(|_| {
            let ann = people[0].clone();
            tokio::spawn(async move { ann.answer("plan", 0, ANSWER).await.unwrap() })
        })
        .collect();
    for sent in sent {
        let reply = sent.await.unwrap();
        assert_eq!(reply.status, 200, "{reply:#?}");
        assert!(reply.json()["saved"].is_string(), "{reply:#?}");
    }
    let sent: Vec<_> = (0..20)
        .map(|_| {
            let ben = people[1].clone();
            tokio::spawn(async move {
                let fields = [("question", "plan"), ("after", "0"), ("text", ANSWER)];
                ben.browser.submit(&format!("{}/answer", ben.room), &fields).await.unwrap()
            })
        })
        .collect();
    for sent in sent {
        let reply = sent.await.unwrap();
        assert_eq!((reply.status, reply.header("location")), (303, people[1].room.as_str()));
    }
    workshop.kill9();
    assert_eq!(answers_of(&workshop), [ANSWER, ANSWER], "Ann's and Ben's");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_older_page_overwrites_nothing_and_its_text_is_not_lost_either() {
    let mut workshop = bakery();
    let (facilitator, people) = people(&workshop, &["Ann"]).await;
    let ann = &people[0];
    facilitator.leads_to("answering:plan").await;
    let first = format!("{ANSWER} First.");
    let newer = format!("{ANSWER} Newer, from the laptop.");
    let older = format!("{ANSWER} Older, from the phone in the pocket.");
    assert_eq!(ann.answer("plan", 0, &first).await.unwrap().status, 200);
    assert_eq!(ann.answer("plan", 1, &newer).await.unwrap().status, 200);
    assert_eq!(ann.answer("plan", 1, &older).await.unwrap().status, 409);
    assert_eq!(ann.answer("plan", 0, &older).await.unwrap().status, 409);
    let fields = [("question", "plan"), ("after", "1"), ("text", older.as_str())];
    let page = ann.browser.submit(&format!("{}/answer", ann.room), &fields).await.unwrap();
    assert_eq!(page.status, 409);
    for text in [&newer, &older] {
        assert!(page.body.contains(text.as_str()), "the page shows both: {}", page.body);
    }
    // The same text as the newest is no conflict, from whatever page.
    assert_eq!(ann.answer("plan", 0, &newer).await.unwrap().status, 200);
    workshop.kill9();
    assert_eq!(answers_of(&workshop), [first, newer]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_room_goes_on_with_the_same_seats_links_and_step_after_a_kill() {
    let mut workshop = bakery();
    let (facilitator, people) = people(&workshop, &["Ann"]).await;
    let before = workshop.room();
    facilitator.leads_to("answering:plan").await;
    assert_eq!(people[0].answer("plan", 0, ANSWER).await.unwrap().status, 200);
    let state = facilitator.state().await.unwrap();
    workshop.kill9();
    workshop.restart(None);
    let after = workshop.room();
    assert_eq!((&after.code, &after.join), (&before.code, &before.join));
    let told = facilitator.state().await.unwrap();
    assert_eq!((&told["step"], &told["phase"]), (&state["step"], &state["phase"]));
    let page = people[0].page().await.unwrap();
    assert!(page.body.contains("data-page=\"answering\"") && page.body.contains(ANSWER));
    for link in [&before.facilitator, &after.facilitator] {
        let again = Facilitator::enter(link).await.unwrap();
        assert_eq!(again.phase().await, "answering:plan");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_signal_ends_it_well_also_while_people_listen() {
    for signal in ["TERM", "INT"] {
        let mut workshop = bakery();
        let (facilitator, people) = people(&workshop, &["Ann"]).await;
        let mut events = people[0].events().await.unwrap();
        assert!(events.next().await.unwrap().is_some());
        facilitator.leads_to("answering:plan").await;
        assert_eq!(people[0].answer("plan", 0, ANSWER).await.unwrap().status, 200);
        let status = tokio::task::block_in_place(|| workshop.stop(signal));
        assert_eq!(status.code(), Some(0), "{signal}: {}", workshop.said());
        assert!(!workshop.said().contains("panicked"), "{}", workshop.said());
        assert_eq!(answers_of(&workshop), [ANSWER]);
        assert_chains_hold(&workshop);
    }
}
