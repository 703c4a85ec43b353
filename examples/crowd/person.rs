//! One person of many, and what all of them share.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep, sleep_until, timeout};

use super::measure::Times;
use super::people::{Facilitator, Participant, Reply, Sent};
use super::play::PATIENCE;
use super::texts;

/// What people do now.
#[derive(Clone, Copy, Debug)]
pub enum Stage {
    Look,
    Write { until: Instant },
    Submit { within: Duration },
    Probe { within: Duration },
    Report,
    Leave,
}

/// What takes time, with its place in the table.
type What = (u8, &'static str);

/// How many people have done what.
#[derive(Clone, Debug, Default)]
pub struct Done {
    pub listening: usize,
    pub answers: usize,
    pub probes: usize,
    pub reports: usize,
    /// By step of the room: who has seen its page.
    seen: BTreeMap<u64, usize>,
}

/// What all people share.
pub struct Room {
    answers: Vec<String>,
    stage: watch::Sender<Stage>,
    done: watch::Sender<Done>,
    times: Mutex<Times>,
    /// When the facilitator moved the room, by the step that it reached, and what that shows.
    moved: Mutex<BTreeMap<u64, (Instant, What)>>,
    sent_again: Mutex<usize>,
}

impl Room {
    pub fn new(answers: Vec<String>) -> Self {
        Self {
            answers,
            stage: watch::Sender::new(Stage::Look),
            done: watch::Sender::new(Done::default()),
            times: Mutex::default(),
            moved: Mutex::default(),
            sent_again: Mutex::new(0),
        }
    }

    pub fn stage(&self, stage: Stage) {
        self.stage.send_replace(stage);
    }

    /// Waits until everybody has done something; not for ever, and not for those who gave up.
    pub async fn wait(
        &self,
        what: &str,
        is_done: impl FnMut(&Done) -> bool,
        tasks: &[JoinHandle<()>],
    ) -> Result<(), String> {
        let mut done = self.done.subscribe();
        let waited = timeout(PATIENCE, done.wait_for(is_done)).await;
        match waited {
            Ok(_) if tasks.iter().all(|task| !task.is_finished()) => Ok(()),
            Ok(_) => Err(format!("somebody gave up before this: {what}")),
            Err(_) => Err(format!("given up: {what}: {:?}", self.done.borrow())),
        }
    }

    /// Lets the facilitator move the room, and waits until everybody has seen the new page.
    pub async fn moves(
        &self,
        leader: &Facilitator,
        act: &str,
        to: &str,
        count: usize,
        tasks: &[JoinHandle<()>],
    ) -> Result<(), String> {
        let state = leader.state().await.map_err(|error| error.to_string())?;
        let step = state["step"].as_u64().unwrap_or_default();
        let (next, now) = (step + 1, Instant::now());
        let what = match next {
            1 => (3, "brief-to-seen"),
            2 => (4, "start-to-seen"),
            3 => (7, "reveal-to-seen"),
            4 => (8, "follow-up-to-seen"),
            5 => (10, "second-reveal-to-seen"),
            6 => (11, "discussion-to-seen"),
            _ => (12, "end-to-seen"),
        };
        self.moved.lock().unwrap().insert(next, (now, what));
        let fields = [("to", to), ("step", &step.to_string())];
        let reply = leader.acts(act, &fields).await.map_err(|error| error.to_string())?;
        if reply.status != 200 {
            return Err(format!("the room does not move: {reply:?}"));
        }
        self.put((13, "facilitator's move"), now.elapsed());
        let seen = |done: &Done| done.seen.get(&next) == Some(&count);
        self.wait(what.1, seen, tasks).await
    }

    fn put(&self, what: What, time: Duration) {
        self.times.lock().unwrap().put(what, time);
    }

    pub fn times(&self) -> String {
        self.times.lock().unwrap().to_string()
    }

    pub fn sent_again(&self) -> usize {
        *self.sent_again.lock().unwrap()
    }

    fn follow_up(&self, who: usize) -> String {
        format!("On second thoughts: {}", self.answers[who])
    }

    /// How many texts are not there, in the store or in the export, and how many twice.
    pub fn compare(
        &self,
        export: &serde_json::Value,
        kept: &BTreeMap<String, usize>,
    ) -> (usize, usize) {
        let mut exported = BTreeMap::new();
        count_strings(&export["seats"], &mut exported);
        let answers = self.answers.iter().cloned();
        let probes = (0..self.answers.len()).map(|who| self.follow_up(who));
        let (mut lost, mut doubled) = (0, 0);
        for text in answers.chain(probes) {
            let of = |counts: &BTreeMap<String, usize>| counts.get(&text).copied().unwrap_or(0);
            let counts = [of(kept), of(&exported)];
            lost += usize::from(counts.contains(&0));
            doubled += usize::from(counts.iter().any(|count| *count > 1));
        }
        (lost, doubled)
    }

    /// Sends until it is taken, and measures how long that took.
    async fn send<A: Future<Output = Sent>>(&self, what: What, send: impl Fn() -> A) -> Reply {
        let begin = Instant::now();
        loop {
            match send().await {
                Ok(reply) if reply.is_done() => {
                    self.put(what, begin.elapsed());
                    return reply;
                }
                Ok(reply) if reply.is_later() => {}
                Ok(reply) => panic!("{}: {reply:?}", what.1),
                Err(error) => eprintln!("{}: {error:?}", what.1),
            }
            *self.sent_again.lock().unwrap() += 1;
            sleep(Duration::from_millis(200)).await;
        }
    }
}

fn count_strings(value: &serde_json::Value, counts: &mut BTreeMap<String, usize>) {
    match value {
        serde_json::Value::String(text) => *counts.entry(text.clone()).or_default() += 1,
        serde_json::Value::Array(all) => all.iter().for_each(|value| count_strings(value, counts)),
        serde_json::Value::Object(all) => {
            all.values().for_each(|value| count_strings(value, counts))
        }
        _ => {}
    }
}

/// One person, from joining to leaving.
pub async fn take_part(who: usize, link: String, at: Instant, room: Arc<Room>) {
    let mut random = StdRng::seed_from_u64(u64::try_from(who).unwrap());
    let me = Participant::with_link(&link);
    sleep_until(at).await;
    let name = format!("Person {who}");
    room.send((1, "join"), || me.join(&name)).await;
    room.send((2, "first page"), || me.page()).await;
    let following = tokio::spawn(follow(me.clone(), Arc::clone(&room)));
    let text = &room.answers[who];
    let mut stage = room.stage.subscribe();
    loop {
        if stage.changed().await.is_err() {
            break;
        }
        let now = *stage.borrow_and_update();
        match now {
            Stage::Look => {}
            Stage::Write { until } => write(&me, &room, text, until, &mut random).await,
            Stage::Submit { within } => {
                sleep(within.mul_f64(random.random())).await;
                let what = (6, "submit-to-saved");
                let twice = random.random_ratio(1, 20);
                let send = || me.answer(texts::QUESTION, 0, text);
                // Some tap twice.
                let again = async {
                    if twice {
                        let again = me.answer(texts::QUESTION, 0, text).await;
                        assert!(again.is_ok_and(|reply| reply.is_done() || reply.is_later()));
                    }
                };
                tokio::join!(room.send(what, send), again);
                room.done.send_modify(|done| done.answers += 1);
            }
            Stage::Probe { within } => {
                sleep(within.mul_f64(random.random())).await;
                let text = room.follow_up(who);
                let send = || me.probe(texts::QUESTION, texts::CRITERION, 0, &text);
                room.send((9, "follow-up-to-saved"), send).await;
                room.done.send_modify(|done| done.probes += 1);
            }
            Stage::Report => {
                room.send((12, "own report"), || me.get("report")).await;
                room.done.send_modify(|done| done.reports += 1);
            }
            Stage::Leave => break,
        }
    }
    following.abort();
}

/// Saves a draft every two seconds, as the page does while somebody types.
async fn write(me: &Participant, room: &Room, text: &str, until: Instant, random: &mut StdRng) {
    sleep(Duration::from_secs(2).mul_f64(random.random())).await;
    let mut written = 0;
    while Instant::now() < until {
        written += text.len().div_ceil(5);
        let end = text.floor_char_boundary(written.min(text.len()));
        let send = || me.draft(texts::QUESTION, &text[..end]);
        room.send((5, "draft"), send).await;
        sleep(Duration::from_secs(2)).await;
    }
}

/// Listens, and fetches the page whenever the room has moved, as the page's script does.
async fn follow(me: Participant, room: Arc<Room>) {
    let mut last = None;
    loop {
        let Ok(mut events) = me.events().await else {
            *room.sent_again.lock().unwrap() += 1;
            sleep(Duration::from_millis(200)).await;
            continue;
        };
        while let Ok(Some(state)) = events.next().await {
            let step = state["step"].as_u64();
            if last.is_none() {
                room.done.send_modify(|done| done.listening += 1);
            }
            if step.is_none() || step == last {
                last = last.or(step);
                continue;
            }
            let is_first = last.is_none();
            last = step;
            if is_first {
                continue;
            }
            let step = step.unwrap_or_default();
            room.send((14, "page"), || me.page()).await;
            let moved = room.moved.lock().unwrap().get(&step).copied();
            if let Some((at, what)) = moved {
                room.put(what, at.elapsed());
            }
            room.done.send_modify(|done| *done.seen.entry(step).or_default() += 1);
        }
    }
}
