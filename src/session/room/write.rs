//! The thread that writes: batches, copies, one transaction, then everybody is told.

use std::sync::mpsc::{Receiver, SyncSender};
use std::sync::{Arc, PoisonError};

use super::command::{Command, Outcome, Reply};
use super::decide::Plan;
use super::live::{self, Live};
use super::{Hosted, OnChange, Order, RoomError, Rooms, score};
use crate::interview::room::RoomCode;
use crate::session::World;
use crate::store::{Store, StoreError};

/// The most that is written in one transaction: about what a disk takes in the time that a person
/// does not notice.
const BATCH: usize = 512;

/// How often a batch is decided anew because another program wrote to the same room.
const TRIES: usize = 5;

pub(super) struct Writer {
    pub(super) store: Arc<dyn Store>,
    pub(super) world: Arc<dyn World + Send + Sync>,
    pub(super) rooms: Rooms,
    pub(super) on_change: OnChange,
    pub(super) orders: SyncSender<Order>,
}

/// What was asked of one room.
struct Asked {
    code: RoomCode,
    command: Command,
    reply: Option<Reply>,
}

impl Writer {
    /// Works until it is told to close, or nobody is left who could ask.
    pub(super) fn run(self, inbox: &Receiver<Order>) {
        while let Ok(first) = inbox.recv() {
            let mut batch = Vec::new();
            let mut is_last = false;
            let mut next = Some(first);
            while let Some(order) = next {
                match order {
                    Order::Room(code, command, reply) => batch.push(Asked { code, command, reply }),
                    Order::Close => {
                        is_last = true;
                        break;
                    }
                }
                next = (batch.len() < BATCH).then(|| inbox.try_recv().ok()).flatten();
            }
            self.work(batch);
            if is_last {
                break;
            }
        }
    }

    fn work(&self, batch: Vec<Asked>) {
        // What concerns a room as it lies in the store stands outside of the batch, behind it.
        let (apart, mut batch): (Vec<Asked>, Vec<Asked>) = batch
            .into_iter()
            .partition(|asked| matches!(asked.command, Command::Erase | Command::CatchUp));
        for attempt in 1.. {
            let (plan, decided) = self.plan(&batch);
            match self.commit(&plan) {
                Ok(()) => {
                    self.publish(plan);
                    for (asked, outcome) in batch.into_iter().zip(decided) {
                        if let Some(reply) = asked.reply {
                            reply(outcome);
                        }
                    }
                    break;
                }
                // Another program wrote to the same room: what it wrote comes first.
                Err(StoreError::Conflict { .. }) if attempt < TRIES => {
                    for asked in &batch {
                        // Where this fails, too, the next try will say so.
                        let _ = self.catch_up(&asked.code);
                    }
                }
                Err(error) => {
                    let error = Arc::new(error);
                    for reply in batch.iter_mut().filter_map(|asked| asked.reply.take()) {
                        reply(Err(RoomError::Store(Arc::clone(&error))));
                    }
                    break;
                }
            }
        }
        for Asked { code, command, reply } in apart {
            let outcome = match command {
                Command::Erase => self.erase(&code),
                _ => self.catch_up(&code),
            };
            if let Some(reply) = reply {
                reply(outcome);
            }
        }
    }

    /// Decides everything on copies of the rooms.
    fn plan(&self, batch: &[Asked]) -> (Plan, Vec<Result<Outcome, RoomError>>) {
        let mut plan = Plan::default();
        let decided = batch
            .iter()
            .map(|asked| {
                if !plan.rooms.contains_key(&asked.code) {
                    let hosted = self.hosted(&asked.code).ok_or(RoomError::NoRoom)?;
                    let live = Live::clone(&hosted.live());
                    plan.rooms.insert(asked.code.clone(), (hosted, live));
                }
                plan.decide(self.world.as_ref(), &asked.code, &asked.command)
            })
            .collect();
        (plan, decided)
    }

    fn hosted(&self, code: &RoomCode) -> Option<Arc<Hosted>> {
        self.rooms.read().unwrap_or_else(PoisonError::into_inner).get(code).cloned()
    }

    fn commit(&self, plan: &Plan) -> Result<(), StoreError> {
        // Drafts first: if the events fail afterwards, drafts that are newer than shown harm nobody.
        if !plan.drafts.is_empty() {
            self.store.put_drafts(&plan.drafts)?;
        }
        if !plan.appends.is_empty() {
            self.store.append_many(&plan.appends)?;
        }
        Ok(())
    }

    fn publish(&self, plan: Plan) {
        for (code, (hosted, live)) in plan.rooms {
            let is_new = hosted.live().room.version != live.room.version;
            hosted.publish(live);
            if is_new {
                (self.on_change)(&code);
            }
        }
        for (code, seat, question) in plan.to_score {
            score::later(&self.rooms, &self.orders, code, seat, question);
        }
    }

    /// Reads a room from the store again.
    fn catch_up(&self, code: &RoomCode) -> Result<Outcome, RoomError> {
        let hosted = self.hosted(code).ok_or(RoomError::NoRoom)?;
        hosted.publish(live::load(self.store.as_ref(), &hosted.stream)?);
        (self.on_change)(code);
        Ok(Outcome::Done)
    }

    fn erase(&self, code: &RoomCode) -> Result<Outcome, RoomError> {
        let hosted = self.hosted(code).ok_or(RoomError::NoRoom)?;
        super::open::erase_streams(self.store.as_ref(), &hosted.stream, self.world.now())?;
        self.rooms.write().unwrap_or_else(PoisonError::into_inner).remove(code);
        (self.on_change)(code);
        Ok(Outcome::Done)
    }
}
