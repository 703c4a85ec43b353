//! What specifications of the whole program stand on: a place to run it in, a run to look at, the
//! commands and tables that documents show, and the built-in library's marked answers.

mod bakery;
mod console;
mod corpus;
mod run;
mod table;

pub use bakery::Bakery;
#[cfg(unix)]
pub use console::{Block, run_block};
pub use console::{blocks, document, first_difference};
pub use corpus::{Asked, asked, case, sentences, strong_answers};
pub use run::{Place, Ran};
pub use table::cells;
