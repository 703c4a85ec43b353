//! What is told to a browser when a room changes: little, the same for everybody, made once.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;
use tokio_stream::wrappers::ReceiverStream;

use crate::interview::room::Room;

/// How often a browser is told of a count at the most; of a step it is told at once.
const BREATH: Duration = Duration::from_millis(400);

/// The state of a room in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Signal {
    pub(super) version: u64,
    /// What must be seen at once: where the room stands, and whether there is a break.
    urgent: (u64, bool, Option<i64>),
    json: String,
}

impl Signal {
    pub(super) fn of(room: &Room) -> Self {
        let timer = room.timer.map(|timer| timer.ends);
        let answered = room.answered().filter(|_| room.count_shown);
        let json = serde_json::json!({
            "version": room.version,
            "step": room.step,
            "phase": room.phase.to_string(),
            "people": room.people(),
            "answered": answered,
            "paused": room.paused,
            "timer": timer,
        });
        Self {
            version: room.version,
            urgent: (room.step, room.paused, timer),
            json: json.to_string(),
        }
    }

    /// Of a room that was erased.
    pub(super) fn gone() -> Self {
        let json = r#"{"version":0,"gone":true}"#.to_owned();
        Self { version: u64::MAX, urgent: (u64::MAX, false, None), json }
    }

    fn event(&self) -> Event {
        Event::default().event("room").id(self.version.to_string()).data(&self.json)
    }
}

type Updates = Sse<axum::response::sse::KeepAliveStream<ReceiverStream<Result<Event, Infallible>>>>;

/// Tells one browser: first how the room stands, then whatever changes.
pub(super) fn updates(
    mut room: watch::Receiver<Arc<Signal>>,
    mut closing: watch::Receiver<bool>,
) -> Updates {
    let (sender, receiver) = mpsc::channel(2);
    tokio::spawn(async move {
        let mut told = Arc::clone(&room.borrow_and_update());
        let mut told_at = Instant::now();
        if sender.send(Ok(told.event())).await.is_err() {
            return;
        }
        loop {
            tokio::select! {
                changed = room.changed() => if changed.is_err() { return },
                _ = closing.wait_for(|is_closing| *is_closing) => return,
                () = sender.closed() => return,
            }
            // Counts that change many times a second are told as one.
            loop {
                let is_urgent = room.borrow_and_update().urgent != told.urgent;
                if is_urgent {
                    break;
                }
                tokio::select! {
                    () = tokio::time::sleep_until(told_at + BREATH) => break,
                    changed = room.changed() => if changed.is_err() { return },
                }
            }
            told = Arc::clone(&room.borrow_and_update());
            told_at = Instant::now();
            if sender.send(Ok(told.event())).await.is_err() {
                return;
            }
        }
    });
    let alive = KeepAlive::new().interval(Duration::from_secs(15));
    Sse::new(ReceiverStream::new(receiver)).keep_alive(alive)
}
