//! A room that is played from the first to the last page while somebody keeps pulling the plug.
//!
//! Three kinds of tasks run beside each other: people, who hand in as much as they can; the
//! facilitator, who moves on; and the killer. Whoever gets no answer sends the same again.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use super::bakery;
use super::kept::{Kept, assert_chains_hold};
use super::ledger::{Fate, Found, Ledger, name};
use crate::support::{Facilitator, Participant, Reply, Sent};

const PEOPLE: usize = 10;

/// How long a process lives at the most before it is killed, in milliseconds.
const LIFE: u64 = 120;

/// How long a process that is killed while starting lives at the most, in milliseconds.
const START: u64 = 100;

/// How long the room may take to come to its end after the last kill.
const PATIENCE: Duration = Duration::from_secs(60);

/// What people do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Task {
    Join,
    Read,
    Answer,
    Probe,
    Vote,
    Pick,
    Leave,
}

/// Where the facilitator leads, what people do there, and for which share of the kills, in percent.
const SCRIPT: &[(&str, Task, usize)] = &[
    ("lobby", Task::Join, 15),
    ("brief", Task::Read, 3),
    ("answering:plan", Task::Answer, 27),
    ("reveal:plan", Task::Read, 3),
    ("probe:plan:dough", Task::Probe, 15),
    ("reveal:plan", Task::Read, 3),
    ("vote:plan", Task::Vote, 12),
    ("discussion:plan", Task::Read, 3),
    ("answering:flour", Task::Pick, 13),
    ("reveal:flour", Task::Read, 3),
    ("discussion:flour", Task::Read, 3),
    ("report", Task::Read, 0),
];

/// What all tasks of a room share.
struct Shared {
    is_up: watch::Sender<bool>,
    /// Which line of the script it is, and what people do.
    task: watch::Sender<(usize, Task)>,
    kills: watch::Sender<usize>,
    /// Who has done what is to be done, by line of the script.
    done: watch::Sender<BTreeSet<(usize, usize)>>,
    ledger: Mutex<Ledger>,
    broken: Mutex<usize>,
}

impl Shared {
    fn ledger<T>(&self, work: impl FnOnce(&mut Ledger) -> T) -> T {
        work(&mut self.ledger.lock().unwrap())
    }

    /// Sends until there is an answer; with `twice`, two at once.
    async fn send<A: Future<Output = Sent>>(&self, twice: bool, send: impl Fn() -> A) -> Reply {
        let mut is_up = self.is_up.subscribe();
        loop {
            is_up.wait_for(|is_up| *is_up).await.unwrap();
            let (one, other) = if twice {
                let (one, other) = tokio::join!(send(), send());
                (one, Some(other))
            } else {
                (send().await, None)
            };
            let mut replies: Vec<Reply> =
                [Some(one), other].into_iter().flatten().flatten().collect();
            replies.sort_by_key(|reply| (!reply.is_done(), reply.is_later()));
            match replies.into_iter().next() {
                Some(reply) if !reply.is_later() => return reply,
                Some(_) => sleep(Duration::from_millis(300)).await,
                None => {
                    *self.broken.lock().unwrap() += 1;
                    sleep(Duration::from_millis(5)).await;
                }
            }
        }
    }
}

