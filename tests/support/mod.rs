//! What specifications of the whole program stand on: a place to run it in, a run to look at, the
//! commands and tables that documents show, and the built-in library's marked answers.

mod bakery;
mod console;
mod corpus;
#[cfg(unix)]
mod people;
#[cfg(unix)]
mod room;
mod run;
mod table;

pub use bakery::Bakery;
#[cfg(unix)]
pub use console::{Block, run_block};
pub use console::{blocks, document, first_difference};
pub use corpus::{Asked, asked, case, sentences, strong_answers};
#[cfg(unix)]
pub use people::{Browser, Facilitator, Participant, Reply, Sent};
#[cfg(unix)]
pub use room::Workshop;
pub use run::{Place, Ran};
pub use table::cells;
