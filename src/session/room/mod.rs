//! The one path of an answer in a live room: decide, append, publish, score, append, publish.
//!
//! A [`Host`] keeps any number of rooms. One thread does all the writing: it takes what has been
//! asked meanwhile as one batch, decides on a copy of the room, makes all of it durable in one
//! transaction, and only then shows the copy to readers and tells those who asked. So nobody reads
//! what could still be lost, a thousand people who hand in at once wait for a few transactions and
//! not for a thousand, and readers take no lock that a disk could hold. Answers are scored on all
//! cores, as everywhere, by [`Pinned::result_of`](super::Pinned::result_of).
//!
//! No async runtime is known here; whoever asks is told through a closure.

mod command;
mod decide;
mod error;
mod live;
mod open;
mod score;
mod write;

use std::collections::BTreeMap;
use std::sync::mpsc::{self, SyncSender, TrySendError};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread::JoinHandle;

pub use command::{Command, Outcome};
pub use error::RoomError;
pub use live::{Live, ROOMS};
pub use open::{ErasedRoom, KeptRoom, Opening, erase, kept_rooms};

use super::{Pinned, World};
use crate::interview::room::RoomCode;
use crate::store::{Store, StreamId};
use command::Reply;

/// How much may wait to be written before a room says that it is too busy.
const QUEUE: usize = 16_384;

/// A room that is being held: its content and where it lies do not change, its state does.
pub struct Hosted {
    /// Where it lies.
    pub stream: StreamId,
    /// What everybody in it is scored with.
    pub content: Arc<Pinned>,
    live: RwLock<Arc<Live>>,
}

impl Hosted {
    /// The room as it stands; it does not change under the reader's eyes.
    #[must_use]
    pub fn live(&self) -> Arc<Live> {
        Arc::clone(&self.live.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn publish(&self, live: Live) {
        *self.live.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(live);
    }
}

type Rooms = Arc<RwLock<BTreeMap<RoomCode, Arc<Hosted>>>>;

/// Told whenever a room has changed, and after it was erased.
pub type OnChange = Arc<dyn Fn(&RoomCode) + Send + Sync>;

/// What one message to the writing thread asks.
enum Order {
    /// Of a room.
    Room(RoomCode, Command, Option<Reply>),
    /// To end, once everything before it is done.
    Close,
}

/// Keeps rooms, and does everything that is asked of them.
pub struct Host {
    store: Arc<dyn Store>,
    world: Arc<dyn World + Send + Sync>,
    rooms: Rooms,
    orders: SyncSender<Order>,
    writer: Mutex<Option<JoinHandle<()>>>,
}

impl Host {
    /// A host without rooms.
    ///
    /// # Errors
    /// Where no thread can be had.
    pub fn new(
        store: Arc<dyn Store>,
        world: Arc<dyn World + Send + Sync>,
        on_change: OnChange,
    ) -> std::io::Result<Self> {
        let (orders, inbox) = mpsc::sync_channel(QUEUE);
        let rooms = Rooms::default();
        let writer = write::Writer {
            store: Arc::clone(&store),
            world: Arc::clone(&world),
            rooms: Arc::clone(&rooms),
            on_change,
            orders: orders.clone(),
        };
        let thread = std::thread::Builder::new()
            .name("rooms".to_owned())
            .spawn(move || writer.run(&inbox))?;
        Ok(Self { store, world, rooms, orders, writer: Mutex::new(Some(thread)) })
    }

    /// A room that is being held.
    #[must_use]
    pub fn room(&self, code: &RoomCode) -> Option<Arc<Hosted>> {
        self.rooms.read().unwrap_or_else(PoisonError::into_inner).get(code).cloned()
    }

    /// The rooms that are being held, by code.
    #[must_use]
    pub fn rooms(&self) -> Vec<Arc<Hosted>> {
        self.rooms.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    fn hold(&self, code: RoomCode, hosted: Hosted) {
        let mut rooms = self.rooms.write().unwrap_or_else(PoisonError::into_inner);
        rooms.insert(code, Arc::new(hosted));
    }

    /// Asks something of a room. `reply` is told from another thread, once it is durable or has
    /// failed; it must not block.
    pub fn ask(
        &self,
        code: &RoomCode,
        command: Command,
        reply: impl FnOnce(Result<Outcome, RoomError>) + Send + 'static,
    ) {
        let order = Order::Room(code.clone(), command, Some(Box::new(reply)));
        if let Err(failed) = self.orders.try_send(order) {
            let (order, error) = match failed {
                TrySendError::Full(order) => (order, RoomError::Busy),
                TrySendError::Disconnected(order) => (order, RoomError::Closing),
            };
            if let Order::Room(_, _, Some(reply)) = order {
                reply(Err(error));
            }
        }
    }

    /// Asks something of a room, and waits.
    ///
    /// # Errors
    /// As the room says.
    pub fn ask_and_wait(&self, code: &RoomCode, command: Command) -> Result<Outcome, RoomError> {
        let (sender, receiver) = mpsc::sync_channel(1);
        self.ask(code, command, move |outcome| {
            let _ = sender.send(outcome);
        });
        receiver.recv().unwrap_or(Err(RoomError::Closing))
    }

    /// Finishes what was asked before, and ends. What is asked afterwards is refused.
    pub fn close(&self) {
        let thread = self.writer.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            let _ = self.orders.send(Order::Close);
            let _ = thread.join();
        }
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.close();
    }
}