/// Plays a room with so many kills.
pub async fn play(kills: usize, random: &mut StdRng) -> Found {
    let mut workshop = bakery();
    let room = workshop.room();
    let shared = Arc::new(Shared {
        is_up: watch::Sender::new(true),
        task: watch::Sender::new((0, Task::Join)),
        kills: watch::Sender::new(0),
        done: watch::Sender::new(BTreeSet::new()),
        ledger: Mutex::default(),
        broken: Mutex::new(0),
    });
    let facilitator = Facilitator::enter(&room.facilitator).await.unwrap();
    let people: Vec<Participant> =
        (0..PEOPLE).map(|_| Participant::with_link(&room.join)).collect();
    let mut tasks = Vec::new();
    for (who, person) in people.iter().cloned().enumerate() {
        let random = StdRng::seed_from_u64(random.random());
        tasks.push(tokio::spawn(take_part(who, person, Arc::clone(&shared), random)));
    }
    let leading = tokio::spawn(lead(facilitator.clone(), kills, Arc::clone(&shared)));
    let mut found = Found::default();
    for kill in 1..=kills {
        sleep(Duration::from_micros(random.random_range(0..LIFE * 1_000))).await;
        shared.is_up.send_replace(false);
        let early = random.random_ratio(1, 8).then(|| random.random_range(0..START));
        tokio::task::block_in_place(|| {
            workshop.kill9();
            let kept = Kept::copied(&workshop);
            shared.ledger(|ledger| ledger.compare(&kept, &mut found));
            workshop.restart(early.map(Duration::from_millis));
        });
        (found.kills, found.early) = (kill, found.early + usize::from(early.is_some()));
        let newest = shared.ledger(|ledger| ledger.newest());
        let export = facilitator.document().await.unwrap();
        shared.ledger(|ledger| ledger.compare_export(&newest, &export, &mut found));
        shared.is_up.send_replace(true);
        shared.kills.send_replace(kill);
        assert!(found.wrong.is_empty(), "after kill {kill}: {found}");
    }
    // Who fails keeps the others waiting.
    let ended = timeout(PATIENCE, leading).await;
    for task in tasks {
        if ended.is_ok() || task.is_finished() {
            task.await.unwrap();
        }
    }
    ended.expect("the room comes to its end").unwrap();
    for (who, person) in people.iter().enumerate() {
        let report = person.get("report").await.unwrap();
        assert_eq!(report.status, 200, "{report:#?}");
        let (_, last) = shared.ledger(|ledger| ledger.saved(who, "plan"));
        assert!(report.body.contains(number(&last.unwrap())), "the own answer is in the report");
    }
    let status = tokio::task::block_in_place(|| workshop.stop("TERM"));
    assert_eq!(status.code(), Some(0), "{}", workshop.said());
    assert!(!workshop.said().contains("panicked"), "{}", workshop.said());
    shared.ledger(|ledger| ledger.compare(&Kept::copied(&workshop), &mut found));
    found.broken = *shared.broken.lock().unwrap();
    assert!(assert_chains_hold(&workshop) > PEOPLE);
    found
}

/// The facilitator: through the script to its end. A move goes on only from the step that was seen,
/// so that one whose answer was lost is not made twice.
async fn lead(facilitator: Facilitator, kills: usize, shared: Arc<Shared>) {
    let mut share = 0;
    let mut step = 0;
    for (line, (place, task, percent)) in SCRIPT.iter().enumerate() {
        if line > 0 {
            shared.ledger(|ledger| ledger.moves(place, Fate::Open));
            let on_foot = if place.starts_with("probe:") || place.starts_with("vote:") {
                vec![("act", "go"), ("to", place)]
            } else {
                vec![("act", "next")]
            };
            loop {
                let seen = step.to_string();
                let fields = [on_foot.as_slice(), &[("step", &seen)]].concat();
                let path = format!("{}/do", facilitator.console);
                let reply = shared.send(false, || facilitator.browser.post(&path, &fields)).await;
                let state = loop {
                    shared.send(false, || facilitator.get("report")).await;
                    if let Ok(state) = facilitator.state().await {
                        break state;
                    }
                };
                if state["phase"] == *place && state["step"] == step + 1 {
                    break;
                }
                // Only a vote waits: for the second answer that is scored.
                assert_eq!(reply.status, 409, "{reply:#?} leads to {state}, not to {place}");
                assert!(place.starts_with("vote:"), "{reply:#?} leads to {state}, not to {place}");
                sleep(Duration::from_millis(20)).await;
            }
            step += 1;
            shared.ledger(|ledger| ledger.moves(place, Fate::Saved));
        }
        shared.task.send_replace((line, *task));
        share += percent;
        let until = kills * share / 100;
        shared.kills.subscribe().wait_for(|kills| *kills >= until).await.unwrap();
        if *task != Task::Read {
            let all = |done: &BTreeSet<(usize, usize)>| {
                done.iter().filter(|(own, _)| *own == line).count() == PEOPLE
            };
            shared.done.subscribe().wait_for(all).await.unwrap();
        }
    }
    assert_eq!(share, 100);
    shared.task.send_replace((SCRIPT.len(), Task::Leave));
}

