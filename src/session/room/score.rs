//! Answers are scored on all cores, and the results come back as commands.

use std::sync::PoisonError;
use std::sync::mpsc::SyncSender;

use super::command::{Command, Scoring};
use super::{Order, Rooms};
use crate::content::ids::QuestionId;
use crate::interview::room::{RoomCode, SeatId};

/// Scores an answer on another thread, as it stands by then.
pub(super) fn later(
    rooms: &Rooms,
    orders: &SyncSender<Order>,
    code: RoomCode,
    seat: SeatId,
    question: QuestionId,
) {
    let hosted = rooms.read().unwrap_or_else(PoisonError::into_inner).get(&code).cloned();
    let (Some(hosted), orders) = (hosted, orders.clone()) else { return };
    rayon::spawn(move || {
        let live = hosted.live();
        let Some(own) = live.room.seat(seat) else { return };
        let standing = own.attempt.standing(&question);
        let Some((standing, answer)) = standing.and_then(|s| Some((s, s.answer.as_ref()?))) else {
            return;
        };
        // What cannot be scored was refused before it was kept.
        if let Ok(result) = hosted.content.result_of(&question, answer, &standing.probes) {
            let sequence = own.answered_at(&question);
            let scoring = Scoring { seat, question, sequence, result };
            let command = Command::Assessed(Box::new(scoring));
            let _ = orders.send(Order::Room(code, command, None));
        }
    });
}