/// Somebody with a phone who does what there is to do, again and again, until the end.
async fn take_part(who: usize, me: Participant, shared: Arc<Shared>, mut random: StdRng) {
    let mut number = 0;
    loop {
        let (line, task) = *shared.task.borrow();
        number += 1;
        let text = format!(
            "I knead the dough with both hands, and the dough rests. My number is {who}x{number}x{line}."
        );
        let twice = random.random_ratio(1, 3);
        let is_done = match task {
            Task::Leave => return,
            Task::Join if shared.ledger(|ledger| ledger.is_joined(who)) => true,
            Task::Join => {
                // They come in one after the other.
                let turn = *shared.kills.borrow() >= who / 2;
                if turn {
                    shared.ledger(|ledger| ledger.joins(who, Fate::Open));
                    let name = name(who);
                    let reply = shared.send(false, || me.join(&name)).await;
                    assert!(reply.is_done(), "{reply:#?}");
                    shared.ledger(|ledger| ledger.joins(who, Fate::Saved));
                }
                turn
            }
            Task::Read => {
                let reply = shared.send(false, || me.page()).await;
                assert_eq!(reply.status, 200, "{reply:#?}");
                true
            }
            Task::Answer | Task::Probe if random.random_ratio(1, 3) => {
                let slot = if task == Task::Answer { "plan" } else { "plan/dough" };
                shared.ledger(|ledger| ledger.drafts(who, slot, &text, Fate::Open));
                let reply = shared.send(false, || me.draft(slot, &text)).await;
                let fate = if reply.is_done() { Fate::Saved } else { Fate::Refused };
                shared.ledger(|ledger| ledger.drafts(who, slot, &text, fate));
                false
            }
            Task::Answer => {
                let send = |after| me.answer("plan", after, &text);
                hand_in(&shared, who, "plan", &text, twice, send).await
            }
            Task::Probe => {
                let send = |after| me.probe("plan", "dough", after, &text);
                hand_in(&shared, who, "plan/dough", &text, twice, send).await
            }
            Task::Pick => {
                let (_, last) = shared.ledger(|ledger| ledger.saved(who, "flour"));
                let flour = if last.as_deref() == Some("rye") { "sand" } else { "rye" };
                let send = |after| me.pick("flour", after, flour);
                hand_in(&shared, who, "flour", flour, twice, send).await
            }
            Task::Vote => {
                let (_, last) = shared.ledger(|ledger| ledger.saved(who, "vote"));
                let mut choice = random.random_range(0..6);
                if last == Some(choice.to_string()) {
                    choice = (choice + 1) % 6;
                }
                let send = |_| me.vote("plan", choice);
                hand_in(&shared, who, "vote", &choice.to_string(), twice, send).await
            }
        };
        if is_done {
            shared.done.send_if_modified(|done| done.insert((line, who)));
        }
        sleep(Duration::from_millis(random.random_range(0..40))).await;
    }
}

/// Hands something in, and puts down what became of it.
async fn hand_in<A: Future<Output = Sent>>(
    shared: &Shared,
    who: usize,
    slot: &str,
    value: &str,
    twice: bool,
    send: impl Fn(u32) -> A,
) -> bool {
    let (after, _) = shared.ledger(|ledger| {
        ledger.sends(who, slot, value);
        ledger.saved(who, slot)
    });
    let reply = shared.send(twice, || send(after)).await;
    // 422: one's own answer, and a place that is not on the ballot.
    assert!(reply.is_done() || matches!(reply.status, 409 | 422), "{reply:#?}");
    let fate = if reply.is_done() { Fate::Saved } else { Fate::Refused };
    shared.ledger(|ledger| ledger.answered(who, slot, fate));
    reply.is_done()
}

/// The number in a text by which it is known on a page.
fn number(text: &str) -> &str {
    let (_, behind) = text.rsplit_once(' ').unwrap();
    behind.trim_end_matches('.')
}
